const DELIMITERS: readonly string[] = [',', ';', '\t', '|'];

const DEFAULT = ',';

/** A quoted value, also one that holds line ends; a doubled quote inside is the end and a beginning. */
const QUOTED = /"[^"]*"/gu;

interface Division {
  readonly delimiter: string;
  /** Columns that the header has by it. */
  readonly width: number;
  /** The share of the rows that have as many, from 0 to 1. */
  readonly fit: number;
}

/**
 * What stands between the values of a table: of the delimiters that divide the header, the one by
 * which most of the first rows have as many values as the header names columns. Delimiters inside
 * quotes do not count. Where two do equally well it is the comma, else the one that finds more
 * columns; where none divides the header, the table has one column and it makes no difference.
 *
 * @param sample the header and the first rows
 */
export function noticeDelimiter(sample: string): string {
  const rows = sample.replace(QUOTED, '').split(/\r\n?|\n/u);
  const [header = '', ...others] = rows.filter((row) => row.trim() !== '');
  const divisions = DELIMITERS.map((delimiter) => divisionBy(delimiter, header, others));
  const best = divisions.filter(({ width }) => width > 1).toSorted(byPlausibility);
  return best.at(0)?.delimiter ?? DEFAULT;
}

function divisionBy(delimiter: string, header: string, rows: readonly string[]): Division {
  const width = widthBy(delimiter, header);
  const fitting = rows.filter((row) => widthBy(delimiter, row) === width);
  return { delimiter, width, fit: rows.length === 0 ? 1 : fitting.length / rows.length };
}

/** Values in a line without quotes. */
export const widthBy = (delimiter: string, line: string): number => line.split(delimiter).length;

const byPlausibility = (a: Division, b: Division): number =>
  b.fit - a.fit || rank(a) - rank(b) || b.width - a.width;

const rank = ({ delimiter }: Division): number => (delimiter === DEFAULT ? 0 : 1);
