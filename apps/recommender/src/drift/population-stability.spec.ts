import fc from 'fast-check';
import { leastPopulationStability, populationStability } from './population-stability.js';

const bins = fc.integer({ min: 1, max: 12 });
const distributions = bins.chain((length) =>
  fc.record({
    counts: fc.array(fc.nat(500), { minLength: length, maxLength: length }),
    weights: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: length, maxLength: length }),
  }),
);
const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
const normalized = (values: readonly number[]): number[] =>
  values.map((value) => value / sum(values));

/** Kullback & Leibler's information of p against q, in nats. */
const divergence = (p: readonly number[], q: readonly number[]): number =>
  sum(p.map((share, i) => share * Math.log(share / q[i])));

describe('populationStability', () => {
  it('is the divergence both ways of the smoothed counts', () => {
    fc.assert(
      fc.property(distributions, ({ counts, weights }) => {
        const reference = normalized(weights);
        const smoothed = normalized(counts.map((count, i) => count + counts.length * reference[i]));
        const both = divergence(smoothed, reference) + divergence(reference, smoothed);
        expect(populationStability(counts, reference)).toBeCloseTo(both, 9);
      }),
    );
  });

  it('is 0 of counts that are spread as the reference, and never less', () => {
    fc.assert(
      fc.property(distributions, ({ counts, weights }) => {
        expect(populationStability(weights, normalized(weights))).toBeCloseTo(0, 12);
        expect(populationStability(counts, normalized(weights))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it.each([
    // Worked out by hand, with two more observations from smoothing.
    ['half to seven tenths', [700, 300], [0.5, 0.5], 0.1688],
    ['a bin that the reference lacks', [900, 100], [1, 0], 0.699],
    ['a bin that is empty', [1_000, 0], [0.9, 0.1], 0.6309],
    ['nothing observed', [0, 0], [0.9, 0.1], 0],
  ])('%s', (_, counts, shares, wanted) => {
    expect(populationStability(counts, shares)).toBeCloseTo(wanted, 3);
  });
});

it('of several references the nearest counts', () => {
  const [even, skewed] = [
    [0.5, 0.5],
    [0.9, 0.1],
  ];
  for (const counts of [
    [700, 300],
    [850, 150],
    [100, 900],
  ]) {
    const each = [populationStability(counts, even), populationStability(counts, skewed)];
    expect(each[0]).not.toBe(each[1]);
    expect(leastPopulationStability(counts, [even, skewed])).toBe(Math.min(...each));
  }
});
