import { tmdb5000Mapping } from './tmdb-5000.js';

/** A row as the CSV reader hands it over: every value is text. */
const row = (columns: Readonly<Record<string, string>> = {}) => ({
  id: '603',
  title: 'The Matrix',
  original_title: 'The Matrix',
  release_date: '1999-03-30',
  overview: 'A hacker wakes up.',
  tagline: 'Free your mind.',
  genres: '[{"id": 28, "name": "Action"}, {"id": 878, "name": "Science Fiction"}]',
  keywords: '[{"id": 83, "name": "saving the world"}]',
  runtime: '136.0',
  original_language: 'en',
  popularity: '104.309993',
  budget: '63000000',
  ...columns,
});

const filmOf = (columns?: Readonly<Record<string, string>>) =>
  tmdb5000Mapping.toFilm(row(columns)).film;

describe('the mapping of TMDB 5000', () => {
  it('turns a whole row into the facts of a film, and nothing else', () => {
    expect(filmOf()).toStrictEqual({
      id: 603,
      title: 'The Matrix',
      year: 1999,
      description: 'A hacker wakes up.',
      tagline: 'Free your mind.',
      genres: ['Action', 'Science Fiction'],
      keywords: ['saving the world'],
      runtimeMinutes: 136,
      language: 'en',
      popularity: 104.309993,
      externalIds: { tmdb: 603 },
    });
  });

  it('states the original title only where it differs from the title', () => {
    expect(filmOf()).not.toHaveProperty('originalTitle');
    expect(filmOf({ original_title: '黒い雨' })).toHaveProperty('originalTitle', '黒い雨');
  });

  it.each([
    ['original_title', 'originalTitle'],
    ['release_date', 'year'],
    ['overview', 'description'],
    ['tagline', 'tagline'],
    ['genres', 'genres'],
    ['keywords', 'keywords'],
    ['runtime', 'runtimeMinutes'],
    ['original_language', 'language'],
    ['popularity', 'popularity'],
    ['id', 'id'],
    ['id', 'externalIds'],
    ['title', 'title'],
  ])('leaves out the fact of a blank %s', (column, fact) => {
    expect(filmOf({ [column]: '' })).not.toHaveProperty(fact);
    expect(filmOf({ [column]: '  ' })).not.toHaveProperty(fact);
  });

  it('leaves out the facts of columns that the source does not have', () => {
    const { id, title, overview, genres, keywords } = row();
    expect(tmdb5000Mapping.toFilm({ id, title, overview, genres, keywords }).film).toStrictEqual({
      id: 603,
      title: 'The Matrix',
      description: 'A hacker wakes up.',
      genres: ['Action', 'Science Fiction'],
      keywords: ['saving the world'],
      externalIds: { tmdb: 603 },
    });
  });

  it.each(['0', '0.0'])('passes on the runtime %s, so that the report counts it', (runtime) => {
    expect(filmOf({ runtime })).toHaveProperty('runtimeMinutes', 0);
  });

  it('keeps a popularity of 0, which is a measure and not an absence', () => {
    expect(filmOf({ popularity: '0' })).toHaveProperty('popularity', 0);
  });

  it('reads an empty JSON list as no names', () => {
    expect(filmOf({ genres: '[]' })).toHaveProperty('genres', []);
  });

  it.each([
    ['genres', 'genres', 'Action|Comedy'],
    ['keywords', 'keywords', 'heist'],
    ['release_date', 'year', '30/03/1999'],
    ['release_date', 'year', '1999-03-30T00:00:00Z'],
    ['runtime', 'runtimeMinutes', 'two hours'],
    ['popularity', 'popularity', 'high'],
  ])('passes on a %s that it cannot understand as it is', (column, fact, value) => {
    expect(filmOf({ [column]: value })).toHaveProperty(fact, value);
  });

  it.each([
    ['genres', '[{"id": 28, "name": "Act'],
    ['keywords', '[heist]'],
    ['keywords', '{"name": heist}'],
  ])(
    'drops %s of %j, a list that was broken, because it would pass for a label',
    (field, value) => {
      const { film, faults } = tmdb5000Mapping.toFilm(row({ [field]: value }));
      expect(film).not.toHaveProperty(field);
      expect(faults).toEqual([
        {
          kind: 'wrong-type',
          field,
          value: JSON.stringify(value),
          reason: 'neither JSON nor a Python literal',
          action: 'dropped',
        },
      ]);
    },
  );

  it('has nothing to say against a row that it understands', () => {
    expect(tmdb5000Mapping.toFilm(row()).faults).toEqual([]);
  });

  it('passes on an object where a list should be, for validation to name', () => {
    expect(filmOf({ keywords: '{"name": "heist"}' })).toHaveProperty('keywords', { name: 'heist' });
  });

  it.each([
    ['runtime', 'runtimeMinutes', true],
    ['runtime', 'runtimeMinutes', ['136']],
    ['runtime', 'runtimeMinutes', []],
    ['popularity', 'popularity', false],
    ['id', 'id', [603]],
    ['id', 'id', true],
    ['genres', 'genres', { name: 'Action' }],
    ['genres', 'genres', 7],
  ])('takes a %s for the %s as it is when it is %j and no text', (column, fact, value) => {
    expect(tmdb5000Mapping.toFilm({ ...row(), [column]: value }).film[fact]).toBe(value);
  });

  it('takes numbers that are numbers already', () => {
    const { film } = tmdb5000Mapping.toFilm({ ...row(), id: 7, runtime: 90, popularity: 0.5 });
    expect(film).toMatchObject({ id: 7, runtimeMinutes: 90, popularity: 0.5 });
  });

  it.each(tmdb5000Mapping.columns)('takes a %s of null for a blank one', (column) => {
    const blank = tmdb5000Mapping.toFilm({ ...row(), [column]: '' });
    expect(tmdb5000Mapping.toFilm({ ...row(), [column]: null })).toStrictEqual(blank);
  });

  it.each([
    [[{ id: 28, name: 'Action' }], ['Action']],
    [
      ['Action', 'Crime'],
      ['Action', 'Crime'],
    ],
    [
      ['Action', { name: 'Crime' }],
      ['Action', 'Crime'],
    ],
    [[], []],
    [
      ['Action', null, { id: 28 }, 7],
      ['Action', null, { id: 28 }, 7],
    ],
  ])('reads the names of %j as %j, as a list and as its JSON', (list, names) => {
    expect(tmdb5000Mapping.toFilm({ ...row(), genres: list }).film.genres).toEqual(names);
    expect(filmOf({ genres: JSON.stringify(list) }).genres).toEqual(names);
  });

  it('keeps an id that is no safe integer as text, so that no two ids become one', () => {
    expect(filmOf({ id: 'tt0133093' })).toHaveProperty('id', 'tt0133093');
    expect(filmOf({ id: '1.5' })).toHaveProperty('id', '1.5');
    expect(filmOf({ id: '9007199254740993' })).toHaveProperty('id', '9007199254740993');
  });

  it.each(['tt0133093', '-5', '0', '1.5'])('knows no id at TMDB for the id %j', (id) => {
    expect(filmOf({ id })).not.toHaveProperty('externalIds');
  });

  it('adds who made and played in the film from the credits beside it', () => {
    const beside = { cast: ['Keanu Reeves'], directors: ['Lana Wachowski'] };
    expect(tmdb5000Mapping.toFilm(row(), beside).film).toStrictEqual({ ...filmOf(), ...beside });
  });

  it.each(['603', 603, 603n, ' 603 ', '603.0'])('is joined under "603" for the id %p', (id) => {
    expect(tmdb5000Mapping.key({ ...row(), id })).toBe('603');
  });

  it('knows the credits by the name under which they are published', () => {
    const [credits] = tmdb5000Mapping.sideTables;
    expect(credits).toMatchObject({ name: 'credits', fileNames: ['tmdb_5000_credits.csv'] });
    const fields = { movie_id: '603', title: 'x', cast: '[{"name": "A", "order": 0}]', crew: '[]' };
    expect(credits.key(fields)).toBe('603');
  });
});
