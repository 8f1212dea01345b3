import type { z } from 'zod';
import { type CatalogueFilm, filmSchema } from '#contracts';
import { type FilmFinding, shownValue } from './report.js';

export interface Validated {
  /** Absent when the row is refused. */
  readonly film?: CatalogueFilm;
  readonly findings: readonly FilmFinding[];
}

/** A value that must go: a fact, or one entry of a fact that is a list or an object. */
interface Fault {
  readonly path: readonly PropertyKey[];
  readonly reason: string;
}

/** Without these a row is not a film; anything else that is wrong is dropped and the film kept. */
const ESSENTIAL = new Set<PropertyKey>(['id', 'title']);

/**
 * Checks a mapped row against the film schema. What is wrong and not essential is dropped, and as
 * little of it as can be: the one bad keyword, not the keywords.
 */
export function validateFilm(candidate: Readonly<Record<string, unknown>>): Validated {
  const { data: film, error } = filmSchema.safeParse(candidate);
  if (film !== undefined) return { film, findings: [] };

  const faults = error.issues.flatMap(faultsOf);
  const findings = faults.map((fault) => findingOf(candidate, fault));
  if (findings.some(({ action }) => action === 'refused')) return { findings };
  // A fault may have hidden another one, as a bad entry hides that its list is too long.
  const mended = validateFilm(withoutFaults(candidate, faults));
  return { ...mended, findings: [...findings, ...mended.findings] };
}

function faultsOf(issue: z.core.$ZodIssue): Fault[] {
  const { path, message } = issue;
  if (issue.code !== 'unrecognized_keys') return [{ path, reason: message }];
  const reason = `not a field of ${path.length === 0 ? 'a film' : path.join('.')}`;
  return issue.keys.map((key) => ({ path: [...path, key], reason }));
}

function findingOf(candidate: unknown, { path, reason }: Fault): FilmFinding {
  return {
    field: path.join('.'),
    value: shownValue(valueAt(candidate, path)),
    reason,
    action: ESSENTIAL.has(path[0]) ? 'refused' : 'repaired',
  };
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce((holder, key) => (holder as Record<PropertyKey, unknown> | undefined)?.[key], value);

function withoutFaults(
  candidate: Readonly<Record<string, unknown>>,
  faults: readonly Fault[],
): Record<string, unknown> {
  const wrongEntries = new Map<PropertyKey, Set<PropertyKey | undefined>>();
  for (const { path } of faults) {
    const [name, entry] = path;
    wrongEntries.set(name, (wrongEntries.get(name) ?? new Set()).add(entry));
  }
  const mended = Object.entries(candidate).map(([name, value]) => {
    const wrong = wrongEntries.get(name);
    return [name, wrong === undefined ? value : withoutEntries(value, wrong)] as const;
  });
  return Object.fromEntries(mended.filter(([, value]) => value !== undefined));
}

/** What is left of a fact; nothing if it is wrong as a whole, which is told by the entry undefined. */
function withoutEntries(fact: unknown, wrong: ReadonlySet<PropertyKey | undefined>): unknown {
  if (wrong.has(undefined)) return undefined;
  if (Array.isArray(fact)) return fact.filter((_, i) => !wrong.has(i));
  const kept = Object.entries(fact as object).filter(([name]) => !wrong.has(name));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
