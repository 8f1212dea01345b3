import fc from 'fast-check';
import { judge } from './judge.js';
import type { Sample } from './measurement.js';
import { betaDistribution, betaQuantile } from './statistics/beta.js';
import { differenceOf, exactly } from './statistics/interval.js';
import { proportionInterval } from './statistics/proportion.js';
import { quantileInterval, quantileOf } from './statistics/quantile.js';

const request = {
  metric: 'm',
  stage: 'Canary',
  windowSeconds: 300,
  candidate: 'b',
  stable: 'a',
} as const;
const share = (hits: number, of: number): Sample => ({ type: 'proportion', hits, of });
const value = (number: number | undefined): Sample => ({
  type: 'value',
  value: number,
  samples: undefined,
});

describe('a measurement is', () => {
  it.each<[string, string, Record<string, string>, Sample, Sample]>([
    ['Success', 'well below its bound', { max: '0.01' }, share(1, 10_000), share(1, 10_000)],
    [
      'Failed',
      'beyond its bound, and noise cannot explain it',
      { max: '0.01' },
      share(500, 10_000),
      share(1, 10_000),
    ],
    [
      'Failed',
      'beyond it with few samples that leave no doubt',
      { max: '0.01' },
      share(20, 20),
      share(0, 10),
    ],
    [
      'Inconclusive',
      'beyond it, which may be chance',
      { max: '0.01' },
      share(3, 200),
      share(0, 200),
    ],
    [
      'Inconclusive',
      'beyond it, as the stable version is too',
      { max: '0.01' },
      share(500, 10_000),
      share(480, 10_000),
    ],
    [
      'Failed',
      'beyond it and worse than the stable version, which is beyond too',
      { max: '0.01' },
      share(5_000, 10_000),
      share(480, 10_000),
    ],
    ['Inconclusive', 'good, of too few samples', { max: '0.01' }, share(0, 99), share(0, 10_000)],
    ['Inconclusive', 'of nothing', { max: '0.01' }, share(0, 0), share(0, 10_000)],
    [
      'Success',
      'not worse than the stable version',
      { maxRelative: '1.2' },
      share(100, 10_000),
      share(100, 10_000),
    ],
    [
      'Failed',
      'worse than the stable version',
      { maxRelative: '1.2' },
      share(300, 10_000),
      share(100, 10_000),
    ],
    [
      'Inconclusive',
      'perhaps worse than the stable version',
      { maxRelative: '1.2' },
      share(13, 1_000),
      share(10, 1_000),
    ],
    [
      'Inconclusive',
      'of too few samples of the stable version',
      { maxRelative: '1.2' },
      share(0, 10_000),
      share(0, 99),
    ],
    [
      'Inconclusive',
      'one failure beside none',
      { maxRelative: '1.2' },
      share(1, 1_000),
      share(0, 100_000),
    ],
    ['Failed', 'clicked less', { minRelative: '0.8' }, share(200, 10_000), share(600, 10_000)],
    ['Success', 'clicked more', { minRelative: '0.8' }, share(700, 10_000), share(600, 10_000)],
    ['Failed', 'a number beyond its bound', { max: '3' }, value(4), value(1)],
    ['Success', 'a number within both bounds', { min: '0', max: '3' }, value(2), value(1)],
    ['Inconclusive', 'no number', { max: '3' }, value(undefined), value(1)],
    ['Inconclusive', 'not a number', { max: '3' }, value(NaN), value(1)],
  ])('%s when it is %s', (outcome, _, bounds, candidate, stable) => {
    const measurement = { ...request, seen: { candidate, stable } };
    expect(judge({ minimumSamples: 100, ...bounds }, measurement).outcome).toBe(outcome);
  });

  it('Error when it could not be made', () => {
    const verdict = judge({ minimumSamples: 0, max: '1' }, { ...request, error: 'no route' });
    expect(verdict).toMatchObject({ outcome: 'Error', message: 'no route' });
  });

  it('of absolute bounds alone where no stable version answers anybody', () => {
    const measurement = { ...request, seen: { candidate: share(0, 1_000), stable: share(0, 0) } };
    const metric = { minimumSamples: 100, max: '0.1', maxRelative: '1.2' };
    expect(judge(metric, measurement).outcome).toBe('Inconclusive');
    expect(judge(metric, measurement, true).outcome).toBe('Success');
  });

  it('never Success beyond a bound, and never Failed within it', () => {
    const count = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(count, count, fc.integer({ min: 0, max: 1_000 }), (hits, more, bound) => {
        const measurement = { ...request, seen: { candidate: share(hits, hits + more) } };
        const { outcome } = judge({ minimumSamples: 10, max: String(bound / 1_000) }, measurement);
        const isBeyond = hits / (hits + more) > bound / 1_000;
        expect(outcome).not.toBe(isBeyond ? 'Success' : 'Failed');
        if (hits + more < 10) expect(outcome).not.toBe('Success');
      }),
    );
  });
});

describe('statistics', () => {
  it.each([
    // python3 -c 'from scipy.stats import beta; print(beta.cdf(x, a, b))', of SciPy 1.10.1
    [2, 3, 0.4, 0.5248],
    [0.5, 0.5, 0.5, 0.5],
    [10, 1, 0.9, 0.3486784401],
    [1, 1_000, 0.001, 0.6323045752],
  ])('the beta distribution (%d, %d) at %d is %d', (a, b, x, expected) => {
    expect(betaDistribution(x, a, b)).toBeCloseTo(expected, 8);
    expect(betaQuantile(expected, a, b)).toBeCloseTo(x, 8);
  });

  it('an exact interval holds as little as it says: its ends are where the binomial tail is 1/10,000', () => {
    const tail = (k: number, n: number, p: number): number => {
      let sum = 0;
      let term = (1 - p) ** n;
      for (let i = 0; i < k; i++) {
        sum += term;
        term *= ((n - i) / (i + 1)) * (p / (1 - p));
      }
      return 1 - sum;
    };
    // Four requests count as one.
    for (const [k, n] of [
      [1, 100],
      [3, 40],
      [20, 60],
    ] as const) {
      const { low, high } = proportionInterval(4 * k, 4 * n);
      expect(tail(k, n, low)).toBeCloseTo(1e-4, 8);
      expect(1 - tail(k + 1, n, high)).toBeCloseTo(1e-4, 8);
    }
  });

  it('both intervals of a proportion agree where one gives way to the other', () => {
    const few = proportionInterval(799, 80_000);
    const many = proportionInterval(801, 80_000);
    expect(many.low / few.low).toBeCloseTo(1, 1);
    expect(many.high / few.high).toBeCloseTo(1, 1);
  });

  it("a difference of intervals is Newcombe's, method 10", () => {
    // Newcombe 1998, table II, example (a), 56/70 and 48/80: 0.0524 to 0.3339 of Wilson's intervals.
    const a = { low: 0.692, estimate: 56 / 70, high: 0.8769 };
    const b = { low: 0.4905, estimate: 48 / 80, high: 0.7003 };
    const { low, high } = differenceOf(a, b);
    expect(low).toBeCloseTo(0.0524, 3);
    expect(high).toBeCloseTo(0.3339, 3);
    expect(differenceOf(exactly(3), exactly(2), 1.5)).toEqual(exactly(0));
  });

  it.each([
    [0.5, 1.5],
    [0, 0],
    [0.99, 4],
    [0.25, 0.75],
  ])('quantile %d of a histogram is %d', (q, expected) => {
    const histogram = { bounds: [1, 2, 4], counts: [33, 34, 32, 1] };
    expect(quantileOf(histogram, q, 9)).toBeCloseTo(expected, 1);
  });

  it('an interval of a quantile holds its estimate, and has no end above the last bound', () => {
    const counts = fc.array(fc.nat(1_000), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(counts, (all) => {
        const { low, estimate, high } = quantileInterval({ bounds: [1, 2, 4], counts: all }, 0.99);
        expect(low).toBeLessThanOrEqual(estimate);
        expect(high).toBeGreaterThanOrEqual(estimate);
      }),
    );
    expect(quantileInterval({ bounds: [1], counts: [0, 10] }, 0.99).high).toBe(Infinity);
  });
});
