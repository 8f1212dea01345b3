import type { Reference } from '#contracts';
import { type Film, type Model, type WordCount, WordCounter } from '#engine';
import { DEPTH } from './measures.js';
import { Neighbourhood } from './neighbourhood.js';
import { sample } from './sample.js';

/** Bins of scores: 0 to 1 in steps of 0.05, the same for every model, so that models can be compared. */
const BINS = 20;
export const SCORE_EDGES: readonly number[] = Array.from({ length: BINS + 1 }, (_, i) => i / BINS);

/** Films whose lists are looked at, and descriptions that are read, at most; at even distances. */
const MAX_LISTS = 2_000;
const MAX_TEXTS = 1_000;
/** A catalogue may use genres as others use keywords. */
const MAX_GENRES = 200;

/**
 * What the requests of a service can be held against (drift): how high its scores are, which genres
 * and decades its films are of, and how many words of a text that it has not seen it does not know.
 * It depends on the model alone.
 */
export function referenceOf(model: Model): Reference {
  const { films } = model;
  const neighbourhood = new Neighbourhood(model);
  const lists = sample(films.length, MAX_LISTS).map((film) => neighbourhood.scoresOf(film));
  return {
    films: films.length,
    scores: { depth: DEPTH, edges: [...SCORE_EDGES], counts: countScores(lists) },
    genres: genresOf(films),
    decades: countBy(films, ({ year }) => (year === undefined ? [] : [decadeOf(year)])).sort(
      (a, b) => a.label - b.label,
    ),
    words: countWords(model),
  };
}

/** How many scores are in each bin of `SCORE_EDGES`; what is above 1 by rounding is in the last one. */
export function countScores(lists: Iterable<Iterable<number>>): number[] {
  const counts = new Array<number>(BINS).fill(0);
  for (const scores of lists) for (const score of scores) counts[binOf(score)]++;
  return counts;
}

const binOf = (score: number): number =>
  Math.min(
    Math.max(
      SCORE_EDGES.findLastIndex((edge) => score >= edge),
      0,
    ),
    BINS - 1,
  );

/** The first year of a year's decade. */
export const decadeOf = (year: number): number => year - (year % 10);

/** The genres that most films have, as the catalogue writes them; of equals, by code units. */
const genresOf = (films: readonly Film[]): Reference['genres'] =>
  countBy(films, ({ genres = [] }) => new Set(genres.map((genre) => genre.toWellFormed())))
    .sort((a, b) => b.films - a.films || (a.label < b.label ? -1 : 1))
    .slice(0, MAX_GENRES);

/** A model that does not compare texts knows no words: nothing is counted. */
function countWords(model: Model): Reference['words'] {
  const { films, vocabulary, config } = model;
  if (config.blocks.text.weight === 0) return { counted: 0, unknown: 0 };
  const counter = new WordCounter(vocabulary, config);
  const described = films.filter(({ description = '' }) => description !== '');
  const counts = sample(described.length, MAX_TEXTS).map((i): WordCount => {
    const { description = '', textLanguage } = described[i];
    return counter.count(description, textLanguage, true);
  });
  return {
    counted: counts.reduce((sum, { words }) => sum + words, 0),
    unknown: counts.reduce((sum, { unknown }) => sum + unknown, 0),
  };
}

function countBy<Label>(
  films: readonly Film[],
  labelsOf: (film: Film) => Iterable<Label>,
): { label: Label; films: number }[] {
  const counts = new Map<Label, number>();
  for (const film of films)
    for (const label of labelsOf(film)) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].map(([label, count]) => ({ label, films: count }));
}
