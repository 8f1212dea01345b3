import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readRatingsAt } from '../index.js';

const FILMS = [
  { id: 949, externalIds: { tmdb: 949 } },
  { id: 603, externalIds: { tmdb: 603 } },
];
const RATINGS = 'userId,movieId,rating,timestamp\na,6,5,1\na,2571,4,1\nb,6,2,1\nb,99,5,1\n';
const LINKS = 'movieId,imdbId,tmdbId\n6,0113277,949\n2571,0133093,603\n';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ratings-'));
});
afterEach(() => rm(folder, { recursive: true }));

const put = (name: string, content: string | Uint8Array): Promise<void> =>
  writeFile(join(folder, name), content);

describe('readRatingsAt', () => {
  it('finds ratings and links in a folder, whatever else lies there', async () => {
    await put('ratings.csv', RATINGS);
    await put('links.csv', LINKS);
    await put('movies.csv', 'movieId,title,genres\n6,Heat (1995),Crime\n');
    const { likes, report, linksSource } = await readRatingsAt(folder, FILMS);
    expect(linksSource).toBe(join(folder, 'links.csv'));
    expect(report).toMatchObject({ read: 4, joined: 3, likes: 2, viewers: 1 });
    expect(report.filmsJoined).toEqual({ id: 0, tmdb: 2, imdb: 0 });
    expect([...likes.films].map((film) => likes.filmIds[film]).sort()).toEqual([603, 949]);
  });

  it('finds the links beside a single file, packed or not', async () => {
    await put('ratings.csv', RATINGS);
    await put('links.csv.gz', gzipSync(LINKS));
    const { linksSource } = await readRatingsAt(join(folder, 'ratings.csv'), FILMS);
    expect(linksSource).toBe(join(folder, 'links.csv.gz'));
  });

  it('takes the ids of the ratings for those of the catalogue where there are no links', async () => {
    await put('ratings.csv', RATINGS.replaceAll(',6,', ',949,'));
    const { report, linksSource } = await readRatingsAt(join(folder, 'ratings.csv'), FILMS);
    expect(linksSource).toBeUndefined();
    expect(report.filmsJoined).toEqual({ id: 1, tmdb: 0, imdb: 0 });
  });

  it('says so where there are no ratings', async () => {
    await put('movies.csv', 'movieId,title,genres\n6,Heat (1995),Crime\n');
    await expect(readRatingsAt(folder, FILMS)).rejects.toThrow(
      /holds no ratings: no file has the columns userId, movieId, rating/u,
    );
  });
});
