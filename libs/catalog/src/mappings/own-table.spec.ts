import fc from 'fast-check';
import { ownMapping } from './own.js';
import { ownTableMapping } from './own-table.js';

const filmOf = (cells: Readonly<Record<string, string>>) =>
  ownTableMapping.toFilm({ id: '1', title: 'Heat', ...cells }).film;

describe("the mapping of the project's own format as a table", () => {
  it('reads numbers and lists from their cells', () => {
    const cells = {
      year: '1995',
      runtimeMinutes: '170.0',
      popularity: '0.5',
      genres: 'Crime|Drama',
      keywords: 'bank robbery',
      directors: 'Michael Mann',
      cast: 'Al Pacino|Robert De Niro',
      'externalIds.tmdb': '949',
      'externalIds.imdb': 'tt0113277',
    };
    expect(filmOf(cells)).toStrictEqual({
      id: 1,
      title: 'Heat',
      year: 1995,
      runtimeMinutes: 170,
      popularity: 0.5,
      genres: ['Crime', 'Drama'],
      keywords: ['bank robbery'],
      directors: ['Michael Mann'],
      cast: ['Al Pacino', 'Robert De Niro'],
      externalIds: { tmdb: 949, imdb: 'tt0113277' },
    });
  });

  it('leaves out external ids of which none is stated', () => {
    const film = filmOf({ 'externalIds.tmdb': '', 'externalIds.imdb': ' ' });
    expect(film).toStrictEqual({ id: 1, title: 'Heat' });
  });

  it.each([...ownMapping.columns, 'rating'])('leaves out the fact of a blank %s', (column) => {
    expect(filmOf({ [column]: '' })).not.toHaveProperty(column);
    expect(filmOf({ [column]: ' \t' })).not.toHaveProperty(column);
  });

  it.each([
    ['0', 0],
    ['-7', -7],
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', '9007199254740993'],
    ['007', '007'],
    ['-0', '-0'],
    ['1.0', '1.0'],
    ['1e3', '1e3'],
    [' 1', ' 1'],
    ['tt0113277', 'tt0113277'],
    ['"7"', '7'],
    ['" "', ' '],
    [String.raw`"\"7\""`, '"7"'],
    ['"7', '"7'],
    ['"7"7', '"7"7'],
    ['"', '"'],
  ])('reads the id %j as %j: an integer only where an integer is written so', (cell, id) => {
    expect(filmOf({ id: cell }).id).toBe(id);
  });

  it.each([
    ['year', 'once'],
    ['year', 'Infinity'],
    ['runtimeMinutes', '170 min'],
    ['popularity', 'NaN'],
  ])('passes on a %s of %j as it is, for validation to name', (column, cell) => {
    expect(filmOf({ [column]: cell })).toHaveProperty(column, cell);
  });

  it('leaves out a column that is no fact of a film', () => {
    expect(filmOf({ rating: '8' })).toStrictEqual({ id: 1, title: 'Heat' });
  });

  it('keeps numbers in texts as texts', () => {
    expect(filmOf({ title: '300', tagline: '7' })).toMatchObject({ title: '300', tagline: '7' });
  });

  it('keeps blank entries of a list, for validation to name', () => {
    expect(filmOf({ genres: 'Crime||Drama' })).toHaveProperty('genres', ['Crime', '', 'Drama']);
  });

  it.each<[string, unknown]>([
    ['["Crime|Drama", "Film \\"Noir\\""]', ['Crime|Drama', 'Film "Noir"']],
    [' [ "[rec]" ] ', ['[rec]']],
    ['[]', []],
    ['["Crime", 7, null]', ['Crime', 7, null]],
    ['Crime|[rec]', ['Crime', '[rec]']],
  ])('reads the list %j as %j: JSON where it begins so', (cell, genres) => {
    expect(filmOf({ genres: cell }).genres).toStrictEqual(genres);
  });

  it.each(['["Crime", "Dra', '[rec]|horror', '['])(
    'drops the list %j, which begins like JSON and is none, because it would pass for a label',
    (keywords) => {
      const { film, faults } = ownTableMapping.toFilm({ id: '1', title: 'Heat', keywords });
      expect(film).toStrictEqual({ id: 1, title: 'Heat' });
      expect(faults).toEqual([
        expect.objectContaining({
          field: 'keywords',
          value: JSON.stringify(keywords),
          action: 'dropped',
        }),
      ]);
    },
  );

  it('differs from the own format in nothing but how values are written', () => {
    const { name, columns, required } = ownMapping;
    expect(ownTableMapping).toMatchObject({ name, required });
    const facts = new Set(ownTableMapping.columns.map((column) => column.split('.')[0]));
    expect([...facts]).toEqual(columns);
  });

  it('takes no column name for a function of its own', () =>
    fc.assert(
      fc.property(fc.constantFrom(...Object.getOwnPropertyNames(Object.prototype)), (name) => {
        const fields = Object.fromEntries([[name, 'x']]);
        expect(ownTableMapping.toFilm(fields)).toStrictEqual({ film: {}, faults: [] });
      }),
      { seed: 1, numRuns: 50 },
    ));
});
