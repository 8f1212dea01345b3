import { movieLensMapping } from './movielens.js';

const filmOf = (fields: Readonly<Record<string, unknown>>, beside?: object) =>
  movieLensMapping.toFilm(
    { movieId: '7', title: 'Boat (1999)', genres: 'Drama', ...fields },
    {
      ...beside,
    },
  ).film;

describe('the mapping of MovieLens', () => {
  it('turns a whole row into the facts of a film', () => {
    const title = 'Boat, The (Bateau, Le) (1999)';
    expect(filmOf({ title, genres: 'Adventure|Sci-Fi|IMAX' })).toStrictEqual({
      id: 7,
      title: 'The Boat',
      year: 1999,
      originalTitle: 'Le Bateau',
      genres: ['Adventure', 'Science Fiction'],
    });
  });

  it.each<[unknown, unknown]>([
    ['Crime|Film-Noir', ['Crime', 'Film Noir']],
    ["Children's|Animation|Children", ['Family', 'Animation']],
    ['Musical', ['Music']],
    ['(no genres listed)', undefined],
    ['IMAX', undefined],
    ['', undefined],
    ['Drama||Crime', ['Drama', '', 'Crime']],
    [
      ['Sci-Fi', 7],
      ['Science Fiction', 7],
    ],
    [7, 7],
  ])('reads the genres %j as %j', (genres, names) => {
    expect(filmOf({ genres }).genres).toEqual(names);
  });

  it('adds ids and tags from the tables beside it', () => {
    const beside = {
      'externalIds.tmdb': 862,
      'externalIds.imdb': 'tt0114709',
      keywords: ['boats'],
    };
    expect(filmOf({}, beside)).toStrictEqual({
      id: 7,
      title: 'Boat',
      year: 1999,
      genres: ['Drama'],
      keywords: ['boats'],
      externalIds: { tmdb: 862, imdb: 'tt0114709' },
    });
  });

  it('passes on a title that is no text, and leaves out one that is blank', () => {
    expect(filmOf({ title: 300 })).toHaveProperty('title', 300);
    expect(filmOf({ title: ' ' })).not.toHaveProperty('title');
  });

  it('knows its side tables by the names under which they are published', () => {
    expect(movieLensMapping.sideTables.map(({ fileNames }) => fileNames)).toEqual([
      ['links.csv'],
      ['tags.csv'],
    ]);
  });
});
