import type { Film } from '../film.js';
import { TopK } from '../index/top-k.js';
import { MAX_COMPARED } from './edit-distance.js';
import { likenessOfLetters, likenessOfWords, type TypedWord, YEAR_WEIGHT } from './likeness.js';
import { type FilmName, NameTable } from './name-table.js';
import { bareText, leadingArticle, normalizeTitle } from './title-words.js';
import { TrigramIndex } from './trigram-index.js';
import { eachMatch, matchWord, type WordMatch } from './word-match.js';

/** A film and how like its title is to what was typed, 0–1. */
export interface TitleHit {
  readonly film: number;
  readonly likeness: number;
}

/** Further words change little and cost time. */
const MAX_WORDS = 12;
/** How many names are looked at closely: those that share most words, and most letter sequences. */
const CANDIDATES = 60;
/** What each letter of a name takes from the letter sequences that it shares: short names first. */
const LENGTH_COST = 0.02;
/** How far the most popular film is ahead of the least popular one where all else is equal. */
const POPULARITY = 0.04;
const YEAR = /^(?:18[89]|19\d|20\d)\d$/u;

/**
 * Finds films while their title is being typed: the last word (before a year, if one follows) may be
 * unfinished; words may be misspelt, swapped, missing, or written together. A year beside words
 * tells films of one title apart.
 *
 * Two ways lead to candidates: the words that the typed ones may stand for, weighted by how few
 * titles they fit, and sequences of three letters, blind to where words begin. The best of both
 * are compared closely in both ways, and the better likeness counts. Holds scratch memory of the
 * size of the catalogue: one search at a time, which JavaScript ensures.
 */
export class TitleSearch {
  /** Letters of each name, without its article. */
  private readonly lengths: Uint16Array;
  /** Of each name, for the one view that is being taken. */
  private readonly scores: Float32Array;
  private readonly counted: Uint8Array;

  /** @param names by film */
  static *building(
    films: readonly Film[],
    names: readonly FilmName[],
  ): Generator<void, TitleSearch> {
    const table = yield* NameTable.building(names);
    const texts = names.map(({ words }) => textsOf(words));
    yield;
    const trigrams = yield* TrigramIndex.building(texts);
    return new TitleSearch(films, names, table, trigrams);
  }

  private constructor(
    private readonly films: readonly Film[],
    names: readonly FilmName[],
    private readonly table: NameTable,
    private readonly trigrams: TrigramIndex,
  ) {
    this.lengths = Uint16Array.from(names, ({ words }) => bareText(words).length);
    this.scores = new Float32Array(names.length);
    this.counted = new Uint8Array(names.length);
  }

  /** The films whose titles fit what was typed, the likest first, popular ones ahead of others. */
  search(typed: string, limit: number): readonly TitleHit[] {
    const words = this.readTyped(typed);
    if (words.length === 0) return [];
    const best = new Map<number, number>();
    for (const name of new Set([...this.byWords(words), ...this.byLetters(words)])) {
      const film = this.table.films[name];
      best.set(film, Math.max(best.get(film) ?? 0, this.likeness(name, words)));
    }
    return [...best]
      .map(([film, likeness]) => ({ film, likeness, rank: likeness + this.popularity(film) }))
      .filter(({ likeness }) => likeness > 0)
      .sort((a, b) => b.rank - a.rank || a.film - b.film)
      .slice(0, limit)
      .map(({ film, likeness }) => ({ film, likeness }));
  }

  private readTyped(typed: string): readonly TypedWord[] {
    const text = typed.slice(0, MAX_COMPARED);
    const words = normalizeTitle(text).words.slice(0, MAX_WORDS);
    const isYear = words.map((word) => words.length > 1 && YEAR.test(word));
    return words.map((word, i) => {
      const isLast = isYear.slice(i + 1).every(Boolean);
      // A space behind the last word says that it is finished.
      const match = matchWord(this.table.list, word, isLast && !/\s$/u.test(text));
      const year = isYear[i] ? Number(word) : undefined;
      return { ...match, text: word, weight: this.weightOf(match), year };
    });
  }

  /** By all words that it may stand for in the best way: "s" fits many titles, "godf" few. */
  private weightOf({ exact, from, to, near }: WordMatch): number {
    const { table } = this;
    if (exact !== undefined) return table.weight(table.frequency(exact, exact + 1));
    if (to > from) return table.weight(table.frequency(from, to));
    let frequency = 0;
    for (const word of near.keys()) frequency += table.frequency(word, word + 1);
    return table.weight(frequency);
  }

  private byWords(typed: readonly TypedWord[]): Uint32Array {
    const { scores, counted, table } = this;
    const { postings, names } = table;
    scores.fill(0);
    counted.fill(0);
    typed.forEach((word, i) => {
      eachMatch(word, (from, to, fit) => {
        for (let p = postings[from]; p < postings[to]; p++) {
          const name = names[p];
          if (counted[name] === i + 1) continue;
          counted[name] = i + 1;
          scores[name] += word.weight * fit;
        }
      });
    });
    for (const { year } of typed) if (year !== undefined) this.addYear(year);
    return this.bestScores();
  }

  private addYear(year: number): void {
    const { scores, table, films } = this;
    for (let name = 0; name < scores.length; name++)
      if (scores[name] > 0 && films[table.films[name]].year === year) scores[name] += YEAR_WEIGHT;
  }

  private byLetters(typed: readonly TypedWord[]): Uint32Array {
    const { scores, lengths } = this;
    const shared = this.trigrams.countShared(bareText(typed.map(({ text }) => text)));
    for (let name = 0; name < scores.length; name++)
      scores[name] = shared[name] === 0 ? 0 : shared[name] - LENGTH_COST * lengths[name];
    return this.bestScores();
  }

  /** The names of the highest scores above 0. */
  private bestScores(): Uint32Array {
    const { scores } = this;
    const best = new TopK(Math.min(CANDIDATES, scores.length));
    let least = 0;
    for (let name = 0; name < scores.length; name++) {
      if (scores[name] <= least) continue;
      best.offer(name, scores[name]);
      least = Math.max(best.threshold, 0);
    }
    return best.drain().films;
  }

  private likeness(name: number, typed: readonly TypedWord[]): number {
    const { year } = this.films[this.table.films[name]];
    const words = typed.filter((word) => word.year === undefined || word.year !== year);
    return Math.max(
      likenessOfWords(this.table, name, typed, year),
      likenessOfLetters(
        words.map(({ text }) => text),
        this.table.wordsOf(name),
      ),
    );
  }

  private popularity(film: number): number {
    return POPULARITY * (1 - Math.log(1 + film) / Math.log(1 + this.films.length));
  }
}

/** Without its article a name begins with what it is known by; with it, so may what is typed. */
function textsOf(words: readonly string[]): readonly string[] {
  return leadingArticle(words) === 0 ? [bareText(words)] : [bareText(words), words.join('')];
}
