import type { Reference } from '#contracts';
import { type Film, Lazy, type Model } from '#engine';
import { decadeOf } from './decade.js';
import { expectingRequests } from './expected-requests.js';
import { DEPTH } from './measures.js';
import { Neighbourhood } from './neighbourhood.js';
import { sample } from './sample.js';
import { countScores, SCORE_EDGES } from './score-bins.js';
import { countingWords } from './unknown-words.js';

/** Films whose lists are looked at, at most; at even distances. */
const MAX_LISTS = 2_000;
/** A catalogue may use genres as others use keywords. */
const MAX_GENRES = 200;

/**
 * What the requests of a service can be held against (drift): how high its scores are, which genres
 * and decades its films are of, how many words of a text that it has not seen it does not know, and
 * what is asked for if popular films are asked for more often, as they are.
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
    words: made(countingWords(model)),
    requests: made(expectingRequests(model)),
  };
}

const made = <T>(steps: Generator<void, T>): T => new Lazy(() => steps).value;

/** The genres that most films have, as the catalogue writes them; of equals, by code units. */
const genresOf = (films: readonly Film[]): Reference['genres'] =>
  countBy(films, ({ genres = [] }) => new Set(genres.map((genre) => genre.toWellFormed())))
    .sort((a, b) => b.films - a.films || (a.label < b.label ? -1 : 1))
    .slice(0, MAX_GENRES);

function countBy<Label>(
  films: readonly Film[],
  labelsOf: (film: Film) => Iterable<Label>,
): { label: Label; films: number }[] {
  const counts = new Map<Label, number>();
  for (const film of films)
    for (const label of labelsOf(film)) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].map(([label, count]) => ({ label, films: count }));
}
