import { foldAccents, tokenize } from './analysis/tokenizer.js';
import type { Film } from './film.js';

/**
 * Articles that people leave out or move to the end: "Matrix", "Matrix, The". Those that are more
 * often something else are missing: "I, Robot", "O Brother", "As Good as It Gets".
 */
const ARTICLES = new Set('a an the el la los las le les l un une der die das il lo gli'.split(' '));
/** A suggestion must be at least so like what was asked for: two letters of "Alien" swapped are. */
const MIN_LIKENESS = 0.33;
/** How much it counts that all that was asked for stands in a longer title: "2001", "Dr Strangelove". */
const CONTAINMENT = 0.7;
/** Longer questions are cut: no title is as long, and the work grows with the length. */
const MAX_LENGTH = 120;

/** Finds films by title: exactly, whatever the case, accents, punctuation and article; or nearly. */
export class TitleIndex {
  private readonly byFull = new Map<string, number[]>();
  private readonly byBare = new Map<string, number[]>();
  private readonly trigrams = new Map<string, number[]>();
  private readonly trigramCounts: Uint16Array;

  constructor(private readonly films: readonly Film[]) {
    this.trigramCounts = new Uint16Array(films.length);
    films.forEach((film, i) => this.add(film, i));
  }

  /**
   * The films of that title (and year, if given), most popular first. Only if there is none, those
   * whose titles differ from it by an article: "Evil Dead" and "The Evil Dead" are two films.
   */
  find(title: string, year?: number): readonly number[] {
    const { full, bare } = normalizeTitle(title);
    const found = this.ofYear(this.byFull.get(full), year);
    return found.length > 0 ? found : this.ofYear(this.byBare.get(bare), year);
  }

  /** Films whose titles are written most like the one asked for, the likest first. */
  suggest(title: string, limit: number): readonly number[] {
    const { bare } = normalizeTitle(title.slice(0, MAX_LENGTH));
    if (bare === '') return [];
    const wanted = trigramsOf(bare);
    const shared = new Map<number, number>();
    for (const trigram of wanted)
      for (const film of this.trigrams.get(trigram) ?? [])
        shared.set(film, (shared.get(film) ?? 0) + 1);
    return [...shared]
      .map(([film, count]) => ({
        film,
        likeness: Math.max(
          (2 * count) / (wanted.size + this.trigramCounts[film]), // Dice coefficient
          (CONTAINMENT * count) / wanted.size,
        ),
      }))
      .filter(({ likeness }) => likeness >= MIN_LIKENESS)
      .sort((a, b) => b.likeness - a.likeness || a.film - b.film)
      .slice(0, limit)
      .map(({ film }) => film);
  }

  private ofYear(found: readonly number[] = [], year?: number): readonly number[] {
    return year === undefined ? found : found.filter((film) => this.films[film].year === year);
  }

  private add(film: Film, index: number): void {
    const title = normalizeTitle(film.title);
    const original = normalizeTitle(film.originalTitle ?? film.title);
    for (const full of new Set([title.full, original.full])) append(this.byFull, full, index);
    for (const bare of new Set([title.bare, original.bare])) append(this.byBare, bare, index);
    const trigrams = trigramsOf(title.bare);
    this.trigramCounts[index] = trigrams.size;
    for (const trigram of trigrams) append(this.trigrams, trigram, index);
  }
}

interface NormalTitle {
  /** With its article, in front: "Matrix, The" → "the matrix", "Amélie" → "amelie". */
  readonly full: string;
  /** Without: "The Matrix" and "Matrix" → "matrix". An article alone stays: "A" → "a". */
  readonly bare: string;
}

/** A title without letters and digits ("$") is kept as it is written. */
export function normalizeTitle(title: string): NormalTitle {
  const words = tokenize(title, 'en').map((word) => foldAccents(word).replaceAll("'", ''));
  if (words.length === 0) return { full: title.trim(), bare: title.trim() };
  const last = words[words.length - 1];
  if (words.length > 1 && ARTICLES.has(last) && /,\s*\p{L}+\s*$/u.test(title))
    words.unshift(...words.splice(-1));
  const full = words.join(' ');
  return words.length > 1 && ARTICLES.has(words[0])
    ? { full, bare: words.slice(1).join(' ') }
    : { full, bare: full };
}

function trigramsOf(title: string): ReadonlySet<string> {
  const padded = `  ${title} `;
  const trigrams = new Set<string>();
  for (let i = 0; i + 3 <= padded.length; i++) trigrams.add(padded.slice(i, i + 3));
  return trigrams;
}

/** Nothing is found by an empty key. */
function append(map: Map<string, number[]>, key: string, value: number): void {
  if (key === '') return;
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
