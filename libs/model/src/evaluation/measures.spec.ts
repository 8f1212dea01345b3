import fc from 'fast-check';
import { bootstrap, meanOf } from './bootstrap.js';
import { coverage, exposureOf, gini } from './exposure.js';
import { meanFigure, present, wholeFigure } from './figures.js';
import { jaccard, Likeness } from './likeness.js';
import { hit, ndcg, recall, recallInReach, reciprocalRank } from './measures.js';
import { rankCorrelation } from './rank-correlation.js';

const NONE_OF_TEN = [20, 21, 22, 23, 24, 25, 26, 27, 28, 29];
const plain = ndcg(() => 1);

describe('a list is marked by what it should have', () => {
  const log2of3 = Math.log2(3);
  it.each([
    // [list, answers, nDCG, recall, recall in reach, hit, reciprocal rank]
    [[1, 2], [1, 2], 1, 1, 1, 1, 1],
    [[9, 1], [1], 1 / log2of3, 1, 1, 1, 1 / 2],
    [[1, 9], [1, 2], 1 / (1 + 1 / log2of3), 1 / 2, 1 / 2, 1, 1],
    [[8, 9], [1], 0, 0, 0, 0, 0],
    [[], [1], 0, 0, 0, 0, 0],
    [[...NONE_OF_TEN, 1], [1], 0, 0, 0, 0, 0],
    [NONE_OF_TEN, [...NONE_OF_TEN, 1, 2], 1, 10 / 12, 1, 1, 1],
  ])('%j of %j', (list, answers, ...marks) => {
    const expected = new Set(answers);
    const measures = [plain, recall, recallInReach, hit, reciprocalRank];
    measures.forEach((measure, i) => expect(measure(list, expected)).toBeCloseTo(marks[i], 12));
  });

  it('with gains, by what each film is worth', () => {
    const byRarity = ndcg((film) => 1 / film);
    expect(byRarity([4, 2], new Set([2, 4]))).toBeCloseTo(
      (1 / 4 + 1 / 2 / Math.log2(3)) / (1 / 2 + 1 / 4 / Math.log2(3)),
      12,
    );
  });
});

const counts = fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 12 });

describe('exposure', () => {
  it('is how often films are listed among the first ten', () => {
    const exposure = exposureOf([[1, 2], [1], [...NONE_OF_TEN, 3]], 30);
    expect([exposure[1], exposure[2], exposure[3], exposure[29]]).toEqual([2, 1, 0, 1]);
    expect(coverage(exposure)).toBeCloseTo(12 / 30, 12);
  });

  it.each([
    [[1, 1, 1, 1], 0],
    [[0, 0, 0, 4], 3 / 4],
    [[1, 3], 1 / 4],
  ])('%j has the Gini coefficient %d', (values, expected) => {
    expect(gini(Uint32Array.from(values))).toBeCloseTo(expected, 12);
  });

  it('has no Gini coefficient when nothing is listed', () => {
    expect(gini(Uint32Array.of(0, 0))).toBeNaN();
  });

  it('has the Gini coefficient that its definition gives: mean difference over twice the mean', () =>
    fc.assert(
      fc.property(counts, (values) => {
        const sum = values.reduce((a, b) => a + b, 0);
        fc.pre(sum > 0);
        const differences = values.flatMap((a) => values.map((b) => Math.abs(a - b)));
        const naive = differences.reduce((a, b) => a + b, 0) / (2 * values.length * sum);
        expect(gini(Uint32Array.from(values))).toBeCloseTo(naive, 12);
      }),
    ));
});

describe('rank correlation', () => {
  it.each([
    [[1, 2, 3], [10, 20, 30], 1],
    [[1, 2, 3], [3, 2, 1], -1],
    // Without ties 1 − 6 Σd² / (n (n² − 1)).
    [[1, 2, 3, 4], [2, 1, 4, 3], 1 - (6 * 4) / (4 * 15)],
    // Ranks 1.5, 1.5, 3 beside 1, 2, 3.
    [[5, 5, 9], [1, 2, 3], Math.sqrt(3) / 2],
  ])('of %j and %j is %d', (one, other, expected) => {
    expect(rankCorrelation(one, other)).toBeCloseTo(expected, 12);
  });

  it.each([
    [
      [1, 1],
      [1, 2],
    ],
    [[], []],
  ])('of %j and %j is nothing: there is no order', (one, other) => {
    expect(rankCorrelation(one, other)).toBeNaN();
  });

  it('minds the order alone, and not which comes first', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 }))), (pairs) => {
        const one = pairs.map(([a]) => a);
        const other = pairs.map(([, b]) => b);
        const correlation = rankCorrelation(one, other);
        fc.pre(!Number.isNaN(correlation));
        expect(rankCorrelation(other, one)).toBeCloseTo(correlation, 12);
        expect(
          rankCorrelation(
            one.map((a) => a ** 3 - 7),
            other,
          ),
        ).toBeCloseTo(correlation, 12);
      }),
    ));
});

describe('likeness', () => {
  const films = [
    { id: 1, title: 'a', genres: ['Crime', 'Drama'], keywords: ['bank'] },
    { id: 2, title: 'b', genres: ['Crime'], keywords: ['bank'] },
    { id: 3, title: 'c', genres: ['Comedy'], keywords: ['Crime'] },
    { id: 4, title: 'd' },
  ];
  const likeness = new Likeness(films);

  it('is what two sets share of what either has', () => {
    expect(jaccard(new Set(['a', 'b']), new Set(['b', 'c']))).toBeCloseTo(1 / 3, 12);
    expect(jaccard(new Set(), new Set())).toBe(0);
  });

  it('of genres is the mean over the list, and nothing for a film without genres', () => {
    expect(likeness.genreCoherence(0, [1, 2, 3])).toBeCloseTo((1 / 2 + 0 + 0) / 3, 12);
    expect(likeness.genreCoherence(3, [1, 2])).toBeNaN();
    expect(likeness.genreCoherence(0, [])).toBeNaN();
  });

  it('makes a list diverse by its absence; a genre is no keyword', () => {
    expect(likeness.diversity([0, 1, 2])).toBeCloseTo((1 / 3 + 1 + 1) / 3, 12);
    expect(likeness.diversity([0])).toBeNaN();
  });
});

describe('a figure', () => {
  it('is a mean with an interval that holds it, over what could be measured', () => {
    const figure = meanFigure([0, 1, NaN, 1, 0, 1, 0]);
    expect(figure).toMatchObject({ value: 0.5 });
    expect(figure?.low).toBeLessThan(0.5);
    expect(figure?.high).toBeGreaterThan(0.5);
  });

  it('is left out where nothing could be measured', () => {
    expect(present({ a: meanFigure([NaN]), b: wholeFigure(NaN), c: wholeFigure(-0) })).toEqual({
      c: { value: 0 },
    });
  });

  it('has an interval of about 1.96 standard errors, as theory has it for a mean', () => {
    const values = Float64Array.from({ length: 400 }, (_, i) => i % 2);
    const { low, high } = bootstrap(400, (drawn) => meanOf(values, drawn));
    expect(high - low).toBeCloseTo((2 * 1.96 * 0.5) / 20, 2);
  });
});
