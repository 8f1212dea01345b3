import fc from 'fast-check';
import { Growable } from './growable.js';

describe('Growable', () => {
  it('gives back what was pushed, however small it began', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.nat(), { maxLength: 100, size: 'max' }),
        (capacity, values) => {
          const growable = new Growable(new Uint32Array(capacity));
          for (const value of values) growable.push(value);
          expect(growable.length).toBe(values.length);
          expect(growable.toArray()).toEqual(Uint32Array.from(values));
          values.forEach((value, i) => expect(growable.at(i)).toBe(value));
        },
      ),
    );
  });

  it('keeps the kind of its array', () => {
    const growable = new Growable(new Float32Array(1));
    for (const value of [0.5, 1.5, 2.5]) growable.push(value);
    expect(growable.toArray()).toEqual(Float32Array.of(0.5, 1.5, 2.5));
  });

  it('gives a copy: what is pushed later does not change it', () => {
    const growable = new Growable(new Uint32Array(4));
    growable.push(1);
    const copy = growable.toArray();
    growable.push(2);
    expect(copy).toEqual(Uint32Array.of(1));
  });
});
