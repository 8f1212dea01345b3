const grouped = new Intl.NumberFormat('en-US');

/** 12345 → "12,345". */
export const formatCount = (count: number): string => grouped.format(count);

/**
 * The part of a whole in percent: "12.3". All and none are told apart from nearly all and hardly any;
 * of nothing, nothing is missing.
 */
export function formatPercent(part: number, whole: number): string {
  if (part >= whole) return '100.0';
  const percent = ((100 * part) / whole).toFixed(1);
  if (percent === '100.0') return '>99.9';
  return percent === '0.0' && part > 0 ? '<0.1' : percent;
}

/** "1 row", "2 rows". */
export const counted = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
