import { normalizeLabel } from './features/features.js';
import { editDistance } from './titles/edit-distance.js';

/** One wrong letter in so many may be a slip. */
const LETTERS_PER_ERROR = 3;

/**
 * The labels that were probably meant by one that is not known, the nearest first: those that it
 * abbreviates ("sci-fi"), then those that differ in few letters.
 */
export function nearestLabels(asked: string, known: readonly string[], limit: number): string[] {
  const text = normalizeLabel(asked);
  const most = Math.max(1, Math.floor(text.length / LETTERS_PER_ERROR));
  return known
    .map((label) => ({ label, distance: distanceOf(text, normalizeLabel(label), most) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ label }) => label);
}

function distanceOf(text: string, label: string, most: number): number {
  return isAbbreviation(text.replaceAll(' ', ''), label.split(' '))
    ? 0
    : editDistance(text, label, most, 'whole');
}

/** Whether letters are beginnings of the words, one after the other: "scifi" of science, fiction. */
function isAbbreviation(letters: string, words: readonly string[]): boolean {
  if (letters === '') return true;
  if (words.length === 0) return false;
  const [word, ...others] = words;
  for (let length = 1; length <= word.length && letters[length - 1] === word[length - 1]; length++)
    if (isAbbreviation(letters.slice(length), others)) return true;
  return false;
}
