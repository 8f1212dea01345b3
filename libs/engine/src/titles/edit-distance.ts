/** Longer texts are compared by their beginnings: no title is as long. */
export const MAX_COMPARED = 120;

// Three rows of the table: one before the last, the last, and the one that is being filled.
let before = new Uint8Array(MAX_COMPARED + 1);
let last = new Uint8Array(MAX_COMPARED + 1);
let row = new Uint8Array(MAX_COMPARED + 1);

/** How a text is compared: with all of the other one, or with the beginning of it that fits best. */
export type Extent = 'whole' | 'beginning';

/**
 * How many letters must be added, dropped, replaced or swapped with their neighbour to make `asked`
 * into `text` (optimal string alignment, Damerau 1964), or into a beginning of it. Counted up to
 * `most`; whatever is more is `most + 1`. Only the band of the table in which the distance can stay
 * that small is filled (Ukkonen 1985), so the cost is O(length · most).
 */
export function editDistance(asked: string, text: string, most: number, extent: Extent): number {
  const rows = Math.min(asked.length, MAX_COMPARED);
  const columns = Math.min(text.length, MAX_COMPARED);
  if (rows > columns + most || (extent === 'whole' && columns > rows + most)) return most + 1;
  const beyond = most + 1;
  for (let j = 0; j <= columns; j++) last[j] = Math.min(j, beyond);
  for (let i = 1; i <= rows; i++) {
    if (fillRow(asked, text, i, columns, most) > most) return beyond;
    [before, last, row] = [last, row, before];
  }
  const best = extent === 'whole' ? last[columns] : leastOf(last, rows, columns, most);
  return Math.min(best, beyond);
}

/** Fills the band of row `i` and tells its least value. */
function fillRow(asked: string, text: string, i: number, columns: number, most: number): number {
  const from = Math.max(1, i - most);
  const to = Math.min(columns, i + most);
  row[from - 1] = from === 1 ? Math.min(i, most + 1) : most + 1;
  let least = row[from - 1];
  const letter = asked.charCodeAt(i - 1);
  for (let j = from; j <= to; j++) {
    const other = text.charCodeAt(j - 1);
    let cost = last[j - 1] + (letter === other ? 0 : 1);
    cost = Math.min(cost, row[j - 1] + 1, last[j] + 1);
    const isSwapped =
      i > 1 && j > 1 && letter === text.charCodeAt(j - 2) && asked.charCodeAt(i - 2) === other;
    if (isSwapped) cost = Math.min(cost, before[j - 2] + 1);
    row[j] = Math.min(cost, most + 1);
    least = Math.min(least, row[j]);
  }
  if (to < columns) row[to + 1] = most + 1;
  return least;
}

function leastOf(values: Uint8Array, rows: number, columns: number, most: number): number {
  let least = most + 1;
  for (let j = Math.max(0, rows - most); j <= Math.min(columns, rows + most); j++)
    least = Math.min(least, values[j]);
  return least;
}
