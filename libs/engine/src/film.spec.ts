import fc from 'fast-check';
import { compareFilms, type Film } from './film.js';
import { aFilm } from './testing/film-builder.js';

const ids = (films: readonly Film[]) => [...films].sort(compareFilms).map(({ id }) => id);

const someFilm = fc
  .record({
    id: fc.oneof(
      fc.integer({ min: -3, max: 12 }),
      fc.constantFrom('1', '2', '10', 'a', 'B', 'é', ''),
    ),
    popularity: fc.option(fc.constantFrom(0, 0.5, 1, 7), { nil: undefined }),
  })
  .map(({ id, popularity }) => aFilm(id, { popularity }));

describe('compareFilms', () => {
  it('puts the more popular film first', () => {
    const films = [1, 30, 2].map((popularity, i) => aFilm(i, { popularity }));
    expect(ids(films)).toEqual([1, 2, 0]);
  });

  it('takes an unknown popularity for none', () => {
    const films = [aFilm(3), aFilm(2, { popularity: 0 }), aFilm(1), aFilm(9, { popularity: 0.1 })];
    expect(ids(films)).toEqual([9, 1, 2, 3]);
  });

  it('orders integer ids as numbers, before string ids by code units', () => {
    const films = ['b', 10, 'a', '9', 9, 'B', '10', -1].map((id) => aFilm(id));
    expect(ids(films)).toEqual([-1, 9, 10, '10', '9', 'B', 'a', 'b']);
  });

  it('asks the id only when popularity ties', () => {
    expect(compareFilms(aFilm('z', { popularity: 2 }), aFilm(1, { popularity: 1 }))).toBeLessThan(
      0,
    );
    expect(
      compareFilms(aFilm('z', { popularity: 1 }), aFilm(1, { popularity: 1 })),
    ).toBeGreaterThan(0);
  });

  it('is a total order: antisymmetric, transitive, and 0 only for the same id and popularity', () => {
    fc.assert(
      fc.property(someFilm, someFilm, someFilm, (a, b, c) => {
        const [ab, ba] = [compareFilms(a, b), compareFilms(b, a)];
        expect(Math.sign(ab) + Math.sign(ba)).toBe(0);
        if (ab <= 0 && compareFilms(b, c) <= 0) expect(compareFilms(a, c)).toBeLessThanOrEqual(0);
        const isSame = a.id === b.id && (a.popularity ?? 0) === (b.popularity ?? 0);
        expect(ab === 0).toBe(isSame);
      }),
      { numRuns: 1000 },
    );
  });

  it('gives one order, whatever order the films come in', () => {
    const shuffled = fc
      .uniqueArray(someFilm, { selector: ({ id }) => id, maxLength: 12 })
      .chain((films) =>
        fc.tuple(fc.constant(films), fc.shuffledSubarray(films, { minLength: films.length })),
      );
    fc.assert(
      fc.property(shuffled, ([films, other]) => {
        expect(ids(other)).toEqual(ids(films));
      }),
    );
  });
});
