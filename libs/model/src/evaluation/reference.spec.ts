import fc from 'fast-check';
import { referenceSchema } from '#contracts';
import { type Film, fit, PRESETS, Recommender, WordCounter } from '#engine';
import { catalogues } from '../testing/films.js';
import { referenceOf } from './reference.js';
import { countScores } from './score-bins.js';

const countsOf = (counts: Readonly<Record<number, number>>): number[] =>
  Array.from({ length: 20 }, (_, bin) => counts[bin] ?? 0);

describe('scores are counted into bins of a twentieth', () => {
  it.each([
    [[0.01, 0.049], { 0: 2 }],
    [[0.05, 0.1, 0.15, 0.3], { 1: 1, 2: 1, 3: 1, 6: 1 }],
    [[0.95, 1, 1.0000001], { 19: 3 }],
    [[-0.1], { 0: 1 }],
    [[], {}],
  ])('%j', (scores, counts) => {
    expect(countScores([scores])).toEqual(countsOf(counts));
  });
});

describe('what requests are held against', () => {
  const films: Film[] = [
    {
      id: 1,
      title: 'aa',
      year: 1995,
      genres: ['Crime', 'Drama', 'Crime'],
      description: 'moon bank',
    },
    { id: 2, title: 'bb', year: 1990, genres: ['Crime'], description: 'moon moon harbour' },
    { id: 3, title: 'cc', year: 1989, genres: ['Action'] },
    { id: 4, title: 'dd' },
  ];
  const reference = referenceOf(fit(films, PRESETS.hybrid));

  it('is how many films have each genre, most first, and are of each decade', () => {
    expect(reference).toMatchObject({
      films: 4,
      genres: [
        { label: 'Crime', films: 2 },
        { label: 'Action', films: 1 },
        { label: 'Drama', films: 1 },
      ],
      decades: [
        { label: 1980, films: 1 },
        { label: 1990, films: 2 },
      ],
    });
  });

  it('is how many words of a description no other film has: bank and harbour, of five', () => {
    expect(reference.words).toEqual({ counted: 5, unknown: 2 });
  });

  it('is, word by word, what a model would not know that had not learned the film', () =>
    fc.assert(
      fc.property(catalogues, (all) => {
        // Where every word is kept, for leaving a film out changes what is too frequent.
        const { words } = referenceOf(fit(all, PRESETS.sklearn));
        const left = all.map(({ id, description = '' }) => {
          const others = fit(
            all.filter((other) => other.id !== id),
            PRESETS.sklearn,
          );
          return new WordCounter(others.vocabulary, others.config).count(description);
        });
        const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);
        expect(words).toEqual({
          counted: sum(left.map((count) => count.words)),
          unknown: sum(left.map((count) => count.unknown)),
        });
      }),
      { seed: 7, numRuns: 60 },
    ));

  it('counts the scores that a person gets, and fits its schema', () =>
    fc.assert(
      fc.property(catalogues, (all) => {
        const recommender = new Recommender(fit(all, PRESETS.hybrid));
        const lists = recommender.model.films.map(
          (_, film) => recommender.recommend({ seeds: [{ film }], limit: 10 }).scores,
        );
        const found = referenceOf(recommender.model);
        expect(found.scores.counts).toEqual(countScores(lists));
        expect(referenceSchema.parse(found)).toEqual(found);
      }),
      { seed: 8, numRuns: 40 },
    ));
});
