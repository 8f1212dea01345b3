import type { CatalogueReport } from './report.js';

/** How many of the rows that are read may be refused: a number of them, or a share. */
export type RefusalLimit =
  | { readonly rows: number }
  /** Parts of a million: integers keep "0.57%" of 10,000 rows at exactly 57. */
  | { readonly perMillion: number };

/** No row may be refused. */
export const NO_REFUSALS: RefusalLimit = { rows: 0 };

const COUNT = /^\d{1,15}$/u;
/** A ten-thousandth of a percent is one row of a million. */
const PERCENTAGE = /^(\d{1,3})(?:\.(\d{1,4}))?\s?%$/u;
const PER_PERCENT = 10_000;
const PER_WHOLE = 1_000_000;

/**
 * The limit that a text states: "20" rows, or "1%" or "0.5%" of the rows.
 *
 * @throws RangeError saying what was expected
 */
export function parseRefusalLimit(text: string): RefusalLimit {
  if (COUNT.test(text)) return { rows: Number(text) };
  const [, whole, fraction = ''] = PERCENTAGE.exec(text) ?? [];
  const perMillion = Number(whole) * PER_PERCENT + Number(fraction.padEnd(4, '0'));
  // A text of another form has made it NaN, which is within no bounds.
  if (!(perMillion <= PER_WHOLE))
    throw new RangeError(
      'expected a number of rows such as 20, or a share of them from 0% to 100% with up to four ' +
        'decimals such as 0.5%',
    );
  return { perMillion };
}

/** Whether more rows were refused than the limit allows; of no rows at all, none was. */
export function exceeds(
  { read, refused }: Pick<CatalogueReport, 'read' | 'refused'>,
  limit: RefusalLimit,
): boolean {
  return 'rows' in limit ? refused > limit.rows : refused * PER_WHOLE > limit.perMillion * read;
}

/** The limit as it is written: "20", "0.5%". */
export const formatRefusalLimit = (limit: RefusalLimit): string =>
  'rows' in limit ? String(limit.rows) : `${limit.perMillion / PER_PERCENT}%`;
