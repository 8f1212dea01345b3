import fc from 'fast-check';
import { FilterIndex, type Filter } from './filter.js';
import { Bitset } from './index/bitset.js';
import { catalogues, filters } from './testing/arbitraries.js';
import { aFilm } from './testing/film-builder.js';
import { naivePasses } from './testing/naive.js';

const films = [
  aFilm(0, {
    genres: ['Drama', 'Comédie'],
    year: 1995,
    runtimeMinutes: 90,
    language: 'fr',
    maturity: 'PG',
  }),
  aFilm(1, { genres: ['drama'], year: 2001, runtimeMinutes: 120.5, language: 'en', maturity: 'R' }),
  aFilm(2, { genres: ['Horror'] }),
  aFilm(3),
];
const index = FilterIndex.of(films);

const passing = (filter: Filter): number[] => {
  const matched = index.match(filter);
  return films.map((_, i) => i).filter((i) => matched.has(i));
};

describe('FilterIndex', () => {
  it('lets through exactly the films that fulfil every condition', () => {
    fc.assert(
      fc.property(catalogues(0, 70), filters, (catalogue, filter) => {
        const matched = FilterIndex.of(catalogue).match(filter);
        const expected = catalogue.map((film) => naivePasses(film, filter));
        expect(catalogue.map((_, i) => matched.has(i))).toEqual(expected);
        expect(matched.count()).toBe(expected.filter(Boolean).length);
      }),
      { numRuns: 1000 },
    );
  });

  it('answers alike when it is asked again', () => {
    fc.assert(
      fc.property(catalogues(), fc.array(filters, { maxLength: 5 }), (catalogue, asked) => {
        const shared = FilterIndex.of(catalogue);
        for (const filter of asked) {
          const first = shared.match(filter);
          // What is handed out may be changed by whoever asked.
          first.union(shared.match({}));
          const fresh = FilterIndex.of(catalogue).match(filter);
          expect(shared.match(filter)).toEqual(fresh);
        }
      }),
    );
  });

  it.each<[string, Filter, number[]]>([
    ['all films pass no condition', {}, [0, 1, 2, 3]],
    ['any: one of the genres is enough', { genres: { any: ['comédie', 'horror'] } }, [0, 2]],
    ['all: every genre is needed', { genres: { all: ['drama', 'comédie'] } }, [0]],
    ['none: a film without genres passes', { genres: { none: ['drama'] } }, [2, 3]],
    ['case and accents do not count', { genres: { any: ['COMEDIE'] } }, [0]],
    ['nor do outer spaces', { genres: { any: [' Drama '] } }, [0, 1]],
    ['any of no genres is no film', { genres: { any: [] } }, []],
    ['all of no genres is every film', { genres: { all: [] } }, [0, 1, 2, 3]],
    ['no film has an unknown genre', { genres: { any: ['Western'] } }, []],
    ['none has it either way', { genres: { none: ['Western'] } }, [0, 1, 2, 3]],
    ['the ends of a range belong to it', { year: { from: 1995, to: 2001 } }, [0, 1]],
    ['an open start', { year: { to: 2000 } }, [0]],
    ['an open end', { year: { from: 1996 } }, [1]],
    ['a film without the fact is in no range', { year: {} }, [0, 1]],
    ['a range that is upside down is empty', { year: { from: 2001, to: 1995 } }, []],
    ['runtime, with fractions', { runtimeMinutes: { from: 91, to: 120.5 } }, [1]],
    ['one of the languages', { language: ['fr', 'en'] }, [0, 1]],
    ['one of the maturity ratings', { maturity: ['pg', 'X'] }, [0]],
    ['all conditions together', { genres: { any: ['drama'] }, year: { from: 2000 } }, [1]],
  ])('%s', (_, filter, expected) => {
    expect(passing(filter)).toEqual(expected);
  });

  it('knows the genres as they were first written, sorted, each once', () => {
    expect(index.knownGenres().all).toEqual(['Comédie', 'Drama', 'Horror']);
    expect(index.knownMaturities().all).toEqual(['PG', 'R']);
  });

  it('knows a genre or rating in any spelling', () => {
    expect(index.knownGenres().has('COMEDIE')).toBe(true);
    expect(index.knownGenres().has('Western')).toBe(false);
    expect(index.knownGenres().has('PG')).toBe(false);
    expect(index.knownMaturities().has('pg')).toBe(true);
    expect(index.knownMaturities().has('Drama')).toBe(false);
  });

  it('knows no genre or rating that only withheld films have', () => {
    const of = (...labels: readonly string[][]) =>
      FilterIndex.of(labels.map((genres, id) => aFilm(id, { genres, maturity: genres[0] })));
    const labels = of(['Drama'], ['drama', 'Horror'], ['Western']);
    const withheld = Bitset.of(3, [1, 2]);
    const { all, has, like } = labels.knownGenres(withheld);
    expect(all).toEqual(['Drama']);
    expect(['Drama', 'Horror', 'Western'].map(has)).toEqual([true, false, false]);
    expect(['Drame', 'Horor', 'Western'].map((label) => like(label, 3))).toEqual([
      ['Drama'],
      [],
      [],
    ]);
    expect(labels.knownMaturities(withheld).all).toEqual(['Drama']);
    expect(labels.knownMaturities(Bitset.full(3)).all).toEqual([]);
  });

  it('answers about no films', () => {
    const none = FilterIndex.of([]);
    expect(none.match({ genres: { any: ['Drama'] }, year: { from: 1 } }).count()).toBe(0);
    expect(none.knownGenres().all).toEqual([]);
  });
});
