import { columnsOf, detectMapping } from './detect.js';
import { lackOf } from './hints/explain.js';
import { MAPPINGS, TABLE_MAPPINGS } from './known.js';
import { parseMappingFile } from './mapping-file/mapping-file.js';
import type { Mapping } from './mapping.js';

const ROWS: readonly (readonly [string, string])[] = [
  ['own', 'id,title'],
  ['own', 'title,genres,id,rating'],
  ['own', 'id,title,overview,genres'],
  ['tmdb-5000', 'budget,genres,id,keywords,overview,title'],
  ['movies-metadata', 'adult,belongs_to_collection,genres,id,imdb_id,overview,title'],
  ['movielens', 'movieId,title,genres'],
  ['imdb-title-basics', 'tconst,titleType,primaryTitle,originalTitle,isAdult'],
];

describe('the mapping that a source fits', () => {
  it.each(ROWS)('is %s for %s', (name, columns) => {
    expect(detectMapping(columns.split(','), MAPPINGS).mapping?.name).toBe(name);
  });

  it('is the most demanding of several, in whatever order they are known', () => {
    const { columns } = MAPPINGS[0];
    expect(detectMapping(columns, MAPPINGS.toReversed()).mapping).toBe(MAPPINGS[0]);
  });

  it('is given with the reason why', () => {
    expect(detectMapping(MAPPINGS[0].columns, MAPPINGS).reason).toBe(
      'tmdb-5000: has id, title, overview, genres, keywords; 11 of its 11 columns are there',
    );
    expect(detectMapping(['id', 'title', 'budget'], TABLE_MAPPINGS).reason).toMatch(
      /^own: has id, title; 2 of its \d+ columns are there$/u,
    );
  });

  it('is told by several rows together, for one may lack what the others have', () => {
    const rows = [{ fields: { id: 1 } }, { fields: { title: 'Heat' } }, { fields: { id: 2 } }];
    expect([...columnsOf(rows)]).toEqual(['id', 'title']);
    expect(detectMapping(columnsOf(rows), MAPPINGS).mapping?.name).toBe('own');
  });
});

describe('a source of no known shape', () => {
  const { mapping, reason } = detectMapping(['Film ID', 'name', 'plot', 'budget'], MAPPINGS);

  it('fits no mapping', () => {
    expect(mapping).toBeUndefined();
    expect(detectMapping([], MAPPINGS).mapping).toBeUndefined();
  });

  it('is told by its columns and by what each known shape lacks', () => {
    expect(reason).toContain('Film ID, name, plot, budget');
    for (const { name } of MAPPINGS) expect(reason).toContain(`\n  ${name} lacks `);
  });

  it('is told which of its columns come near', () => {
    expect(reason).toContain('own lacks id, title; has `Film ID` — did you mean `id`?');
    expect(reason).toContain('has `name` — did you mean `title`?');
    expect(reason).toContain('has `plot` — did you mean `overview`?');
  });

  it('is given a mapping file that reads it, to begin with', () => {
    expect(reason).toContain('docs/mappings.md');
    const skeleton = reason.slice(reason.indexOf('films:'));
    const { film } = parseMappingFile(skeleton, 'mine.yaml').toFilm({
      'Film ID': '1',
      name: 'Heat',
      plot: 'A thief.',
    });
    expect(film).toEqual({ id: 1, title: 'Heat', description: 'A thief.' });
  });

  it('is told what a mapping lacks that was asked for, without another to begin with', () => {
    const asked = MAPPINGS.filter(({ name }) => name === 'tmdb-5000');
    const { reason: short } = detectMapping(['id', 'title', 'genres'], asked);
    expect(short).toBe(
      'the columns do not fit the mapping: id, title, genres\n  tmdb-5000 lacks overview, keywords',
    );
  });

  it('is told in short, however many columns it has and however long they are', () => {
    const columns = Array.from({ length: 20_000 }, (_, i) => `${'x'.repeat(i % 100)} ${i}`);
    const { reason: short } = detectMapping(columns, MAPPINGS);
    expect(short.length).toBeLessThan(20_000);
    expect(short).toMatch(/and \d+ more/u);
  });
});

describe('what columns lack', () => {
  it.each([
    [['id', 'title'], ['title', 'id'], undefined],
    [['id', 'name'], ['title', 'id'], 'lacks name; has `title` — did you mean `name`?'],
    [['credits.cast'], ['credits'], undefined],
    [['credits.cast'], ['credits.cast'], undefined],
    [['credits'], ['credits.cast'], 'lacks credits'],
    [['id', 'zzz'], ['id'], 'lacks zzz'],
  ])('wanting %j of %j is said so: %s', (wanted, columns, said) => {
    expect(lackOf(wanted, columns)).toBe(said);
  });

  it('never suggests a column that is wanted itself', () => {
    const mapping: Pick<Mapping, 'required'> = { required: ['title', 'name'] };
    expect(lackOf(mapping.required, ['name'])).toBe('lacks title');
  });
});
