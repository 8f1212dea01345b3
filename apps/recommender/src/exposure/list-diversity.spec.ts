import fc from 'fast-check';
import type { SparseMatrix } from '#engine';
import { DEPTH, DiversitySample, LISTS, MIN_LISTS, ONE_IN } from './diversity-sample.js';
import { listDiversity } from './list-diversity.js';

const TERMS = 6;

function sparse(rows: readonly (readonly number[])[]): SparseMatrix {
  const entries = rows.map((row) =>
    row.flatMap((weight, term) => (weight === 0 ? [] : [{ weight, term }])),
  );
  const starts = new Uint32Array(rows.length + 1);
  entries.forEach((row, i) => (starts[i + 1] = starts[i] + row.length));
  return {
    rows: rows.length,
    columns: TERMS,
    starts,
    terms: Uint32Array.from(entries.flat(), ({ term }) => term),
    weights: Float32Array.from(entries.flat(), ({ weight }) => weight),
  };
}

const row = fc.array(fc.constantFrom<number[]>(0, 0, 0.25, 0.5), {
  minLength: TERMS,
  maxLength: TERMS,
});

describe('listDiversity', () => {
  it('is the mean distance of all pairs, by their dense rows', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 7 }), (rows) => {
        const distances = rows.flatMap((a, i) =>
          rows.slice(0, i).map((b) => 1 - a.reduce((sum, x, term) => sum + x * b[term], 0)),
        );
        const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
        const films = rows.map((_, film) => film);
        expect(listDiversity(sparse(rows), films)).toBeCloseTo(mean, 12);
      }),
    );
  });
});

describe('DiversitySample', () => {
  /** Films 0 and 1 have nothing in common with each other, 2 and 3 everything. */
  const matrix = sparse([
    [1, 0, 0, 0, 0, 0],
    [0, 1, 0, 0, 0, 0],
    [0, 0, 1, 0, 0, 0],
    [0, 0, 1, 0, 0, 0],
  ]);
  const unlike = Uint32Array.of(0, 1);
  const alike = Uint32Array.of(2, 3);
  const offer = (sample: DiversitySample, films: Uint32Array, times: number): void => {
    for (let i = 0; i < times; i++) sample.offer(films);
  };

  it('says nothing of few lists, and nothing of lists of one film', () => {
    const sample = new DiversitySample(matrix, () => 0);
    offer(sample, Uint32Array.of(1), 1_000);
    offer(sample, unlike, MIN_LISTS - 1);
    expect(sample.measure()).toBeUndefined();
    sample.offer(alike);
    expect(sample.measure()).toBeCloseTo((MIN_LISTS - 1) / MIN_LISTS, 12);
  });

  it('takes one list in sixteen', () => {
    const sample = new DiversitySample(matrix, () => 0.5);
    offer(sample, unlike, ONE_IN * (MIN_LISTS - 1));
    expect(sample.measure()).toBeUndefined();
    offer(sample, unlike, ONE_IN);
    expect(sample.measure()).toBe(1);
  });

  it('forgets old lists, whether they were measured in between or not', () => {
    for (const isMeasured of [true, false]) {
      const sample = new DiversitySample(matrix, () => 0);
      offer(sample, unlike, LISTS);
      if (isMeasured) expect(sample.measure()).toBe(1);
      offer(sample, alike, LISTS / 2);
      expect(sample.measure()).toBe(0.5);
      offer(sample, alike, LISTS / 2);
      expect(sample.measure()).toBe(0);
    }
  });

  it('looks at the first films of a list only', () => {
    const sample = new DiversitySample(matrix, () => 0);
    const long = Uint32Array.from([...Array.from({ length: DEPTH }, () => 2), 0, 1, 0, 1]);
    offer(sample, long, MIN_LISTS);
    expect(sample.measure()).toBe(0);
  });
});
