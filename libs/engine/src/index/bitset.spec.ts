import fc from 'fast-check';
import { Bitset } from './bitset.js';

/** Where a word ends, just before it and just after it. */
const size = fc.constantFrom(1, 2, 31, 32, 33, 63, 64, 65, 95, 96, 97, 200);
const members = (max: number) =>
  fc.array(fc.nat({ max: max - 1 }), { maxLength: max, size: 'max' });
const sizeAndMembers = size.chain((n) => fc.tuple(fc.constant(n), members(n), members(n)));

const bitsetOf = (n: number, films: Iterable<number>): Bitset => Bitset.of(n, films);
const filmsOf = (set: Bitset): number[] =>
  Array.from({ length: set.size }, (_, film) => film).filter((film) => set.has(film));
const sorted = (films: Iterable<number>): number[] => [...films].sort((a, b) => a - b);

function expectSame(set: Bitset, expected: ReadonlySet<number>): void {
  expect(filmsOf(set)).toEqual(sorted(expected));
  expect(set.count()).toBe(expected.size);
  expect([...set.first(3)]).toEqual(sorted(expected).slice(0, 3));
}

describe('Bitset', () => {
  it('holds what a Set holds after the same additions and deletions', () => {
    const operations = size.chain((n) =>
      fc.tuple(
        fc.constant(n),
        fc.array(fc.tuple(fc.boolean(), fc.nat({ max: n - 1 })), { maxLength: 300, size: 'max' }),
      ),
    );
    fc.assert(
      fc.property(operations, ([n, steps]) => {
        const set = new Bitset(n);
        const model = new Set<number>();
        for (const [isAddition, film] of steps) {
          if (isAddition) {
            set.add(film);
            model.add(film);
          } else {
            set.delete(film);
            model.delete(film);
          }
        }
        expectSame(set, model);
      }),
    );
  });

  it('visits what is missing, in order', () => {
    fc.assert(
      fc.property(sizeAndMembers, ([n, a]) => {
        const missing: number[] = [];
        const set = bitsetOf(n, a);
        set.eachMissing((film) => missing.push(film));
        expect(missing).toEqual(Array.from({ length: n }, (_, i) => i).filter((i) => !set.has(i)));
      }),
    );
  });

  it('keeps the films between two values, and none of which the value is unknown', () => {
    const value = fc.constantFrom(NaN, -1, 0, 1, 2, Infinity);
    const questions = sizeAndMembers.chain(([n, a]) =>
      fc.tuple(fc.constant(a), fc.array(value, { minLength: n, maxLength: n }), value, value),
    );
    fc.assert(
      fc.property(questions, ([a, values, from, to]) => {
        const kept = a.filter((film) => values[film] >= from && values[film] <= to);
        const set = bitsetOf(values.length, a).keepBetween(Float64Array.from(values), from, to);
        expectSame(set, new Set(kept));
      }),
    );
  });

  it('unites, intersects and subtracts as sets do, and leaves the other one alone', () => {
    fc.assert(
      fc.property(sizeAndMembers, ([n, a, b]) => {
        const setB = new Set(b);
        const other = bitsetOf(n, b);
        expectSame(bitsetOf(n, a).union(other), new Set([...a, ...b]));
        expectSame(bitsetOf(n, a).intersect(other), new Set(a.filter((film) => setB.has(film))));
        expectSame(bitsetOf(n, a).subtract(other), new Set(a.filter((film) => !setB.has(film))));
        expect(bitsetOf(n, a).isWithin(other)).toBe(a.every((film) => setB.has(film)));
        expect(bitsetOf(n, a).intersect(other).isWithin(other)).toBe(true);
        expectSame(other, setB);
      }),
    );
  });

  it.each([0, 1, 31, 32, 33, 64, 65, 1000])('is full with exactly %d films', (n) => {
    const full = Bitset.full(n);
    expect(full.count()).toBe(n);
    expect(filmsOf(full)).toHaveLength(n);
    // The bits behind the last film must not count when sets are combined.
    expect(full.has(n)).toBe(false);
    expect(new Bitset(n).union(full).count()).toBe(n);
    expect(full.subtract(Bitset.full(n)).count()).toBe(0);
  });

  it('starts empty, and answers no for films beyond its size', () => {
    expect(new Bitset(40).count()).toBe(0);
    expect(new Bitset(0).has(0)).toBe(false);
    expect(Bitset.full(32).has(32)).toBe(false);
  });
});
