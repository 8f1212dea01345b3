import type { FilmReference, GoldenQuery } from '#contracts';
import { type Model, Recommender } from '#engine';
import { type FilmName, nameOf } from '../films/film-name.js';
import { rankBiasedOverlap } from './list-distance.js';

/** How one model answers a golden query. */
export interface GoldenAnswer {
  readonly passed: boolean;
  readonly films: readonly FilmName[];
  /** Why it did not pass, one sentence each. */
  readonly faults: readonly string[];
}

export interface GoldenResult {
  readonly name: string;
  readonly before: GoldenAnswer;
  readonly after: GoldenAnswer;
  readonly rankBiasedOverlap: number;
}

/** Asks both models each query. */
export function compareGolden(
  before: Model,
  after: Model,
  queries: readonly GoldenQuery[],
): GoldenResult[] {
  if (queries.length === 0) return [];
  const [one, other] = [new Recommender(before), new Recommender(after)];
  return queries.map((query) => {
    const [earlier, later] = [answer(one, query), answer(other, query)];
    const ids = ({ films }: GoldenAnswer) => films.map(({ id }) => id);
    return {
      name: query.name,
      before: earlier,
      after: later,
      rankBiasedOverlap: rankBiasedOverlap(ids(earlier), ids(later)),
    };
  });
}

/** A film that the model does not have is a fault: what was expected cannot be. */
export function answer(recommender: Recommender, query: GoldenQuery): GoldenAnswer {
  const { text, limit, mustContain, mustNotContain } = query;
  const seeds = query.seeds.map((reference) => find(recommender, reference));
  const known = seeds.flatMap((film) => (film === undefined ? [] : [{ film }]));
  const { films: places } =
    known.length === 0 && text === undefined
      ? { films: [] }
      : recommender.recommend({ seeds: known, text, limit });
  const listed = new Set<number | undefined>(places);
  const faults = [
    ...query.seeds.filter((_, i) => seeds[i] === undefined).map(unknownFilm),
    ...mustContain.flatMap((reference) => {
      const film = find(recommender, reference);
      if (film === undefined) return [unknownFilm(reference)];
      return listed.has(film) ? [] : [`${shown(reference)} is not listed`];
    }),
    ...mustNotContain
      .filter((reference) => {
        const film = find(recommender, reference);
        return film !== undefined && listed.has(film);
      })
      .map((reference) => `${shown(reference)} is listed`),
  ];
  const { films } = recommender.model;
  const names = Array.from(places, (place) => nameOf(films[place]));
  return { passed: faults.length === 0, films: names, faults };
}

/** The film of that id; or of that title and year, the most popular one if there are several. */
const find = (recommender: Recommender, reference: FilmReference): number | undefined =>
  'id' in reference
    ? recommender.indexOf(reference.id)
    : recommender.titles.find(reference.title, reference.year).at(0);

const unknownFilm = (reference: FilmReference): string => `${shown(reference)} is not in the model`;

function shown(reference: FilmReference): string {
  if ('id' in reference) return `film ${reference.id}`;
  return reference.year === undefined ? reference.title : `${reference.title} (${reference.year})`;
}
