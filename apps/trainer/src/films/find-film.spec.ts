import { type Film, fit, PRESETS, Recommender } from '#engine';
import { FilmNotFoundError, findFilm } from './find-film.js';

const FILMS: readonly Film[] = [
  { id: 300, title: 'Heat', year: 1995 },
  { id: 8, title: '300', year: 2006 },
  { id: 1917, title: 'Ran', year: 1985 },
  { id: '9', title: '1917', year: 2019 },
  { id: 7, title: 'Seven', year: 1995 },
  { id: '7', title: 'Yi Yi', year: 2000 },
  { id: 10, title: '007', year: 1967 },
  { id: 11, title: 'Undated' },
];

const recommender = new Recommender(fit(FILMS, PRESETS.hybrid));

/** The title of the film that is understood. */
const meant = (wanted: string, year?: number): string =>
  recommender.model.films[findFilm(recommender, wanted, year)].title;

describe('the film that is meant', () => {
  it.each([
    ['300', 'Heat'],
    ['1917', 'Ran'],
    ['7', 'Yi Yi'],
    ['8', '300'],
    ['ran', 'Ran'],
    ['007', '007'],
  ])('by %j without a year is %s: an id comes first', (wanted, title) => {
    expect(meant(wanted)).toBe(title);
  });

  it.each([
    ['300', 2006, '300'],
    ['1917', 2019, '1917'],
    ['300', 1995, 'Heat'],
    ['7', 1995, 'Seven'],
    ['7', 2000, 'Yi Yi'],
    ['seven', 1995, 'Seven'],
  ])('by %j of %d is %s: a title of that year, then an id', (wanted, year, title) => {
    expect(meant(wanted, year)).toBe(title);
  });

  it.each([
    ['8', 1995, '300 (2006) (id 8)'],
    ['7', 1900, 'Yi Yi (2000) (id 7), Seven (1995) (id 7)'],
    ['300', 1900, 'Heat (1995) (id 300), 300 (2006) (id 8)'],
    ['11', 1900, 'Undated (id 11)'],
  ])('is not found by %j of %d, but hinted at', (wanted, year, hint) => {
    const ask = () => meant(wanted, year);
    expect(ask).toThrow(FilmNotFoundError);
    expect(ask).toThrow(`no film "${wanted}" of ${year}; did you mean ${hint}?`);
  });

  it.each(['08', '8.0', '+8', ' 8', '8e0', '0x8'])(
    'is not the one of id 8 by %j: an integer is written in one way',
    (wanted) => {
      expect(() => meant(wanted)).toThrow(FilmNotFoundError);
    },
  );
});
