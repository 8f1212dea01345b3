import fc from 'fast-check';
import type { Likes } from '../audience/likes.js';
import type { Film } from '../film.js';
import type { Filter } from '../filter.js';
import { likesFrom } from './likes-builder.js';

/** Few words, so that films share them; none is a stop word and each is its own English stem. */
export const WORDS = ['robot', 'kraken', 'tango', 'comet', 'ghost', 'desert', 'violin', 'train'];
/** The same label in several spellings, and labels that stand alone. */
const GENRES = ['Drama', 'drama', 'Comédie', 'COMEDIE ', 'Horror', 'Science Fiction'];
const PEOPLE = ['Ana Ruiz', 'ana ruiz', 'Bo Chen', 'Cy Ek', 'Di Fox'];
const LANGUAGES = ['en', 'fr', 'ko'];
const MATURITIES = ['PG', 'pg', 'R'];

const text = (maxWords: number) =>
  fc
    .array(fc.constantFrom(...WORDS), { maxLength: maxWords, size: 'max' })
    .map((words) => words.join(' '));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const some = (labels: readonly string[], maxLength = 3) =>
  fc.array(fc.constantFrom(...labels), { maxLength });

const facts: fc.Arbitrary<Omit<Film, 'id'>> = fc.record({
  title: text(2),
  description: maybe(text(8)),
  tagline: maybe(text(2)),
  genres: maybe(some(GENRES)),
  keywords: maybe(
    fc.array(
      text(3).filter((words) => words !== ''),
      { maxLength: 3 },
    ),
  ),
  directors: maybe(some(PEOPLE, 2)),
  cast: maybe(some(PEOPLE, 4)),
  collection: maybe(fc.constantFrom('Kraken Saga', 'robot')),
  year: maybe(fc.integer({ min: 1960, max: 2025 })),
  runtimeMinutes: maybe(fc.integer({ min: 80, max: 180 })),
  language: maybe(fc.constantFrom(...LANGUAGES)),
  maturity: maybe(fc.constantFrom(...MATURITIES)),
  popularity: maybe(fc.integer({ min: 0, max: 2 })),
});

/** Catalogues in which much is shared, much is missing and some films are alike; ids of both kinds. */
export function catalogues(minLength = 0, maxLength = 24): fc.Arbitrary<readonly Film[]> {
  return fc
    .array(facts, { minLength, maxLength, size: 'max' })
    .map((all) => all.map((film, i) => ({ ...film, id: i % 3 === 2 ? `id-${i}` : i })));
}

const ranges = (min: number, max: number) =>
  fc.record({ from: fc.integer({ min, max }), to: fc.integer({ min, max }) }, { requiredKeys: [] });

export const filters: fc.Arbitrary<Filter> = fc.record(
  {
    genres: fc.record(
      {
        any: some([...GENRES, 'western']),
        all: some([...GENRES, 'western'], 2),
        none: some([...GENRES, 'western'], 2),
      },
      { requiredKeys: [] },
    ),
    year: ranges(1960, 2025),
    runtimeMinutes: ranges(80, 180),
    language: some([...LANGUAGES, 'KO', 'xx']),
    maturity: some([...MATURITIES, 'X']),
  },
  { requiredKeys: [] },
);

/**
 * Any text of letters, signs and spaces as catalogues have them. Not of every character there is:
 * Unicode's compatibility forms have corners that no title reaches.
 */
export const ordinaryTexts = fc.string({
  unit: fc.constantFrom(
    ...[
      'a',
      'B',
      's',
      'é',
      'É',
      'e\u0301',
      'ñ',
      'ß',
      'ø',
      'ü',
      'ж',
      'Й',
      'й',
      '가',
      'ガ',
      'の',
      '東',
      '京',
    ],
    ...[
      'ไ',
      'ท',
      'हि',
      'ع',
      'ﬁ',
      'Ａ',
      '²',
      '1',
      '9',
      ' ',
      '  ',
      '\t',
      '-',
      "'",
      '.',
      ',',
      '&',
      '!',
      '·',
    ],
  ),
  maxLength: 30,
  size: 'max',
});

/** Wishes, some of whose words no film has. */
export const wishes = fc
  .array(fc.constantFrom(...WORDS, 'unheard', 'horror', 'ana ruiz', 'science fiction'), {
    maxLength: 4,
  })
  .map((words) => words.join(' '));

/**
 * Who likes which of these films: tastes that overlap much, films that nobody likes, viewers who
 * like nothing or name a film twice, and likes of films that the catalogue does not have.
 */
export function likesOf(films: readonly Film[], maxViewers = 12): fc.Arbitrary<Likes> {
  const filmIds = [...films.map(({ id }) => id).reverse(), 'unknown', -1];
  const taste = fc.array(fc.nat({ max: filmIds.length - 1 }), { maxLength: 8, size: 'max' });
  return fc
    .array(taste, { maxLength: maxViewers, size: 'max' })
    .map((tastes) => likesFrom(filmIds, tastes));
}

/** A catalogue and who likes what of it. */
export const cataloguesWithLikes = (minLength = 0, maxLength = 24) =>
  catalogues(minLength, maxLength).chain((films) => fc.tuple(fc.constant(films), likesOf(films)));
