import type { Facts } from '../mapping.js';
import { moviesMetadataMapping } from './movies-metadata.js';

const row = (columns: Readonly<Record<string, string>> = {}) => ({
  adult: 'False',
  belongs_to_collection: `{'id': 7, 'name': "Ada's Travels Collection", 'poster_path': None}`,
  genres: `[{'id': 12, 'name': 'Adventure'}, {'id': 10751, 'name': 'Family'}]`,
  id: '4711',
  imdb_id: 'tt0123456',
  original_language: 'fr',
  original_title: 'Le Voyage',
  overview: 'A girl takes a boat.',
  popularity: '3.25',
  release_date: '2003-05-01',
  runtime: '91.0',
  tagline: 'Row.',
  title: 'The Voyage',
  ...columns,
});
const candidateOf = (columns?: Readonly<Record<string, string>>) =>
  moviesMetadataMapping.toFilm(row(columns));

describe('the mapping of the films of The Movies Dataset', () => {
  it('turns a whole row into the facts of a film, and nothing else', () => {
    expect(candidateOf()).toStrictEqual({
      film: {
        id: 4711,
        title: 'The Voyage',
        originalTitle: 'Le Voyage',
        year: 2003,
        description: 'A girl takes a boat.',
        tagline: 'Row.',
        genres: ['Adventure', 'Family'],
        collection: "Ada's Travels Collection",
        runtimeMinutes: 91,
        language: 'fr',
        popularity: 3.25,
        externalIds: { tmdb: 4711, imdb: 'tt0123456' },
      },
      faults: [],
    });
  });

  it.each(['1997-08-20', '0', '-3', '3.5', 'tt0123456', ' - Written by Ada'])(
    'refuses a row whose id is %j: its columns are shifted, or it is no row of this data set',
    (id) => {
      expect(candidateOf({ id }).faults).toContainEqual({
        kind: 'wrong-type',
        field: 'id',
        value: JSON.stringify(id),
        reason: 'not an id of TMDB; the columns of this row may be shifted',
        action: 'refused',
      });
    },
  );

  it('leaves a missing id to validation', () => {
    const { film, faults } = candidateOf({ id: '' });
    expect(film).not.toHaveProperty('id');
    expect(faults).toEqual([]);
  });

  it.each([
    ['', undefined],
    ['None', 'None'],
    [`{'id': 7, 'name': 'A'}`, 'A'],
    [`{"id": 7, "name": "A"}`, 'A'],
  ])('reads the collection %j as %j', (belongs_to_collection, collection) => {
    expect(candidateOf({ belongs_to_collection }).film.collection).toBe(collection);
  });

  it.each([
    ['belongs_to_collection', 'collection', `{'id': 7, 'name': 'A`],
    ['genres', 'genres', `[{'id': 12, 'name'`],
  ])('drops a %s that was cut, which would pass for a label', (column, field, value) => {
    const { film, faults } = candidateOf({ [column]: value });
    expect(film).not.toHaveProperty(field);
    expect(faults).toEqual([expect.objectContaining({ field, action: 'dropped' })]);
  });

  it('adds people and keywords from the tables beside it', () => {
    const [credits, keywords] = moviesMetadataMapping.sideTables;
    expect([credits.fileNames, keywords.fileNames]).toEqual([['credits.csv'], ['keywords.csv']]);
    const crew = `[{'job': 'Director', 'name': 'Ada O\\'Hara'}]`;
    const cast = `[{'name': 'Al', 'order': 0, 'profile_path': None}]`;
    const beside: Facts = {
      ...credits.facts(credits.gather({ id: '4711', cast, crew }, undefined).held),
      ...keywords.facts(
        keywords.gather({ id: '4711', keywords: `[{'id': 1, 'name': 'boat'}]` }, undefined).held,
      ),
    };
    expect(moviesMetadataMapping.toFilm(row(), beside).film).toMatchObject({
      directors: ["Ada O'Hara"],
      cast: ['Al'],
      keywords: ['boat'],
    });
  });
});
