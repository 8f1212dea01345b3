import type { FilmFinding } from '../../report.js';
import { joinKey } from '../cells.js';
import type { Facts } from '../mapping.js';
import { oneRowEach, type SideTable } from '../side-table.js';
import { nameOf, structureIn } from '../literals/structured.js';

/** Those billed first; the tail of a cast says little about a film and is most of the table. */
const CAST_LENGTH = 15;

/**
 * A table of who made and played in each film, as TMDB tells it: lists of people in two columns,
 * `[{"name": …, "order": 0}, …]` and `[{"name": …, "job": "Director"}, …]`.
 *
 * @param key the column that says which film a row is about
 */
export function creditsTable(key: string, fileName: string): SideTable<Facts> {
  const columns = [key, 'cast', 'crew'];
  return oneRowEach(
    {
      name: 'credits',
      fileNames: [fileName],
      columns,
      required: columns,
      key: (fields) => joinKey(fields[key]),
    },
    ({ cast, crew }) => {
      const faults: FilmFinding[] = [];
      const actors = structureIn('cast', cast, faults);
      const makers = structureIn('directors', crew, faults);
      return { facts: { cast: billed(actors), directors: directorsOf(makers) }, faults };
    },
  );
}

/** The names of a cast in the order of billing; who has no order comes last. */
function billed(cast: unknown): unknown {
  if (!Array.isArray(cast)) return cast;
  const sorted = cast.toSorted((a, b) => orderOf(a) - orderOf(b));
  return distinct(sorted.map(nameOf)).slice(0, CAST_LENGTH);
}

function orderOf(entry: unknown): number {
  const order = (entry as { readonly order?: unknown } | null)?.order;
  return typeof order === 'number' ? order : Number.MAX_SAFE_INTEGER;
}

const directorsOf = (crew: unknown): unknown =>
  Array.isArray(crew) ? distinct(crew.filter(isDirector).map(nameOf)) : crew;

const isDirector = (entry: unknown): boolean =>
  (entry as { readonly job?: unknown } | null)?.job === 'Director';

/** Who plays two parts is listed twice. */
const distinct = (names: readonly unknown[]): unknown[] => [...new Set(names)];
