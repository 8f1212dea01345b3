import { type CatalogueFilm, filmSchema } from '#contracts';
import { type FindingAction, shownValue } from './report.js';

/** A finding about a film, before it is known which line it stands on. */
export interface FilmFinding {
  readonly field: string;
  readonly value: string;
  readonly reason: string;
  readonly action: FindingAction;
}

export interface Validated {
  /** Absent when the row is refused. */
  readonly film?: CatalogueFilm;
  readonly findings: readonly FilmFinding[];
}

/** Without these a row is not a film; anything else that is wrong is dropped and the film kept. */
const ESSENTIAL = new Set(['id', 'title']);

/** Checks a mapped row against the film schema, dropping facts that are wrong and not essential. */
export function validateFilm(candidate: Record<string, unknown>): Validated {
  const first = filmSchema.safeParse(candidate);
  if (first.success) return { film: first.data, findings: [] };

  const repaired = { ...candidate };
  const findings: FilmFinding[] = [];
  for (const issue of first.error.issues) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])];
    for (const name of names) {
      const isEssential = ESSENTIAL.has(name);
      findings.push({
        field: issue.code === 'unrecognized_keys' ? name : issue.path.join('.'),
        value: shownValue(candidate[name]),
        reason: issue.code === 'unrecognized_keys' ? 'not a field of a film' : issue.message,
        action: isEssential ? 'refused' : 'repaired',
      });
      if (!isEssential) Reflect.deleteProperty(repaired, name);
    }
  }
  if (findings.some(({ action }) => action === 'refused')) return { findings };
  return { film: filmSchema.parse(repaired), findings };
}
