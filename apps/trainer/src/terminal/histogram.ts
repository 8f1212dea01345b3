/** Values by size: bin i counts those from `from + i · width`, the last one also all above `to`. */
export interface Histogram {
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
}

/** Counts values into bins of equal width; what lies below `from` is in the first one. */
export function histogramOf(
  values: Iterable<number>,
  from: number,
  to: number,
  bins: number,
): Histogram {
  const counts = new Array<number>(bins).fill(0);
  const perUnit = to > from ? bins / (to - from) : 0;
  for (const value of values) {
    const bin = Math.floor((value - from) * perUnit);
    counts[Math.min(Math.max(bin, 0), bins - 1)]++;
  }
  return { from, to, counts };
}

const LEVELS = '▁▂▃▄▅▆▇█';

/**
 * A column for each bin and an axis below that names the ends. An empty bin is empty; one that
 * holds anything is never without a mark.
 */
export function formatHistogram(
  { from, to, counts }: Histogram,
  nameOf: (value: number) => string = String,
): string {
  const most = Math.max(...counts);
  const columns = counts.map((count) =>
    count === 0 ? ' ' : LEVELS[Math.ceil((count / most) * LEVELS.length) - 1],
  );
  const end = nameOf(to);
  const axis = nameOf(from).padEnd(Math.max(0, counts.length - end.length), '─') + end;
  return `${columns.join('')}\n${axis}`;
}
