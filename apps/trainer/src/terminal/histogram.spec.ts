import fc from 'fast-check';
import { formatHistogram, histogramOf } from './histogram.js';

describe('a histogram', () => {
  it('counts values into bins of equal width, what lies outside into the outer ones', () => {
    const values = [0, 0.9, 1, 1.9, 2, 2.9, 3, 100, -5];
    expect(histogramOf(values, 0, 3, 3)).toEqual({ from: 0, to: 3, counts: [3, 2, 4] });
  });

  it('has one bin for what is all the same', () => {
    expect(histogramOf([7, 7], 7, 7, 3).counts).toEqual([2, 0, 0]);
  });

  it('loses no value', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 150 })),
        fc.integer({ min: 1, max: 60 }),
        (values, bins) => {
          const { counts } = histogramOf(values, 0, 100, bins);
          expect(counts).toHaveLength(bins);
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
        },
      ),
    ));

  it('is drawn with a column for each bin over an axis with its ends', () => {
    const drawn = formatHistogram({ from: 0, to: 120, counts: [8, 0, 1, 2, 3, 4, 5, 6, 7, 8] });
    expect(drawn.split('\n')).toEqual(['█ ▁▂▃▄▅▆▇█', '0──────120']);
  });

  it('marks the bin of one among many, and names the ends as it is told to', () => {
    const drawn = formatHistogram({ from: 0, to: 1, counts: [1, 0, 0, 0, 1_000] }, (value) =>
      value.toFixed(1),
    );
    expect(drawn.split('\n')).toEqual(['▁   █', '0.01.0']);
  });

  it('of nothing is empty', () => {
    expect(formatHistogram(histogramOf([], 0, 9, 4)).split('\n')).toEqual(['    ', '0──9']);
  });
});
