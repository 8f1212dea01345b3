import fc from 'fast-check';
import { editsBetween } from './edits.js';

describe('the edits between two texts', () => {
  it.each([
    ['', '', 0],
    ['title', 'title', 0],
    ['title', 'titel', 1],
    ['title', 'titl', 1],
    ['title', 'ttitle', 1],
    ['title', 'tutle', 1],
    ['', 'abc', 3],
    ['ca', 'abc', 3],
    ['genre', 'cast', 5],
  ])('from %j to %j are %i', (a, b, edits) => {
    expect(editsBetween(a, b)).toBe(edits);
  });

  it('are as many as trying out all ways finds', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(editsBetween(a, b)).toBe(fewest(a, b));
      }),
      { numRuns: 500 },
    );
  });
});

/** By definition, from the ends of both texts. */
function fewest(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [a1, b1] = [a.slice(0, -1), b.slice(0, -1)];
  const ways = [
    fewest(a1, b) + 1,
    fewest(a, b1) + 1,
    fewest(a1, b1) + (a.at(-1) === b.at(-1) ? 0 : 1),
  ];
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1))
    ways.push(fewest(a.slice(0, -2), b.slice(0, -2)) + 1);
  return Math.min(...ways);
}
