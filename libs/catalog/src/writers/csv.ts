import { type CatalogueFilm, plainInteger } from '#contracts';
import { SEPARATOR, TABLE_COLUMNS } from '../mappings/own-table.js';

/** The header row of the project's own format as a table, without the line end. */
export const OWN_CSV_HEADER = TABLE_COLUMNS.join(',');

/**
 * A film as a row of that table (RFC 4180), without the line end. Read again, it is the same film,
 * but for a blank description or tagline, which a table cannot tell from an absent one.
 */
export function writeOwnCsvRow({ externalIds, ...facts }: CatalogueFilm): string {
  const cells: Readonly<Record<string, string | number | string[] | undefined>> = {
    ...facts,
    id: idCell(facts.id),
    'externalIds.tmdb': externalIds?.tmdb,
    'externalIds.imdb': externalIds?.imdb,
  };
  return TABLE_COLUMNS.map((column) => quoted(cellOf(cells[column]))).join(',');
}

function cellOf(value: string | number | string[] | undefined): string {
  if (value === undefined) return '';
  return Array.isArray(value) ? listCell(value) : String(value);
}

/** In JSON where the bare text would be read as an integer, as nothing or as JSON. */
const idCell = (id: CatalogueFilm['id']): string =>
  typeof id === 'string' &&
  (plainInteger(id) !== undefined || id.trim() === '' || id.startsWith('"'))
    ? JSON.stringify(id)
    : String(id);

/** In JSON where bars would be misread. */
function listCell(labels: readonly string[]): string {
  const bars = labels.join(SEPARATOR);
  return bars.startsWith('[') || labels.some((label) => label.includes(SEPARATOR))
    ? JSON.stringify(labels)
    : bars;
}

const quoted = (cell: string): string =>
  /[",\r\n]/u.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell;
