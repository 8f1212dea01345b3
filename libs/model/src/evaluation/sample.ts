import { seededNumbers } from './random.js';

/** So many of the numbers 0 … size − 1 at even distances; all if they are not more. */
export function sample(size: number, most: number): number[] {
  const count = Math.min(size, most);
  return Array.from({ length: count }, (_, i) => Math.floor((i * size) / count));
}

/** So many of these, drawn by the seed alone, in their order; all if they are not more. */
export function seededSample<T>(items: readonly T[], most: number, seed: number): T[] {
  const random = seededNumbers(seed);
  let wanted = Math.min(most, items.length);
  // Selection sampling (Knuth, TAOCP 2, algorithm S).
  return items.filter((_, i) => {
    const isChosen = random() * (items.length - i) < wanted;
    if (isChosen) wanted--;
    return isChosen;
  });
}
