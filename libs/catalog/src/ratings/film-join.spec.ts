import { FilmJoin } from './film-join.js';
import { readLinks } from './read-links.js';
import { rowsOf } from './testing/rows.js';

const FILMS = [
  { id: 1, externalIds: { tmdb: 862, imdb: 'tt0114709' } },
  { id: 'tt0113277', externalIds: { imdb: 'tt0113277' } },
  { id: 862 },
  { id: '2', externalIds: { tmdb: 862 } },
];

describe('FilmJoin without links', () => {
  const join = new FilmJoin(FILMS);

  it.each([
    [1, 0],
    ['1', 0],
    ['1.0', 0],
    [' tt0113277 ', 1],
    ['862', 2],
    [2, 3],
  ])('finds the film whose id is %p', (cell, place) => {
    expect(join.find(cell)).toEqual({ place, by: 'id' });
  });

  it.each([3, 'tt0114709', '', undefined])('finds none for %p', (cell) => {
    expect(join.find(cell)).toBeUndefined();
  });
});

describe('FilmJoin with links', () => {
  const links = readLinks(
    rowsOf([
      { movieId: '1', imdbId: '0113277', tmdbId: '862' },
      { movieId: '2', imdbId: '0113277', tmdbId: '949' },
      { movieId: '3', imdbId: '113277', tmdbId: '' },
      { movieId: '4', imdbId: '0099999', tmdbId: '7' },
    ]),
    'links.csv',
  );

  it('finds a film by what TMDB calls it, the first one if two are called so', async () => {
    const join = new FilmJoin(FILMS, await links);
    expect(join.find('1')).toEqual({ place: 0, by: 'tmdb' });
  });

  it('finds a film by what IMDb calls it where TMDB does not help', async () => {
    const join = new FilmJoin(FILMS, await links);
    expect(join.find('2')).toEqual({ place: 1, by: 'imdb' });
    expect(join.find('3.0')).toEqual({ place: 1, by: 'imdb' });
  });

  it('takes no id of a rating for an id of the catalogue', async () => {
    const join = new FilmJoin(FILMS, await links);
    for (const cell of ['862', 'tt0113277', '4', '9']) expect(join.find(cell)).toBeUndefined();
  });
});

describe('readLinks', () => {
  it('names what is wrong with its line, and goes on', async () => {
    const links = await readLinks(
      rowsOf([
        { movieId: '1', imdbId: '0114709', tmdbId: '862' },
        'half a row',
        { movieId: '', imdbId: '1', tmdbId: '2' },
        { movieId: '5', imdbId: 'x', tmdbId: '11' },
      ]),
      'links.csv',
    );
    const { groups } = links;
    expect(links.rows).toBe(4);
    expect(groups.flatMap(({ findings }) => findings.map(({ line }) => line)).sort()).toEqual([
      3, 4, 5,
    ]);
    expect(groups[0].findings[0].source).toBe('links.csv');
    expect(links.of('1')).toEqual({ tmdb: '862', imdb: 'tt0114709' });
    expect(links.of('5')).toEqual({ tmdb: '11', imdb: undefined });
    expect(links.of('6')).toEqual({ tmdb: undefined, imdb: undefined });
  });
});
