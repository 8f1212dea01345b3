import fc from 'fast-check';
import type { CatalogueFilm } from '#contracts';
import { type Film, fit, type Model, PRESETS, Recommender } from '#engine';

/** Five films: ids of both kinds, every fact there is, and none; letters of many scripts. */
export const FILMS: readonly (Film & Partial<CatalogueFilm>)[] = [
  {
    id: 1,
    title: 'Heat',
    year: 1995,
    description: 'A thief plans one last bank robbery while a policeman hunts him.',
    genres: ['Crime', 'Drama'],
    keywords: ['bank robbery', 'heist'],
    directors: ['Michael Mann'],
    cast: ['Al Pacino', 'Robert De Niro'],
    runtimeMinutes: 170,
    language: 'en',
    popularity: 3,
    externalIds: { tmdb: 949, imdb: 'tt0113277' },
  },
  {
    id: 'b',
    title: 'Thief',
    year: 1981,
    description: 'A safe cracker plans a last robbery to leave crime.',
    tagline: 'Tonight, his take home pay is $410,000 … tax free.',
    genres: ['Crime', 'Thriller'],
    keywords: ['heist'],
    directors: ['Michael Mann'],
    language: 'en',
  },
  {
    id: '1',
    title: 'Le Samouraï',
    originalTitle: 'Le Samouraï ',
    year: 1967,
    description: 'Un tueur est chassé par la police. A killer is hunted by police.',
    textLanguage: 'fr',
    genres: ['Crime'],
    keywords: [],
    language: 'fr',
    maturity: 'PG',
    collection: 'x\u2028y "quoted"\n',
  },
  { id: -7, title: '千と千尋の神隠し 😀', year: 2001, genres: ['Animation'], popularity: 9.5 },
  { id: 5, title: 'Bank', description: '' },
];

export const hybrid: Model = fit(FILMS, PRESETS.hybrid);

const words = fc.constantFrom('heist', 'bank', 'robots', 'love', 'é', 'war', '漢字', 'moon');
const letters = (maxLength: number) =>
  fc.string({ unit: 'grapheme', minLength: 1, maxLength }).filter((text) => text.trim() !== '');

/** Small catalogues of films that share words, so that there is something to recommend. */
export const catalogues = fc.uniqueArray(
  fc.record(
    {
      id: fc.oneof(fc.integer({ min: -5, max: 30 }), fc.string({ minLength: 1, maxLength: 4 })),
      title: letters(12),
      originalTitle: letters(12),
      year: fc.integer({ min: 1888, max: 2100 }),
      description: fc.array(words, { maxLength: 8 }).map((all) => all.join(' ')),
      tagline: fc.constantFrom('', 'love and war'),
      textLanguage: fc.constantFrom('en', 'fr'),
      genres: fc.array(fc.constantFrom('Drama', 'Crime', 'Comedy'), { maxLength: 2 }),
      keywords: fc.array(fc.constantFrom('bank robbery', 'space', 'a\nb'), { maxLength: 2 }),
      directors: fc.array(fc.constantFrom('Ana Ruiz', 'Bo Li'), { maxLength: 2 }),
      cast: fc.array(fc.constantFrom('Ana Ruiz', 'Cy Ek'), { maxLength: 2 }),
      runtimeMinutes: fc.double({ min: 0.1, max: 300, noNaN: true }),
      language: fc.constantFrom('en', 'fr'),
      maturity: fc.constantFrom('PG', 'R'),
      collection: fc.constantFrom('Moon Saga', '2'),
      popularity: fc.double({ min: 0, max: 100, noNaN: true }),
      externalIds: fc.record(
        { tmdb: fc.integer({ min: 1 }), imdb: fc.constant('tt0113277') },
        { requiredKeys: [], noNullPrototype: true },
      ),
    },
    // Plain objects, as JSON gives them: the comparison minds the prototype.
    { requiredKeys: ['id', 'title'], noNullPrototype: true },
  ),
  { selector: ({ id }) => id, maxLength: 10 },
);

/** All of a model as plain data, so that a comparison misses no part and names what differs. */
export function partsOf({ config, films, vocabulary, matrix, index, neighbours }: Model) {
  const { terms, surfaces, starts, documentFrequencies, size } = vocabulary;
  return {
    config,
    films,
    vocabulary: { terms, surfaces, starts, documentFrequencies, size },
    matrix,
    index,
    neighbours,
  };
}

/** What a model answers when it is asked in each of the ways there are. */
export function answersOf(model: Model) {
  const recommender = new Recommender(model);
  const seeds = model.films.map((_, film) => ({ film }));
  const texts = ['a bank heist', 'crime by Michael Mann', '漢字'];
  return [
    ...seeds.map((seed) => recommender.recommend({ seeds: [seed], limit: 4 })),
    ...seeds.map((seed) =>
      recommender.recommend({ seeds: [seed], filter: { genres: { any: ['Crime'] } }, limit: 4 }),
    ),
    ...seeds.map((seed) => recommender.recommend({ seeds, avoid: [seed], limit: 4 })),
    ...texts.map((text) => recommender.recommend({ text, limit: 10 })),
  ].map((answer) => ({
    films: [...answer.films],
    scores: [...answer.scores],
    reasons: [...answer.films].map((film) => recommender.explain(answer.query, film, 3)),
  }));
}
