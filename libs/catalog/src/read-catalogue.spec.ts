import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type CatalogueFilm, filmSchema } from '#contracts';
import { type Catalogue, CatalogueError, type Finding, readCatalogue } from './index.js';
import { MAPPINGS } from './mappings/known.js';
import { writeOwnJsonLine } from './writers/json-lines.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'catalogue-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Writes a catalogue file under that name and gives its path. */
async function file(name: string, ...lines: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, lines.map((line) => `${line}\n`).join(''));
  return path;
}

const readLines = async (...lines: readonly string[]): Promise<Catalogue> =>
  readCatalogue(await file('films.jsonl', ...lines));
const readTable = async (...lines: readonly string[]): Promise<Catalogue> =>
  readCatalogue(await file('films.csv', ...lines));

const json = (fields: unknown): string => JSON.stringify(fields);
const heat = json({ id: 1, title: 'Heat' });
const ran = json({ id: 2, title: 'Ran' });

const TMDB_HEADER = 'id,title,overview,genres,keywords,release_date,runtime,budget';
/** A row of TMDB 5000; lists are written as JSON inside a quoted column, as the data set does. */
function tmdbRow(columns: Readonly<Record<string, string>>): string {
  const row: Readonly<Record<string, string>> = {
    id: '949',
    title: 'Heat',
    overview: 'A thief, and a policeman.',
    genres: '[{"id": 28, "name": "Action"}]',
    keywords: '[]',
    release_date: '1995-12-15',
    runtime: '170',
    budget: '60000000',
    ...columns,
  };
  return TMDB_HEADER.split(',')
    .map((name) => `"${row[name].replaceAll('"', '""')}"`)
    .join(',');
}

const idsOf = ({ films }: Catalogue): CatalogueFilm['id'][] => films.map(({ id }) => id);

/** What was done to rows, by line; what is only noted is told apart. */
const findingsOf = ({ report }: Pick<Catalogue, 'report'>): Finding[] =>
  report.groups
    .flatMap(({ findings }) => findings)
    .filter(({ action }) => action !== 'noted')
    .sort((a, b) => a.line - b.line);

const refusedLines = (catalogue: Catalogue): number[] =>
  findingsOf(catalogue)
    .filter(({ action }) => action === 'refused')
    .map(({ line }) => line);

async function failureOf(reading: Promise<unknown>): Promise<CatalogueError> {
  const error: unknown = await reading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CatalogueError);
  return error as CatalogueError;
}

describe('reading JSON Lines', () => {
  it('gives the films in their order, and a report without findings', async () => {
    const path = await file('good.jsonl', heat, ran);
    expect(await readCatalogue(path)).toEqual({
      films: [
        { id: 1, title: 'Heat', genres: [], keywords: [], directors: [], cast: [] },
        { id: 2, title: 'Ran', genres: [], keywords: [], directors: [], cast: [] },
      ],
      report: {
        sources: [{ name: path, format: 'JSON Lines', encoding: 'UTF-8', role: 'films', rows: 2 }],
        mapping: 'own',
        mappingReason: expect.stringContaining('own: has id, title') as string,
        read: 2,
        accepted: 2,
        repaired: 0,
        refused: 0,
        groups: ['description', 'year', 'genres'].map((field): unknown =>
          expect.objectContaining({ kind: 'missing-fact', field, action: 'noted', count: 2 }),
        ),
        coverage: expect.objectContaining({ title: 2, year: 0 }) as object,
        unusedColumns: [],
      },
    });
  });

  it('refuses a line that is not JSON, with its number and text', async () => {
    const catalogue = await readLines(heat, '', '{"id": 3,', ran);
    const { films, report } = catalogue;
    expect(films).toHaveLength(2);
    expect(report).toMatchObject({ read: 3, accepted: 2, refused: 1 });
    expect(findingsOf(catalogue)).toEqual([
      {
        source: report.sources[0].name,
        line: 3,
        kind: 'unreadable-row',
        field: '',
        value: json('{"id": 3,'),
        reason: expect.stringMatching(/^not JSON/u) as string,
        action: 'refused',
      },
    ]);
  });

  it('refuses a line that is not an object', async () => {
    const catalogue = await readLines(heat, '[3]', 'null', '7', ran);
    expect(idsOf(catalogue)).toEqual([1, 2]);
    expect(refusedLines(catalogue)).toEqual([2, 3, 4]);
  });

  it.each([
    ['id', json({ title: 'Yi Yi' })],
    ['title', json({ id: 3 })],
    ['title', json({ id: 3, title: '  ' })],
  ])('refuses a film without %s, with its line', async (field, line) => {
    const catalogue = await readLines(heat, '', line, ran);
    expect(idsOf(catalogue)).toEqual([1, 2]);
    expect(findingsOf(catalogue)).toEqual([
      expect.objectContaining({ line: 3, field, action: 'refused' }),
    ]);
  });

  it('refuses a row without a title also when it is the first of the file', async () => {
    const catalogue = await readLines(json({ id: 3 }), heat, ran);
    expect(idsOf(catalogue)).toEqual([1, 2]);
    expect(refusedLines(catalogue)).toEqual([1]);
  });

  it('tells the shape by the first row that fits, and refuses those before it by that shape', async () => {
    const film = { id: 2, title: 'Ran', overview: 'A king.', genres: '[]', keywords: '[]' };
    const { films, report } = await readLines(
      json({ ...film, title: undefined }),
      '{"id": 3,',
      json(film),
    );
    expect(films).toEqual([expect.objectContaining({ id: 2, description: 'A king.' })]);
    expect(report).toMatchObject({ mapping: 'tmdb-5000', read: 3, refused: 2, unusedColumns: [] });
    expect(findingsOf({ report }).map(({ line, field }) => [line, field])).toEqual([
      [1, 'title'],
      [2, ''],
    ]);
  });

  it('gives up a source of which no row fits, before it holds all of it', async () => {
    const rows = Array.from({ length: 20_000 }, (_, id) => json({ id }));
    const { message } = await failureOf(readLines(...rows, heat));
    expect(message).toContain('the columns are of no known shape: id');
  });

  it('refuses an id that was there before, names the first line, and keeps the first film', async () => {
    const catalogue = await readLines('', heat, ran, json({ id: 1, title: 'Heat again' }));
    expect(catalogue.films.map(({ title }) => title)).toEqual(['Heat', 'Ran']);
    expect(findingsOf(catalogue)).toEqual([
      expect.objectContaining({
        line: 4,
        field: 'id',
        value: '1',
        reason: expect.stringContaining('line 2') as string,
        action: 'refused',
      }),
    ]);
  });

  it('takes 1 and "1" for two different ids', async () => {
    expect(idsOf(await readLines(heat, json({ id: '1', title: 'Ran' })))).toEqual([1, '1']);
  });

  it('does not let a refused row occupy its id', async () => {
    const catalogue = await readLines(heat, json({ id: 3 }), json({ id: 3, title: 'Yi Yi' }));
    expect(idsOf(catalogue)).toEqual([1, 3]);
  });

  it('drops a wrong-typed fact, reports it and keeps the film', async () => {
    const { films, report } = await readLines(
      heat,
      json({ id: 2, title: 'Ran', year: 'once', runtimeMinutes: 162 }),
    );
    expect(films[1]).toMatchObject({ title: 'Ran', runtimeMinutes: 162 });
    expect(films[1]).not.toHaveProperty('year');
    expect(report).toMatchObject({ read: 2, accepted: 1, repaired: 1, refused: 0 });
    expect(findingsOf({ report })).toEqual([
      expect.objectContaining({ line: 2, field: 'year', value: '"once"', action: 'dropped' }),
    ]);
  });

  it('names an unknown field once among the unused columns, and not for every row', async () => {
    const rated = [1, 2, 3].map((id) => json({ id, title: `Film ${id}`, rating: 8.3 }));
    const { films, report } = await readLines(...rated);
    expect(films[0]).not.toHaveProperty('rating');
    expect(report).toMatchObject({ repaired: 0, unusedColumns: ['rating'] });
    expect(findingsOf({ report })).toEqual([]);
  });

  it('reads TMDB rows whose lists are lists and whose unknown facts are null', async () => {
    const { films, report } = await readLines(
      json({
        id: 949,
        title: 'Heat',
        overview: null,
        tagline: null,
        release_date: null,
        runtime: null,
        popularity: null,
        genres: [{ id: 80, name: 'Crime' }],
        keywords: ['heist', { id: 1, name: 'bank' }],
      }),
    );
    expect(films).toEqual([
      {
        id: 949,
        title: 'Heat',
        genres: ['Crime'],
        keywords: ['heist', 'bank'],
        directors: [],
        cast: [],
        externalIds: { tmdb: 949 },
      },
    ]);
    expect(report).toMatchObject({ mapping: 'tmdb-5000', repaired: 0 });
    expect(findingsOf({ report })).toEqual([]);
  });

  it('counts a film once as repaired, however much was wrong with it', async () => {
    const { report } = await readLines(json({ id: 1, title: 'Heat', year: 'x', genres: 7 }));
    expect(findingsOf({ report })).toHaveLength(2);
    expect(report.repaired).toBe(1);
  });

  it('reads past a byte order mark and CRLF', async () => {
    expect(idsOf(await readLines(`\uFEFF${heat}\r`, `${ran}\r`))).toEqual([1, 2]);
  });
});

describe('reading CSV', () => {
  it('takes a table with id and title for the own format, its integer ids as integers', async () => {
    const { films, report } = await readTable('\uFEFFid,title,description', '1,Heat,"A, b"');
    expect(films[0]).toMatchObject({ id: 1, title: 'Heat', description: 'A, b' });
    expect(report).toMatchObject({ sources: [{ format: 'CSV' }], mapping: 'own' });
    expect(findingsOf({ report })).toEqual([]);
  });

  it('reads the numbers and lists of the own format', async () => {
    const { films, report } = await readTable(
      'id,title,originalTitle,year,runtimeMinutes,genres,cast',
      '1,Heat,,1995,170,Crime|Drama,"Al Pacino|Robert De Niro"',
      '2,Ran,乱,,,,',
    );
    expect(films).toEqual([
      {
        id: 1,
        title: 'Heat',
        year: 1995,
        runtimeMinutes: 170,
        genres: ['Crime', 'Drama'],
        keywords: [],
        directors: [],
        cast: ['Al Pacino', 'Robert De Niro'],
      },
      {
        id: 2,
        title: 'Ran',
        originalTitle: '乱',
        genres: [],
        keywords: [],
        directors: [],
        cast: [],
      },
    ]);
    expect(report).toMatchObject({ mapping: 'own', repaired: 0 });
    expect(findingsOf({ report })).toEqual([]);
  });

  it('drops one blank keyword of a TMDB row and keeps the others', async () => {
    const { films, report } = await readTable(
      TMDB_HEADER,
      tmdbRow({ keywords: '[{"name": "heist"}, {"name": ""}, {"name": "bank"}]' }),
    );
    expect(films[0].keywords).toEqual(['heist', 'bank']);
    expect(findingsOf({ report })).toEqual([
      expect.objectContaining({ line: 2, field: 'keywords.1', value: '""', action: 'dropped' }),
    ]);
  });

  it('refuses ragged rows with reason and line, and reads the rest', async () => {
    const catalogue = await readTable('id,title', '1,"He\nat"', '2', '3,Yi Yi,2000', '4,Ran');
    expect(idsOf(catalogue)).toEqual([1, 4]);
    expect(catalogue.report).toMatchObject({ read: 4, accepted: 1, repaired: 1, refused: 2 });
    expect(findingsOf(catalogue)).toEqual([
      expect.objectContaining({ line: 2, field: 'title', kind: 'control-character' }),
      expect.objectContaining({
        line: 4,
        field: '',
        value: '"2"',
        reason: '1 value where the header names 2 columns',
      }),
      expect.objectContaining({
        line: 5,
        field: '',
        value: '"3,Yi Yi,2000"',
        reason: '3 values where the header names 2 columns',
      }),
    ]);
  });

  it('refuses a missing id and a duplicate one with their lines', async () => {
    const catalogue = await readTable('id,title', '1,Heat', ',Ran', '1,Yi Yi');
    expect(idsOf(catalogue)).toEqual([1]);
    expect(refusedLines(catalogue)).toEqual([3, 4]);
  });

  it('names an unknown column of the own format once, and not for every row', async () => {
    const { report } = await readTable('id,title,rating', '1,Heat,8', '2,Ran,9', '3,Yi Yi,');
    expect(report).toMatchObject({ repaired: 0, unusedColumns: ['rating'] });
    expect(findingsOf({ report })).toEqual([]);
  });

  it('reports the columns that are not used', async () => {
    const { report } = await readTable(TMDB_HEADER, tmdbRow({}));
    expect(report).toMatchObject({ mapping: 'tmdb-5000', unusedColumns: ['budget'] });
    expect(findingsOf({ report })).toEqual([]);
  });

  it('reads a TMDB row with JSON inside its columns', async () => {
    const { films } = await readTable(
      TMDB_HEADER,
      tmdbRow({
        genres: '[{"id": 28, "name": "Action"}, {"id": 80, "name": "Crime"}]',
        keywords: '[{"id": 1, "name": "\\"heist\\", armed"}]',
      }),
    );
    expect(films).toEqual([
      {
        id: 949,
        title: 'Heat',
        year: 1995,
        description: 'A thief, and a policeman.',
        genres: ['Action', 'Crime'],
        keywords: ['"heist", armed'],
        directors: [],
        cast: [],
        runtimeMinutes: 170,
        externalIds: { tmdb: 949 },
      },
    ]);
  });

  it('takes a blank date for an absent fact, and drops a runtime of 0', async () => {
    const { films, report } = await readTable(
      TMDB_HEADER,
      tmdbRow({ release_date: '', runtime: '0' }),
    );
    expect(films[0]).not.toHaveProperty('year');
    expect(films[0]).not.toHaveProperty('runtimeMinutes');
    expect(findingsOf({ report })).toEqual([
      expect.objectContaining({ field: 'runtimeMinutes', value: '0', action: 'dropped' }),
    ]);
  });

  it.each([
    ['genres', 'genres', '[{"id": 28, "name": "Act'],
    ['keywords', 'keywords', '[{"name": "heist"'],
    ['release_date', 'year', '15/12/1995'],
    ['runtime', 'runtimeMinutes', 'long'],
  ])('drops the fact of a broken %s, reports it and keeps the film', async (column, fact, text) => {
    const good = await readTable(TMDB_HEADER, tmdbRow({}));
    const { films, report } = await readTable(TMDB_HEADER, tmdbRow({ [column]: text }));
    const absent = fact === 'genres' || fact === 'keywords' ? [] : undefined;
    expect(films).toEqual([{ ...good.films[0], [fact]: absent }]);
    expect(report).toMatchObject({ read: 1, accepted: 0, repaired: 1, refused: 0 });
    expect(findingsOf({ report })).toEqual([
      expect.objectContaining({ line: 2, field: fact, value: json(text), action: 'dropped' }),
    ]);
  });

  it('refuses a TMDB row without an id or a title', async () => {
    const catalogue = await readTable(
      TMDB_HEADER,
      tmdbRow({ id: '' }),
      tmdbRow({ id: '5', title: ' ' }),
      tmdbRow({}),
    );
    expect(idsOf(catalogue)).toEqual([949]);
    expect(refusedLines(catalogue)).toEqual([2, 3]);
  });

  it('refuses a row with a broken quote alone, and reads on behind it', async () => {
    const catalogue = await readTable('id,title', '1,Heat', '2,"Ran', '3,Yi Yi');
    expect(idsOf(catalogue)).toEqual([1, 3]);
    expect(refusedLines(catalogue)).toEqual([3]);
    expect(findingsOf(catalogue)[0].reason).toMatch(/quote/u);
  });
});

describe('a catalogue that cannot be used', () => {
  it('is told when it is no data at all, with what it seems to be', async () => {
    const path = await file('films.csv', '<!DOCTYPE html>', '<html><body>Not found</body></html>');
    const { message } = await failureOf(readCatalogue(path));
    expect(message).toContain(path);
    expect(message).toMatch(/web page/u);
  });

  it('is told when the file is missing', async () => {
    const path = join(folder, 'nowhere.csv');
    const { message, cause } = await failureOf(readCatalogue(path));
    expect(message).toContain(path);
    expect(message).toContain('no such file');
    expect(cause).toMatchObject({ code: 'ENOENT' });
  });

  it('is told when it is a folder without data', async () => {
    const path = join(folder, 'folder.csv');
    await mkdir(path, { recursive: true });
    expect((await failureOf(readCatalogue(path))).message).toContain(path);
  });

  it('is told when its shape is not known, with its columns and what each shape needs', async () => {
    const path = await file('shape.csv', 'movieId,name', '1,Heat');
    const { message } = await failureOf(readCatalogue(path));
    expect(message).toContain(path);
    expect(message).toContain('movieId, name');
    for (const { name, required } of MAPPINGS) {
      expect(message).toContain(name);
      for (const column of required) expect(message).toContain(column);
    }
  });

  it.each([
    ['empty.csv', []],
    ['empty.jsonl', []],
    ['blank.jsonl', ['', '  ']],
    ['header.csv', ['id,title']],
  ])('is told when it holds no rows: %s', async (name, lines) => {
    const path = await file(name, ...lines);
    const { message } = await failureOf(readCatalogue(path));
    expect(message).toContain(path);
    expect(message).toMatch(/holds no rows|empty/u);
  });

  it('is told when no row is a film, with the first reason and its line', async () => {
    const path = await file('none.jsonl', '', 'id: 1', json({ id: 2, title: '' }));
    const { message } = await failureOf(readCatalogue(path));
    expect(message).toContain(path);
    expect(message).toContain('none of 2 rows');
    expect(message).toMatch(/line 2\b.*not JSON/u);
  });

  it.each(['FILMS.CSV', 'films.CsV'])('is not told by the case of its ending: %s', async (name) => {
    expect(idsOf(await readCatalogue(await file(name, 'id,title', '1,Heat')))).toEqual([1]);
  });

  it('is not told by the ending .ndjson, which is JSON Lines', async () => {
    expect(idsOf(await readCatalogue(await file('films.ndjson', heat)))).toEqual([1]);
  });
});

/** What may stand on a line, and what becomes of it when no earlier film has its id. */
type RowKind = 'good' | 'unknown field' | 'wrong fact' | 'no title' | 'unreadable' | 'blank';
const KINDS: readonly RowKind[] = [
  'good',
  'unknown field',
  'wrong fact',
  'no title',
  'unreadable',
  'blank',
];

interface RowPlan {
  readonly kind: RowKind;
  /** Few ids, so that some come twice. */
  readonly id: number;
}

const rowPlans = fc.array(
  fc.record({ kind: fc.constantFrom(...KINDS), id: fc.integer({ min: 1, max: 6 }) }),
  { maxLength: 12 },
);

/** The law of the report, told by going through the plan once, naively. */
function expectedOf(plans: readonly RowPlan[], firstLine: number) {
  const accepted: number[] = [];
  const refused: number[] = [];
  const repaired: number[] = [];
  let read = 0;
  plans.forEach(({ kind, id }, i) => {
    if (kind === 'blank') return;
    read++;
    const isFilm = kind !== 'no title' && kind !== 'unreadable' && !accepted.includes(id);
    if (!isFilm) refused.push(firstLine + i);
    else {
      accepted.push(id);
      if (kind === 'wrong fact') repaired.push(id);
    }
  });
  return { read, accepted, refused, repaired: repaired.length };
}

/** Whoever reads the report adds up three numbers. */
function expectLaw(catalogue: Catalogue, plans: readonly RowPlan[], firstLine: number): void {
  const { report } = catalogue;
  const expected = expectedOf(plans, firstLine);
  expect(report.read).toBe(report.accepted + report.repaired + report.refused);
  expect(report.read).toBe(expected.read);
  expect(report.repaired).toBe(expected.repaired);
  expect(idsOf(catalogue).map(Number)).toEqual(expected.accepted);
  expect(report.accepted + report.repaired).toBe(expected.accepted.length);
  expect(refusedLines(catalogue)).toEqual(expected.refused);
}

describe('any mix of good and bad rows', () => {
  const GOOD: RowPlan = { kind: 'good', id: 7 };

  const jsonLine = ({ kind, id }: RowPlan): string =>
    ({
      good: json({ id, title: `Film ${id}` }),
      'unknown field': json({ id, title: `Film ${id}`, rating: 8 }),
      'wrong fact': json({ id, title: `Film ${id}`, year: 'once' }),
      'no title': json({ id }),
      unreadable: `{"id": ${id},`,
      blank: '',
    })[kind];

  const CSV_HEADER = 'id,title,description,language,rating';
  const csvLine = ({ kind, id }: RowPlan): string =>
    ({
      good: `${id},Film ${id},,en,`,
      'unknown field': `${id},Film ${id},"two, parts",en,8`,
      'wrong fact': `${id},Film ${id},,qq,`,
      'no title': `${id},,,en,`,
      unreadable: `${id},Film ${id}`,
      blank: '',
    })[kind];

  it(
    'is counted row by row in JSON Lines: read = accepted + repaired + refused',
    () =>
      fc.assert(
        fc.asyncProperty(rowPlans, async (mix) => {
          const plans = [GOOD, ...mix];
          expectLaw(await readLines(...plans.map(jsonLine)), plans, 1);
        }),
        { seed: 7, numRuns: 100 },
      ),
    30_000,
  );

  it(
    'is counted row by row in JSON Lines, also when the bad rows come first',
    () =>
      fc.assert(
        fc.asyncProperty(rowPlans, async (mix) => {
          const plans = [...mix, GOOD];
          expectLaw(await readLines(...plans.map(jsonLine)), plans, 1);
        }),
        { seed: 7, numRuns: 100 },
      ),
    30_000,
  );

  it(
    'is counted row by row in CSV: read = accepted + repaired + refused',
    () =>
      fc.assert(
        fc.asyncProperty(rowPlans, fc.nat({ max: 12 }), async (mix, at) => {
          const plans = [...mix.slice(0, at), GOOD, ...mix.slice(at)];
          expectLaw(await readTable(CSV_HEADER, ...plans.map(csvLine)), plans, 2);
        }),
        { seed: 7, numRuns: 100 },
      ),
    30_000,
  );
});

describe('films written as JSON Lines', () => {
  const label = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const labels = fc.array(label, { maxLength: 4 });
  const code = fc.stringMatching(/^[a-z]{2}$/u);
  const films = fc.uniqueArray(
    fc.record(
      {
        id: fc.oneof(fc.integer(), fc.string({ minLength: 1, maxLength: 20 })),
        title: label,
        originalTitle: label,
        year: fc.integer({ min: 1888, max: 2100 }),
        description: fc.string({ unit: 'grapheme', maxLength: 200 }),
        tagline: fc.string({ unit: 'binary', maxLength: 40 }),
        textLanguage: code,
        genres: labels,
        keywords: labels,
        directors: labels,
        cast: labels,
        runtimeMinutes: fc.integer({ min: 1, max: 6_000 }),
        language: code,
        maturity: label,
        collection: label,
        popularity: fc.double({ min: 0, max: 1e6, noNaN: true, noDefaultInfinity: true }),
        externalIds: fc.record(
          { tmdb: fc.integer({ min: 1 }), imdb: fc.stringMatching(/^tt\d{7,9}$/u) },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: ['id', 'title', 'genres', 'keywords', 'directors', 'cast'] },
    ),
    { selector: ({ id }) => id, minLength: 1, maxLength: 8 },
  );

  it(
    'are read again as equal films in the same order, without a finding',
    () =>
      fc.assert(
        fc.asyncProperty(films, async (wild) => {
          // What is wrong with wild texts is mended once; then nothing may change any more.
          const { films: read } = await readLines(heat, ...wild.map(json));
          const again = await readLines(...read.map(writeOwnJsonLine));
          expect(again.films).toEqual(read);
          expect(findingsOf(again)).toEqual([]);
        }),
        { seed: 1888, numRuns: 100 },
      ),
    30_000,
  );

  it.each(['jsonl', 'csv'])(
    'and larger than any buffer keep every letter of theirs (%s)',
    async (ending) => {
      // Odd lengths, so that letters of several bytes lie across the ends of what is read at once.
      const films = Array.from({ length: 60 }, (_, i) => ({
        id: `film-${i}`,
        title: `Film ${i}`,
        description: 'x'.repeat(i) + 'aé漢😀'.repeat(1_000),
      }));
      const path =
        ending === 'csv'
          ? await file(
              'large.csv',
              'id,title,description',
              ...films.map(({ id, title, description }) => [id, title, description].join(',')),
            )
          : await file('large.jsonl', ...films.map(json));
      const { films: read } = await readCatalogue(path);
      expect(read.map(({ id, title, description }) => ({ id, title, description }))).toEqual(films);
    },
  );

  it(
    'are accepted whatever JSON object stands beside them',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.dictionary(
            fc.oneof(
              fc.constantFrom(...Object.keys(filmSchema.shape)),
              fc.string({ maxLength: 6 }),
            ),
            fc.jsonValue({ maxDepth: 3 }),
          ),
          fc.boolean(),
          async (fields, isNamed) => {
            const strange = isNamed ? { id: 3, title: 'Strange', ...fields } : fields;
            const { films, report } = await readLines(heat, json(strange), ran);
            expect(films[0]).toMatchObject({ id: 1, title: 'Heat' });
            expect(report.read).toBe(3);
            expect(report.accepted + report.repaired + report.refused).toBe(3);
          },
        ),
        { seed: 3, numRuns: 200 },
      ),
    30_000,
  );
});
