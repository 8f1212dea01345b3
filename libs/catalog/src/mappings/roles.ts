import { hasColumns } from './columns.js';
import { detectMapping } from './detect.js';
import type { Mapping } from './mapping.js';
import type { SideTable } from './side-table.js';

/** What a file of a folder is, by its columns. */
export type FileRole =
  | { readonly role: 'films'; readonly mapping: Mapping; readonly reason: string }
  | { readonly role: 'side'; readonly mapping: Mapping; readonly table: SideTable }
  | { readonly role: 'ratings' }
  | { readonly role: 'unknown'; readonly reason: string };

/** What MovieLens calls who rated which film how. */
const RATING_COLUMNS = ['userId', 'movieId', 'rating'];

/**
 * What a file is. Films go before tables beside them, because a film may have the columns of such
 * a table among its own; but a file that has the table's name, too, is the table.
 *
 * @param fileName without its folder; may be packed (`links.csv.gz`)
 */
export function roleOf(
  columns: ReadonlySet<string>,
  mappings: readonly Mapping[],
  fileName?: string,
): FileRole {
  const sides = sidesOf(columns, mappings);
  const named = sides.find(({ table }) => fileName !== undefined && isFileOf(table, fileName));
  if (named !== undefined) return named;
  const { mapping, reason } = detectMapping(columns, mappings);
  if (mapping !== undefined) return { role: 'films', mapping, reason };
  if (sides.length > 0) return sides[0];
  return hasColumns(columns, RATING_COLUMNS) ? { role: 'ratings' } : { role: 'unknown', reason };
}

const sidesOf = (columns: ReadonlySet<string>, mappings: readonly Mapping[]) =>
  mappings.flatMap((mapping) =>
    mapping.sideTables
      .filter(({ required }) => hasColumns(columns, required))
      .map((table) => ({ role: 'side', mapping, table }) as const),
  );

/** How a single file may be packed, as it shows in its name; as it is comes first. */
const PACKINGS = ['', '.gz', '.zip'];

/** What the file of a side table may be called, in the order in which it is to be looked for. */
export const sideFileNames = ({ fileNames }: SideTable): string[] =>
  fileNames.flatMap((name) => PACKINGS.map((packing) => name + packing));

const isFileOf = (table: SideTable, fileName: string): boolean =>
  sideFileNames(table).some((name) => name.toLowerCase() === fileName.toLowerCase());
