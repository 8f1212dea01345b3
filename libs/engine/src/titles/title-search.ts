import type { Film } from '../film.js';
import type { FilmOrder } from '../film-order.js';
import type { Bitset } from '../index/bitset.js';
import { TopK } from '../index/top-k.js';
import { MAX_COMPARED } from './edit-distance.js';
import { likenessOfLetters, likenessOfWords, type TypedWord, YEAR_WEIGHT } from './likeness.js';
import type { TitleShelf } from './title-shelf.js';
import { bareText, normalizeTitle } from './title-words.js';
import { WordFrequencies } from './word-frequencies.js';
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
 * are compared closely in both ways, and the better likeness counts. Where titles stand on several
 * shelves, words count and films rank as if they stood on one.
 */
export class TitleSearch {
  private readonly frequencies: WordFrequencies;

  constructor(
    private readonly films: readonly Film[],
    private readonly shelves: readonly TitleShelf[],
    private readonly order: FilmOrder,
  ) {
    this.frequencies = new WordFrequencies(shelves, order);
  }

  /** The films whose titles fit what was typed, the likest first, popular ones ahead of others. */
  search(typed: string, limit: number, withheld?: Bitset): readonly TitleHit[] {
    const views = this.readTyped(typed);
    if (views[0].words.length === 0) return [];
    const best = new Map<number, number>();
    const isOpen: IsOpen = (film) => !this.order.isGone(film) && withheld?.has(film) !== true;
    const candidates = [...this.byWords(views, isOpen), ...this.byLetters(views, isOpen)];
    for (const { view, name } of onceEach(candidates)) {
      const film = view.shelf.table.films[name];
      best.set(film, Math.max(best.get(film) ?? 0, this.likeness(view, name)));
    }
    return [...best]
      .map(([film, likeness]) => ({ film, likeness, rank: likeness + this.popularity(film) }))
      .filter(({ likeness }) => likeness > 0)
      .sort((a, b) => b.rank - a.rank || this.order.compare(a.film, b.film))
      .slice(0, limit)
      .map(({ film, likeness }) => ({ film, likeness }));
  }

  /** What was typed, as each shelf's words read it. */
  private readTyped(typed: string): readonly View[] {
    const text = typed.slice(0, MAX_COMPARED);
    const words = normalizeTitle(text).words.slice(0, MAX_WORDS);
    const isYear = words.map((word) => words.length > 1 && YEAR.test(word));
    const read = words.map((word, i) => {
      const isLast = isYear.slice(i + 1).every(Boolean);
      // A space behind the last word says that it is finished.
      const isOpen = isLast && !/\s$/u.test(text);
      const matches = this.shelves.map(({ table }) => matchWord(table.list, word, isOpen));
      const year = isYear[i] ? Number(word) : undefined;
      return { matches, text: word, weight: this.weightOf(matches), year };
    });
    return this.shelves.map((shelf, number) => ({
      shelf,
      number,
      words: read.map(({ matches, ...word }) => ({ ...matches[number], ...word })),
    }));
  }

  /** By all words that it may stand for in the best way: "s" fits many titles, "godf" few. */
  private weightOf(matches: readonly WordMatch[]): number {
    const { frequencies } = this;
    const sum = (frequencyOf: (match: WordMatch, shelf: number) => number): number =>
      matches.reduce((total, match, shelf) => total + frequencyOf(match, shelf), 0);
    const exact = sum(({ exact: word }, shelf) =>
      word === undefined ? 0 : frequencies.between(shelf, word, word + 1),
    );
    if (exact > 0) return frequencies.weight(exact);
    const beginning = sum(({ from, to }, shelf) => frequencies.between(shelf, from, to));
    if (beginning > 0) return frequencies.weight(beginning);
    const near = sum((match, shelf) => {
      let frequency = 0;
      for (const word of match.near.keys()) frequency += frequencies.between(shelf, word, word + 1);
      return frequency;
    });
    return frequencies.weight(near);
  }

  private byWords(views: readonly View[], isOpen: IsOpen): readonly Candidate[] {
    for (const view of views) this.scoreByWords(view);
    return this.bestScores(views, isOpen);
  }

  private scoreByWords({ shelf, words }: View): void {
    const { scores, counted, table } = shelf;
    const { postings, names } = table;
    scores.fill(0);
    counted.fill(0);
    words.forEach((word, i) => {
      eachMatch(word, (from, to, fit) => {
        for (let p = postings[from]; p < postings[to]; p++) {
          const name = names[p];
          if (counted[name] === i + 1) continue;
          counted[name] = i + 1;
          scores[name] += word.weight * fit;
        }
      });
    });
    for (const { year } of words) if (year !== undefined) this.addYear(shelf, year);
  }

  private addYear({ scores, table }: TitleShelf, year: number): void {
    const { films } = this;
    for (let name = 0; name < scores.length; name++)
      if (scores[name] > 0 && films[table.films[name]].year === year) scores[name] += YEAR_WEIGHT;
  }

  private byLetters(views: readonly View[], isOpen: IsOpen): readonly Candidate[] {
    for (const { shelf, words } of views) {
      const { scores, lengths, trigrams } = shelf;
      const shared = trigrams.countShared(bareText(words.map(({ text }) => text)));
      for (let name = 0; name < scores.length; name++)
        scores[name] = shared[name] === 0 ? 0 : shared[name] - LENGTH_COST * lengths[name];
    }
    return this.bestScores(views, isOpen);
  }

  /** The names of the highest scores above 0 that may be found, whichever shelf they stand on. */
  private bestScores(views: readonly View[], isOpen: IsOpen): readonly Candidate[] {
    const best = views.flatMap((view) => this.bestOfShelf(view, isOpen));
    if (views.length > 1)
      best.sort(
        (a, b) => b.score - a.score || this.order.compare(filmOf(a), filmOf(b)) || a.name - b.name,
      );
    return best.slice(0, CANDIDATES);
  }

  private bestOfShelf(view: View, isOpen: IsOpen): readonly Candidate[] {
    const { scores, table } = view.shelf;
    const best = new TopK(Math.min(CANDIDATES, scores.length));
    let least = 0;
    for (let name = 0; name < scores.length; name++) {
      if (scores[name] <= least || !isOpen(table.films[name])) continue;
      best.offer(name, scores[name]);
      least = Math.max(best.threshold, 0);
    }
    const { films: names, scores: kept } = best.drain();
    return Array.from(names, (name, i) => ({ view, name, score: kept[i] }));
  }

  private likeness({ shelf, number, words: typed }: View, name: number): number {
    const { table } = shelf;
    const { year } = this.films[table.films[name]];
    const words = typed.filter((word) => word.year === undefined || word.year !== year);
    const weigh = (word: number): number => this.frequencies.weightOf(number, word);
    return Math.max(
      likenessOfWords(table, name, typed, year, weigh),
      likenessOfLetters(
        words.map(({ text }) => text),
        table.wordsOf(name),
      ),
    );
  }

  private popularity(film: number): number {
    const { order } = this;
    return POPULARITY * (1 - Math.log(1 + order.rankOf(film)) / Math.log(1 + order.count));
  }
}

/** Whether a film may be found. */
type IsOpen = (film: number) => boolean;

/** What was typed, in the words of one shelf. */
interface View {
  readonly shelf: TitleShelf;
  /** Its place among the shelves. */
  readonly number: number;
  readonly words: readonly TypedWord[];
}

/** A name that is worth a closer look. */
interface Candidate {
  readonly view: View;
  readonly name: number;
  readonly score: number;
}

/** Most names are found in both ways. */
function onceEach(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Map<TitleShelf, Set<number>>();
  return candidates.filter(({ view: { shelf }, name }) => {
    let names = seen.get(shelf);
    if (names === undefined) seen.set(shelf, (names = new Set()));
    return names.size < names.add(name).size;
  });
}

const filmOf = ({ view, name }: Candidate): number => view.shelf.table.films[name];
