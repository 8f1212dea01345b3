import fc from 'fast-check';
import { editDistance } from './edit-distance.js';

/** Optimal string alignment as it is defined, over the whole table. */
function naiveDistances(asked: string, text: string): readonly number[] {
  const table: number[][] = [];
  for (let i = 0; i <= asked.length; i++) {
    table.push([]);
    for (let j = 0; j <= text.length; j++) {
      const ways = [i === 0 && j === 0 ? 0 : Infinity];
      if (i > 0) ways.push(table[i - 1][j] + 1);
      if (j > 0) ways.push(table[i][j - 1] + 1);
      if (i > 0 && j > 0) ways.push(table[i - 1][j - 1] + (asked[i - 1] === text[j - 1] ? 0 : 1));
      const isSwapped = asked[i - 1] === text[j - 2] && asked[i - 2] === text[j - 1];
      if (i > 1 && j > 1 && isSwapped) ways.push(table[i - 2][j - 2] + 1);
      table[i].push(Math.min(...ways));
    }
  }
  return table[asked.length];
}

const words = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é'), maxLength: 9 });

describe('editDistance', () => {
  it('is the number of errors, as far as it is counted', () => {
    fc.assert(
      fc.property(words, words, fc.integer({ min: 0, max: 5 }), (asked, text, most) => {
        const distances = naiveDistances(asked, text);
        const counted = (errors: number) => Math.min(errors, most + 1);
        expect(editDistance(asked, text, most, 'whole')).toBe(counted(distances[text.length]));
        const best = counted(Math.min(...distances));
        expect(editDistance(asked, text, most, 'beginning')).toBe(best);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['heat', 'heat', 0],
    ['haet', 'heat', 1],
    ['het', 'heat', 1],
    ['heeat', 'heat', 1],
    ['hest', 'heat', 1],
    ['', 'heat', 4],
    ['heat', '', 4],
    ['amelei', 'amelie', 1],
  ])('of %j and %j is %i', (asked, text, errors) => {
    expect(editDistance(asked, text, 4, 'whole')).toBe(errors);
  });

  it('leaves off what is longer than any title', () => {
    expect(editDistance('x'.repeat(100_000), 'x'.repeat(100_001), 2, 'whole')).toBe(0);
  });
});
