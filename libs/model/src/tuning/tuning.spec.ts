import fc from 'fast-check';
import {
  assertConfig,
  BLOCKS,
  type EngineConfig,
  type Film,
  fit,
  type Likes,
  PRESETS,
  withAudience,
} from '#engine';
import { likesFrom } from '../evaluation/viewers.js';
import { catalogues } from '../testing/films.js';
import {
  type BlockWeights,
  mapBlocks,
  Reweighting,
  weightsOf,
  withWeights,
} from './block-weights.js';
import { searchWeights } from './search-weights.js';
import { tuneWeights } from './tune-weights.js';

const START = weightsOf(PRESETS.hybrid);
const sumOf = (weights: BlockWeights): number =>
  BLOCKS.reduce((sum, block) => sum + weights[block], 0);

describe('a model under other weights', () => {
  const shares = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 6, maxLength: 6 });

  it('lists what one that was fitted with them lists', () =>
    fc.assert(
      fc.property(catalogues, shares, (films, parts) => {
        const total = parts.reduce((a, b) => a + b, 0);
        const weights = mapBlocks((block) =>
          block === 'audience' ? 0 : parts[BLOCKS.indexOf(block)] / total,
        );
        const fitted = fit(films, withWeights(PRESETS.hybrid, weights));
        const model = fit(films, PRESETS.hybrid);
        const reweighting = new Reweighting(model, weights);
        const { matrix } = fitted;
        const changed = reweighting.apply(model.matrix);
        expect([...changed.terms]).toEqual([...matrix.terms]);
        changed.weights.forEach((weight, e) => expect(weight).toBeCloseTo(matrix.weights[e], 5));
        for (let film = 0; film < films.length; film++) {
          // Scores that are equal but for rounding may change places.
          const expected = fitted.neighbours.starts[film + 1] - fitted.neighbours.starts[film];
          expect(reweighting.neighbourhood().listOf(film)).toHaveLength(Math.min(expected, 10));
        }
      }),
      { seed: 11, numRuns: 50 },
    ));

  it('leaves out what weighs nothing', () => {
    const weights = { ...START, text: START.text + START.genres, genres: 0 };
    const model = fit([{ id: 1, title: 'Heat', genres: ['Crime'] }], PRESETS.hybrid);
    const { weights: changed, terms } = new Reweighting(model, weights).apply(model.matrix);
    const genre = model.vocabulary.idOf('genres', 'crime');
    expect(changed[terms.indexOf(genre ?? NaN)]).toBe(0);
  });
});

describe('the search for weights', () => {
  /** Best where keywords give 0.4 and people 0.3, whatever the others do. */
  const peak = ({ keywords, people }: BlockWeights): number =>
    -((keywords - 0.4) ** 2) - (people - 0.3) ** 2;

  it('comes near the best, within its budget', () => {
    let asked = 0;
    const best = searchWeights(START, (weights) => (asked++, peak(weights)), {
      budget: 200,
      seed: 1,
    });
    expect(asked).toBe(201);
    expect(best.keywords).toBeCloseTo(0.4, 1);
    expect(best.people).toBeCloseTo(0.3, 1);
  });

  it('gives weights that make a configuration, no worse than the first, the same for a seed', () =>
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 40 }), (seed, budget) => {
        const best = searchWeights(START, peak, { budget, seed });
        expect(() => assertConfig(withWeights(PRESETS.hybrid, best))).not.toThrow();
        expect(peak(best)).toBeGreaterThanOrEqual(peak(START));
        expect(best.audience).toBe(0);
        expect(searchWeights(START, peak, { budget, seed })).toEqual(best);
      }),
      { numRuns: 50 },
    ));

  it('leaves fixed weights as they are', () => {
    const start = weightsOf(withAudience(PRESETS.hybrid, 0.15));
    const best = searchWeights(start, peak, { budget: 50, seed: 2, fixed: ['audience'] });
    expect(best.audience).toBe(0.15);
    expect(best.keywords).not.toBe(start.keywords);
    expect(sumOf(best)).toBeCloseTo(1, 12);
  });

  it('tries nothing where there is one block', () => {
    const start = weightsOf(PRESETS.sklearn);
    const objective = jest.fn(() => 1);
    expect(searchWeights(start, objective, { budget: 9, seed: 1 })).toEqual(start);
    expect(objective).toHaveBeenCalledTimes(1);
  });
});

/** Series of three: their parts share players, and genres with everything else. */
const FILMS: Film[] = Array.from({ length: 60 }, (_, id) => ({
  id,
  title: `t${id}`,
  genres: [`Genre ${id % 3}`],
  collection: `Series ${Math.floor(id / 3)}`,
  cast: [`Player ${Math.floor(id / 3)}`],
}));

/** Genres count for more than players. */
const POOR: EngineConfig = withWeights(PRESETS.hybrid, {
  ...mapBlocks(() => 0),
  genres: 0.6,
  people: 0.35,
  keywords: 0.05,
});

describe('tuning', () => {
  const options = { budget: 30, seed: 3 };

  it('finds what leads to the parts of a series, and says so of films it did not choose by', () => {
    const tuned = tuneWeights(FILMS, POOR, options);
    expect(tuned.objective).toBe('mean held-out recall@10');
    expect(tuned.asked).toBeGreaterThan(10);
    expect(tuned.asked).toBeLessThan(50);
    expect(tuned.config.blocks.people.weight).toBeGreaterThan(0.35);
    expect(tuned.gain.low).toBeGreaterThan(0);
    expect(tuned.gain.value).toBeCloseTo(tuned.after.value - tuned.before.value, 5);
    expect(tuneWeights(FILMS, POOR, options)).toEqual(tuned);
  });

  it('gives no weight away to a block that the catalogue has nothing for', () => {
    const { config } = tuneWeights(FILMS, PRESETS.hybrid, options);
    expect(config.blocks.era.weight).toBe(PRESETS.hybrid.blocks.era.weight);
    expect(config.blocks.language.weight).toBe(PRESETS.hybrid.blocks.language.weight);
  });

  const likes: Likes = likesFrom(
    FILMS.map(({ id }) => id),
    Array.from({ length: 60 }, (_, v) => Array.from({ length: 6 }, (__, i) => (v % 10) * 6 + i)),
  );

  it('asks viewers where there are ratings, and leaves the audience its share', () => {
    const tuned = tuneWeights(FILMS, withAudience(POOR), { budget: 5, seed: 1 }, likes);
    expect(tuned.objective).toBe('ndcg@10');
    expect(tuned.config.blocks.audience.weight).toBe(0.15);
    expect(() => fit(FILMS, tuned.config, undefined, likes)).not.toThrow();
  });

  it('refuses to judge by nothing', () => {
    const bare = FILMS.map(({ id, title }) => ({ id, title }));
    expect(() => tuneWeights(bare, PRESETS.hybrid, options)).toThrow(/share no series/u);
    const few = likesFrom(likes.filmIds, [[1, 2, 3]]);
    expect(() => tuneWeights(FILMS, PRESETS.hybrid, options, few)).toThrow(/too few viewers/u);
  });
});
