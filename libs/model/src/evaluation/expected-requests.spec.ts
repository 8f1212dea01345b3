import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { filmSchema, type ExpectedRequests } from '#contracts';
import { type Film, fit, Lazy, type Model, PRESETS, Recommender } from '#engine';
import { catalogues } from '../testing/films.js';
import { expectingRequests } from './expected-requests.js';
import { POWERS, weightsOf } from './preferences.js';
import { binOf, SCORE_BINS } from './score-bins.js';

const expected = (model: Model): ExpectedRequests => new Lazy(() => expectingRequests(model)).value;

it('a film has the weight of each power of its rank', () => {
  for (let film = 0; film < 1_000; film++)
    for (const [i, weight] of weightsOf(film).entries())
      expect(weight).toBeCloseTo((film + 1) ** -POWERS[i], 12);
});

describe('what is asked for', () => {
  const films: Film[] = [
    { id: 1, title: 'aa', year: 1995, genres: ['Crime', 'Drama'] },
    { id: 2, title: 'bb', year: 1990, genres: ['Crime'] },
    { id: 3, title: 'cc', year: 1989, genres: ['Action'] },
    { id: 4, title: 'dd' },
  ];

  it('is how often each genre, most first, and each decade is, by each of three preferences', () => {
    // Weights: 1, 1, 1; then 1, 0.7071, 0.5774; then 1, 0.5, 0.3333.
    expect(expected(fit(films, PRESETS.hybrid))).toMatchObject({
      powers: [0, 0.5, 1],
      genres: [
        { label: 'Crime', shares: [0.5, 0.519_753, 0.529_412] },
        { label: 'Drama', shares: [0.25, 0.304_464, 0.352_941] },
        { label: 'Action', shares: [0.25, 0.175_783, 0.117_647] },
      ],
      decades: [
        { label: 1980, shares: [0.333_333, 0.252_730, 0.181_818] },
        { label: 1990, shares: [0.666_667, 0.747_270, 0.818_182] },
      ],
    });
  });

  it('is nothing of a model without films', () => {
    const { scores, genres, decades } = expected(fit([], PRESETS.hybrid));
    expect([genres, decades]).toEqual([[], []]);
    expect(scores.shares).toEqual(POWERS.map(() => new Array<number>(SCORE_BINS).fill(0)));
  });

  it('names 200 genres, the same for each preference, with their shares of all', () => {
    const many = Array.from({ length: 250 }, (_, id) => ({ id, title: 'aa', genres: [`g${id}`] }));
    const { genres } = expected(fit(many, PRESETS.hybrid));
    expect(genres.map(({ label }) => label)).toEqual(many.slice(0, 200).map(({ id }) => `g${id}`));
    expect(genres.map(({ shares }) => shares[0])).toEqual(genres.map(() => 1 / 250));
  });
});

/** By the best scores of all films, each with its weight. */
function scoresByAll(recommender: Recommender): number[][] {
  const best = recommender.model.films.map(
    (_, film) => recommender.recommend({ seeds: [{ film }], limit: 1 }).scores[0],
  );
  return POWERS.map((power) => {
    const bins = new Array<number>(SCORE_BINS).fill(0);
    for (const [film, score] of best.entries())
      if (score > 0) bins[binOf(score)] += (film + 1) ** -power;
    const whole = bins.reduce((sum, weight) => sum + weight, 0);
    return bins.map((weight) => weight / Math.max(whole, Number.MIN_VALUE));
  });
}

describe('expected scores', () => {
  it('are those that people get for one film, each as often as it is asked for', () =>
    fc.assert(
      fc.property(catalogues, (all) => {
        const recommender = new Recommender(fit(all, PRESETS.hybrid));
        const { scores } = expected(recommender.model);
        for (const [i, bins] of scoresByAll(recommender).entries())
          for (const [bin, share] of bins.entries())
            expect(scores.shares[i][bin]).toBeCloseTo(share, 5);
      }),
      { seed: 8, numRuns: 40 },
    ));

  it('are told well by 500 lists of a larger catalogue', () => {
    const films = readFileSync('data/sample-catalogue.jsonl', 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => filmSchema.parse(JSON.parse(line)));
    const recommender = new Recommender(fit(films, PRESETS.hybrid));
    const { scores } = expected(recommender.model);
    for (const [i, bins] of scoresByAll(recommender).entries())
      for (const [bin, share] of bins.entries())
        expect(Math.abs(scores.shares[i][bin] - share)).toBeLessThan(0.03);
  });
});
