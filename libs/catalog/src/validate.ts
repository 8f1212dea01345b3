import type { z } from 'zod';
import { type CatalogueFilm, filmSchema } from '#contracts';
import { type FilmFinding, type FindingKind, shownValue } from './report.js';

export interface Validated {
  /** Absent when the row is refused. */
  readonly film?: CatalogueFilm;
  readonly findings: readonly FilmFinding[];
}

/** A value that must go: a fact, or one entry of a fact that is a list or an object. */
interface Fault {
  readonly kind: FindingKind;
  readonly path: readonly PropertyKey[];
  readonly reason: string;
}

/** Without these a row is not a film; anything else that is wrong is dropped and the film kept. */
const ESSENTIAL = new Map<PropertyKey, FindingKind>([
  ['id', 'missing-id'],
  ['title', 'missing-title'],
]);

/**
 * Checks a mended row against the film schema. What is wrong and not essential is dropped, and as
 * little of it as can be: the one bad keyword, not the keywords.
 */
export function validateFilm(candidate: Readonly<Record<string, unknown>>): Validated {
  const { data: film, error } = filmSchema.safeParse(candidate);
  if (film !== undefined) return { film, findings: [] };

  const faults = error.issues.flatMap((issue) => faultsOf(issue, candidate));
  const findings = faults.map((fault) => findingOf(candidate, fault));
  if (findings.some(({ action }) => action === 'refused')) return { findings };
  // A fault may have hidden another one, as a bad entry hides that its list is too long.
  const mended = validateFilm(withoutFaults(candidate, faults));
  return { ...mended, findings: [...findings, ...mended.findings] };
}

function faultsOf(issue: z.core.$ZodIssue, candidate: unknown): Fault[] {
  const { path, message } = issue;
  if (issue.code === 'unrecognized_keys') {
    const reason = `not a field of ${path.length === 0 ? 'a film' : path.join('.')}`;
    return issue.keys.map((key) => ({ kind: 'unknown-field', path: [...path, key], reason }));
  }
  const isMissing = path.length === 1 && isBlank(valueAt(candidate, path));
  const reason = isMissing ? 'nothing where every film must have something' : message;
  return [{ kind: kindOf(issue, isMissing), path, reason }];
}

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

function kindOf({ code, path }: z.core.$ZodIssue, isMissing: boolean): FindingKind {
  const missing = ESSENTIAL.get(path[0]);
  if (missing !== undefined && isMissing) return missing;
  if (code === 'invalid_type' || code === 'invalid_union') return 'wrong-type';
  return path[0] === 'language' || path[0] === 'textLanguage'
    ? 'unknown-language'
    : 'impossible-value';
}

function findingOf(candidate: unknown, { kind, path, reason }: Fault): FilmFinding {
  return {
    kind,
    field: path.join('.'),
    value: shownValue(valueAt(candidate, path)),
    reason,
    action: path.length > 0 && ESSENTIAL.has(path[0]) ? 'refused' : 'dropped',
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
