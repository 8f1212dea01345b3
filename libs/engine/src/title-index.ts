import { foldAccents, tokenize } from './analysis/tokenizer.js';
import type { Film } from './film.js';

/** Articles that people leave out or move to the end: "Matrix", "Matrix, The". */
const ARTICLES = new Set(
  'a an the el la los las le les l un une une der die das il lo gli i o os as'.split(' '),
);
/** A suggestion must share this much of its letters with what was asked for (Dice coefficient). */
const MIN_LIKENESS = 0.4;
/** Longer questions are cut: no title is as long, and the work grows with the length. */
const MAX_LENGTH = 120;

/** Finds films by title: exactly, whatever the case, accents, punctuation and article; or nearly. */
export class TitleIndex {
  private readonly exact = new Map<string, number[]>();
  private readonly trigrams = new Map<string, number[]>();
  private readonly trigramCounts: Uint16Array;

  constructor(private readonly films: readonly Film[]) {
    this.trigramCounts = new Uint16Array(films.length);
    films.forEach((film, i) => this.add(film, i));
  }

  /** The films of that title (and year, if given), most popular first. */
  find(title: string, year?: number): readonly number[] {
    const found = this.exact.get(normalizeTitle(title)) ?? [];
    return year === undefined ? found : found.filter((film) => this.films[film].year === year);
  }

  /** Films whose titles are written most like the one asked for, the likest first. */
  suggest(title: string, limit: number): readonly number[] {
    const normalized = normalizeTitle(title.slice(0, MAX_LENGTH));
    if (normalized === '') return [];
    const wanted = trigramsOf(normalized);
    const shared = new Map<number, number>();
    for (const trigram of wanted)
      for (const film of this.trigrams.get(trigram) ?? [])
        shared.set(film, (shared.get(film) ?? 0) + 1);
    return [...shared]
      .map(([film, count]) => ({
        film,
        likeness: (2 * count) / (wanted.size + this.trigramCounts[film]),
      }))
      .filter(({ likeness }) => likeness >= MIN_LIKENESS)
      .sort((a, b) => b.likeness - a.likeness || a.film - b.film)
      .slice(0, limit)
      .map(({ film }) => film);
  }

  private add(film: Film, index: number): void {
    const titles = new Set([film.title, film.originalTitle ?? film.title].map(normalizeTitle));
    for (const title of titles) if (title !== '') append(this.exact, title, index);
    const trigrams = trigramsOf(normalizeTitle(film.title));
    this.trigramCounts[index] = trigrams.size;
    for (const trigram of trigrams) append(this.trigrams, trigram, index);
  }
}

/** "The Matrix", "Matrix, The" and "matrix" → "matrix"; "Amélie" → "amelie"; "A" stays "a". */
export function normalizeTitle(title: string): string {
  const words = tokenize(title, 'en').map((word) => foldAccents(word).replaceAll("'", ''));
  if (words.length > 1 && ARTICLES.has(words[0])) words.shift();
  else if (
    words.length > 1 &&
    /,\s*\p{L}+\s*$/u.test(title) &&
    ARTICLES.has(words[words.length - 1])
  )
    words.pop();
  return words.join(' ');
}

function trigramsOf(title: string): ReadonlySet<string> {
  const padded = `  ${title} `;
  const trigrams = new Set<string>();
  for (let i = 0; i + 3 <= padded.length; i++) trigrams.add(padded.slice(i, i + 3));
  return trigrams;
}

function append(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
