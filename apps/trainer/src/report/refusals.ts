import { type CatalogueReport, exceeds, formatRefusalLimit, type RefusalLimit } from '#catalog';
import { counted, formatCount, formatPercent } from '../terminal/numbers.js';

/** More rows of a catalogue were refused than were allowed to be. */
export class TooManyRefusedError extends Error {
  override readonly name = 'TooManyRefusedError';
}

/** @throws TooManyRefusedError with the figure and the limit, when there is a limit and it is exceeded */
export function assertAllowed(
  report: Pick<CatalogueReport, 'read' | 'refused'>,
  limit: RefusalLimit | undefined,
): void {
  if (limit === undefined || !exceeds(report, limit)) return;
  const { read, refused } = report;
  throw new TooManyRefusedError(
    `catalogue refused: ${formatCount(refused)} of ${counted(read, 'row')} ` +
      `(${formatPercent(refused, read)}%) were refused, allowed is ${formatRefusalLimit(limit)}`,
  );
}
