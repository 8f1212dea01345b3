import fc from 'fast-check';
import { referenceSchema } from '#contracts';
import { type Film, fit, PRESETS, Recommender, WordCounter } from '#engine';
import { catalogues } from '../testing/films.js';
import { countScores, referenceOf } from './reference.js';

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

  it('is how often each genre, most first, and each decade is asked for: popular films more often', () => {
    // The share of the first i films of n is √(i / n): 1,000, 414, 318 and 268 of 2,000.
    expect(reference).toMatchObject({
      films: 4,
      requests: 2_000,
      genres: [
        { label: 'Crime', films: 1_414 },
        { label: 'Drama', films: 1_000 },
        { label: 'Action', films: 318 },
      ],
      decades: [
        { label: 1980, films: 318 },
        { label: 1990, films: 1_414 },
      ],
    });
  });

  it('says nothing of a model without films', () => {
    const { requests, scores, genres } = referenceOf(fit([], PRESETS.hybrid));
    expect([requests, genres, scores.counts]).toEqual([undefined, [], countsOf({})]);
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

  it('counts the best scores that people get, and fits its schema', () =>
    fc.assert(
      fc.property(catalogues, (all) => {
        const recommender = new Recommender(fit(all, PRESETS.hybrid));
        const asked = Array.from({ length: all.length > 0 ? 2_000 : 0 }, (_, i) =>
          Math.floor(all.length * ((i + 0.5) / 2_000) ** 2),
        );
        const best = recommender.model.films.map(
          (_, film) => recommender.recommend({ seeds: [{ film }], limit: 1 }).scores,
        );
        const lists = asked.map((film) => best[film]);
        const found = referenceOf(recommender.model);
        expect(found.scores.counts).toEqual(countScores(lists));
        expect(referenceSchema.parse(found)).toEqual(found);
      }),
      { seed: 8, numRuns: 40 },
    ));
});
