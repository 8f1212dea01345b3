/**
 * The first place of ascending numbers, between two places, with one that is not below `least`: among all
 * of them, how many are below.
 */
export function lowerBound(
  ascending: ArrayLike<number>,
  least: number,
  from = 0,
  to = ascending.length,
): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
