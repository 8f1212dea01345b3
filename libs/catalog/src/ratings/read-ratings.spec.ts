import fc from 'fast-check';
import { CatalogueError } from '../errors.js';
import { readLinks } from './read-links.js';
import { readRatings } from './read-ratings.js';
import type { RatingsOptions } from './ratings-options.js';
import { rowsOf } from './testing/rows.js';

const FILMS = [{ id: 10 }, { id: '20' }, { id: 30 }];
type Given = Parameters<typeof rowsOf>[0];

const rate = (userId: unknown, movieId: unknown, rating: unknown) => ({ userId, movieId, rating });
const read = (rows: Given, options: Partial<RatingsOptions> = {}) =>
  readRatings(rowsOf(rows), FILMS, { source: 'ratings.csv', ...options });

/** What each viewer likes, as places in the catalogue. */
async function tastes(rows: Given, options?: Partial<RatingsOptions>): Promise<number[][]> {
  const { starts, films } = (await read(rows, options)).likes;
  return Array.from({ length: starts.length - 1 }, (_, v) => [
    ...films.subarray(starts[v], starts[v + 1]),
  ]);
}

describe('readRatings', () => {
  it('takes four stars and more for a like', async () => {
    const rows = [rate('a', '10', '4.0'), rate('a', '20', '3.5'), rate('a', '30', '5')];
    expect(await tastes(rows)).toEqual([[0, 2]]);
    expect(await tastes(rows, { likedFrom: 3.5 })).toEqual([[0, 1, 2]]);
    expect(await tastes(rows, { highest: 10 })).toEqual([[]]);
    expect(await tastes(rows, { highest: 10, likedFrom: 5 })).toEqual([[2]]);
  });

  it('gathers what users like, whatever order the rows have', () => {
    const rating = fc.record({
      userId: fc.constantFrom('7', 'b', 'c'),
      movieId: fc.constantFrom('10', '20', '30', '40'),
      rating: fc.constantFrom('1', '4', '5'),
    });
    return fc.assert(
      fc.asyncProperty(fc.array(rating, { minLength: 1, maxLength: 20 }), async (rows) => {
        const users = [...new Set(rows.map(({ userId }) => userId))];
        const ids = ['10', '20', '30'];
        const liked = rows.filter((row) => Number(row.rating) >= 4 && ids.includes(row.movieId));
        expect(await tastes(rows)).toEqual(
          users.map((user) =>
            liked
              .filter(({ userId }) => userId === user)
              .map(({ movieId }) => ids.indexOf(movieId)),
          ),
        );
      }),
    );
  });

  it('gives away no name of a user', async () => {
    const { likes } = await read([rate('alice', '10', '5'), rate('bob', '20', '5')]);
    expect(Object.keys(likes).sort()).toEqual(['filmIds', 'films', 'starts']);
    expect(likes.filmIds).toEqual([10, '20', 30]);
  });

  it('reports what became of the rows', async () => {
    const { report } = await read([
      rate('a', '10', '4'),
      rate('a', '20', '2'),
      rate('b', '10', '5'),
      rate('c', '20', '1'),
      rate('c', '99', '5'),
      rate('c', '10', 'none'),
      'half a row',
    ]);
    expect(report).toMatchObject({
      source: 'ratings.csv',
      read: 7,
      refused: 2,
      ratings: 5,
      joined: 4,
      likes: 2,
      likedFrom: 4,
      users: 3,
      viewers: 2,
      filmsRated: 3,
      filmsJoined: { id: 2, tmdb: 0, imdb: 0 },
    });
  });

  it('names the line of each row that it refuses, and goes on behind it', async () => {
    const { report, likes } = await read([
      'half a row',
      rate('a', '10', ''),
      rate('', '10', '5'),
      rate('a', '10', '50'),
      rate('a', '10', '5'),
    ]);
    const found = report.groups.flatMap(({ findings }) => findings);
    expect(found.map(({ line, kind, source }) => [line, kind, source])).toEqual([
      [2, 'unreadable-row', 'ratings.csv'],
      [3, 'wrong-type', 'ratings.csv'],
      [4, 'missing-id', 'ratings.csv'],
      [5, 'impossible-value', 'ratings.csv'],
    ]);
    expect([...likes.films]).toEqual([0]);
  });

  it('keeps a thousand findings of a kind and counts them all', async () => {
    const { report } = await read(Array.from({ length: 1_500 }, () => rate('a', '10', 'x')));
    expect(report.groups.map(({ count, findings }) => [count, findings.length])).toEqual([
      [1_500, 1_000],
    ]);
  });

  it('joins by links and tells by what', async () => {
    const films = [
      { id: 1, externalIds: { tmdb: 862 } },
      { id: 2, externalIds: { imdb: 'tt0113277' } },
    ];
    const links = await readLinks(
      rowsOf([
        { movieId: '7', imdbId: '0114709', tmdbId: '862' },
        { movieId: '8', imdbId: '0113277', tmdbId: '949' },
      ]),
      'links.csv',
    );
    const rows = [rate('a', '7', '5'), rate('a', '8', '5'), rate('a', '1', '5')];
    const { likes, report } = await readRatings(rowsOf(rows), films, { source: 'r', links });
    expect([...likes.films]).toEqual([0, 1]);
    expect(report.filmsJoined).toEqual({ id: 0, tmdb: 1, imdb: 1 });
    expect([report.joined, report.filmsRated]).toEqual([2, 3]);
  });

  it('tells how many rows it has read', async () => {
    const told: number[] = [];
    await read(['half a row', rate('a', '10', '5')], { onRow: (rows) => told.push(rows) });
    expect(told).toEqual([1, 2]);
  });

  it.each<[string, Given, string]>([
    ['no rows', [], 'ratings.csv holds no ratings'],
    [
      'another table',
      ['half a row', { movieId: '1', title: 'Heat' }],
      'ratings.csv is no table of ratings: line 3 has movieId, title; expected at least userId',
    ],
  ])('refuses %s', async (_, rows, message) => {
    await expect(read(rows)).rejects.toThrow(CatalogueError);
    await expect(read(rows)).rejects.toThrow(message);
  });
});
