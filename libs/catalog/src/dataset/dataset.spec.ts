import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Catalogue, CatalogueError, readCatalogue } from '../index.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dataset-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
}

const rolesOf = ({ report }: Catalogue) =>
  Object.fromEntries(
    report.sources.map(({ name, role, rows }) => [name.slice(folder.length + 1), [role, rows]]),
  );

const MOVIES = 'movieId,title,genres\n1,"Matrix, The (1999)",Sci-Fi\n2,Heat (1995),Crime\n';
const LINKS = 'movieId,imdbId,tmdbId\n1,0133093,603\n9,0000009,9\n';
const TAGS = 'userId,movieId,tag,timestamp\n1,1,virtual reality,1\n2,1,Virtual Reality,2\n';
const RATINGS = 'userId,movieId,rating,timestamp\n1,1,5,1\n';

describe('a folder', () => {
  it('is read as films and the tables beside them, and ratings are left to others', async () => {
    await put({
      'movies.csv': MOVIES,
      'links.csv': LINKS,
      'tags.csv': TAGS,
      'ratings.csv': RATINGS,
      'README.txt': 'films',
    });
    const catalogue = await readCatalogue(folder);
    expect(catalogue.films[0]).toMatchObject({
      id: 1,
      title: 'The Matrix',
      year: 1999,
      genres: ['Science Fiction'],
      keywords: ['virtual reality'],
      externalIds: { tmdb: 603, imdb: 'tt0133093' },
    });
    expect(rolesOf(catalogue)).toEqual({
      'movies.csv': ['films', 2],
      'links.csv': ['links, 1 row about other films', 2],
      'tags.csv': ['tags', 2],
      'ratings.csv': ['not used: ratings are read with --ratings', 0],
    });
    expect(catalogue.report).toMatchObject({ read: 2, refused: 0 });
  });

  it('is read part by part in the natural order of their names, packed or not', async () => {
    await put({
      'part-3.csv': '',
      'part-10.csv': 'id,title\n3,Ran\n',
      'part-2.csv.gz': gzipSync('id,title\n2,Heat\n'),
      'part-1.jsonl': '{"id":1,"title":"Alien"}\n',
    });
    const { films, report } = await readCatalogue(folder);
    expect(films.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(report.sources.map(({ format, rows }) => [format, rows])).toEqual([
      ['JSON Lines', 1],
      ['CSV', 1],
      ['CSV', 1],
      ['CSV', 0],
    ]);
  });

  it('refuses an id that is in another part, and names that part', async () => {
    await put({ 'a.csv': 'id,title\n1,Heat\n', 'b.csv': 'id,title\n1,Ran\n2,Alien\n' });
    const { report } = await readCatalogue(folder);
    expect(report).toMatchObject({ read: 3, refused: 1 });
    expect(report.groups[0].findings[0]).toMatchObject({
      source: join(folder, 'b.csv'),
      line: 2,
      reason: `the id of the film in ${join(folder, 'a.csv')}, line 2`,
    });
  });

  it('reads a part whose rows all lack a title: they are refused, not passed over', async () => {
    await put({ 'a.csv': 'id,title,year\n1,Heat,1995\n', 'b.jsonl': '{"id":2,"year":1985}\n' });
    const { report } = await readCatalogue(folder);
    expect(report).toMatchObject({ read: 2, refused: 1 });
  });

  it('leaves a file of other things alone, and says so', async () => {
    await put({
      'a.csv': 'id,title\n1,Heat\n',
      'reviews.csv': 'id,stars,text,critic\n1,4,Good,X\n',
    });
    const catalogue = await readCatalogue(folder);
    expect(catalogue.report.read).toBe(1);
    expect(rolesOf(catalogue)['reviews.csv']).toEqual([
      expect.stringContaining('not used: the columns are of no known shape'),
      0,
    ]);
  });

  it('without films is refused, with what its files seem to be', async () => {
    await put({ 'links.csv': LINKS, 'ratings.csv': RATINGS });
    await expect(readCatalogue(folder)).rejects.toThrow(/none of its 2 files holds films/u);
  });
});

describe('a file', () => {
  it('gets the tables that lie beside it under their published names', async () => {
    await put({ 'movies.csv': MOVIES, 'links.csv.gz': gzipSync(LINKS), 'tags.csv': 'a,b\n1,2\n' });
    const catalogue = await readCatalogue(join(folder, 'movies.csv'));
    expect(catalogue.films[0].externalIds).toEqual({ tmdb: 603, imdb: 'tt0133093' });
    expect(Object.keys(rolesOf(catalogue))).toEqual(['movies.csv', 'links.csv.gz']);
  });

  it('that is only a table beside films is refused, with what to give instead', async () => {
    await put({ 'links.csv': LINKS });
    const reading = readCatalogue(join(folder, 'links.csv'));
    await expect(reading).rejects.toThrow(/no films but their links/u);
    await expect(reading).rejects.toBeInstanceOf(CatalogueError);
  });

  it('is read by a mapping file, with the table that the mapping names', async () => {
    await put({
      'stock.csv': 'sku;name;out\nA1;Heat;15.12.1995\n',
      'labels.csv': 'sku;label\nA1;heist\nA1;police\n',
      'stock.yaml':
        'films:\n  id: sku\n  title: name\n' +
        "  year: { column: out, pattern: '(\\d{4})$' }\n" +
        'with:\n  labels.csv: { key: sku, facts: { keywords: { all: [label] } } }\n',
    });
    const { films, report } = await readCatalogue(join(folder, 'stock.csv'), {
      mapping: join(folder, 'stock.yaml'),
    });
    expect(films).toEqual([
      expect.objectContaining({
        id: 'A1',
        title: 'Heat',
        year: 1995,
        keywords: ['heist', 'police'],
      }),
    ]);
    expect(report.mapping).toBe('stock');
  });

  it('is not read by a mapping that does not fit it', async () => {
    await put({ 'movies.csv': MOVIES });
    const reading = readCatalogue(join(folder, 'movies.csv'), { mapping: 'tmdb-5000' });
    await expect(reading).rejects.toThrow(/lacks id, overview, keywords/u);
  });

  it('is not read by a mapping that is neither known nor a file', async () => {
    await put({ 'movies.csv': MOVIES });
    const reading = readCatalogue(join(folder, 'movies.csv'), { mapping: 'movie-lens' });
    await expect(reading).rejects.toThrow(/"movie-lens" is none of tmdb-5000, .*movielens/u);
  });

  it('notes the lines that are not in its encoding', async () => {
    const latin1 = Buffer.from('2,Amélie\n', 'latin1');
    await put({ 'films.csv': Buffer.concat([Buffer.from('id,title\n1,Léon\n'), latin1]) });
    const { films, report } = await readCatalogue(join(folder, 'films.csv'));
    expect(films.map(({ title }) => title)).toEqual(['Léon', 'Amélie']);
    expect(report.groups.find(({ kind }) => kind === 'encoding')?.findings).toEqual([
      expect.objectContaining({ line: 3, action: 'noted' }),
    ]);
  });

  it('is let go of when the reading is given up', async () => {
    const lines = Array.from({ length: 50_000 }, (_, id) => `{"id":${id},"title":"Film ${id}"}\n`);
    await put({ 'films.jsonl': lines.join('') });
    const { readFilms } = await import('../index.js');
    const open = async (): Promise<number> => (await readdir('/proc/self/fd')).length;
    const before = await open();
    for await (const film of readFilms(join(folder, 'films.jsonl'))) {
      expect(film.id).toBe(0);
      break;
    }
    expect(await open()).toBeLessThanOrEqual(before);
  });
});
