import { parquetMetadata } from 'hyparquet';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import { readCsv } from './csv.js';
import { readJsonLines } from './json-lines.js';
import { readJson } from './json.js';
import { readParquet } from './parquet.js';
import type { Row, TextReader } from './row.js';
import { type Mutant, mutantOf } from './testing/mutations.js';
import { fileOf } from './testing/parquet.js';
import { PYARROW_FILE } from './testing/pyarrow.js';
import { gather, linesOf, textOf } from './testing/rows.js';

/**
 * Files that are damaged at random, the same every time. More of them:
 * `FUZZ_RUNS=20000 npx jest libs/catalog/src/readers/fuzz --selectProjects unit`
 */
const RUNS = Number(process.env.FUZZ_RUNS ?? 500);

const MS_PER_RUN = 100;

const FILMS = Array.from({ length: 25 }, (_, i) => ({
  id: i + 1,
  title: ['Amélie', 'Good, Bad and "Ugly"', '七人の侍', "Schindler's List", 'Se7en 😀'][i % 5],
  year: 1950 + i,
  description: i % 4 === 0 ? 'Two men,\none city.\r\n\nNo way out.' : `What happens ${i} times`,
  genres: [
    { id: 28, name: 'Action' },
    { id: 12, name: 'Adventure' },
  ].slice(i % 3),
}));

/** What becomes of a mutant: rows, or the CatalogueError that it ends with. Nothing else may come. */
interface Outcome {
  readonly rows: readonly Row[];
  readonly error: string | undefined;
}

async function outcomeOf(rows: AsyncIterable<Row>): Promise<Outcome> {
  const gathered: Row[] = [];
  try {
    for await (const row of rows) gathered.push(row);
    return { rows: gathered, error: undefined };
  } catch (error) {
    expect(error).toHaveProperty('name', 'CatalogueError');
    return { rows: gathered, error: (error as Error).message };
  }
}

const decoded = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const readText = (read: TextReader, text: string): Promise<Outcome> =>
  outcomeOf(read(textOf([text])));

/** Tries all mutants of a file; a failure tells the seed of the one to blame. */
function fuzz(name: string, file: Buffer, check: (mutant: Mutant) => Promise<void>): void {
  it(
    `holds for ${name}`,
    async () => {
      for (let seed = 0; seed < RUNS; seed++) {
        const mutant = mutantOf(file, seed);
        await check(mutant).catch((error: unknown) => {
          throw new Error(`seed ${seed}: ${mutant.name}`, { cause: error });
        });
      }
    },
    10_000 + RUNS * MS_PER_RUN,
  );
}

const LINE_END = /\r\n|\r|\n/u;

const endsIn = (text: string): number => text.split(LINE_END).length - 1;

/** How many of these rows are whole in the first so many lines. */
const rowsWithin = (rows: readonly Row[], lines: number): number =>
  rows.filter((_, i) => i + 1 < rows.length && rows[i + 1].line <= lines + 1).length;

/** Rows before the damage come out as they do without it. */
async function checkRowsBefore(
  read: TextReader,
  file: Buffer,
  { intact }: Mutant,
  rows: readonly Row[],
): Promise<void> {
  const sound = await gather(read(textOf([decoded(file)])));
  const count = rowsWithin(sound, endsIn(decoded(file.subarray(0, intact))));
  expect(rows.slice(0, count)).toEqual(sound.slice(0, count));
}

describe('a damaged JSON Lines file', () => {
  const file = Buffer.from(FILMS.map((film) => `${JSON.stringify(film)}\n`).join(''));

  fuzz('rows and lines: each line that is not blank is one row', file, async (mutant) => {
    const text = decoded(mutant.bytes);
    const { rows, error } = await readText(readJsonLines, text);
    expect(error).toBeUndefined();
    const lines = text.split(LINE_END).flatMap((line, i) => (line.trim() === '' ? [] : [i + 1]));
    expect(linesOf(rows)).toEqual(lines);
    await checkRowsBefore(readJsonLines, file, mutant, rows);
  });
});

describe('a damaged CSV file', () => {
  const quoted = (value: string): string =>
    /[",\t\n]/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  const records = [
    ['id', 'title', 'year', 'description', 'genres'],
    ...FILMS.map(({ id, title, year, description, genres }) =>
      [`${id}`, title, `${year}`, description, JSON.stringify(genres)].map(quoted),
    ),
  ];

  for (const [name, delimiter] of [
    ['commas', ','],
    ['tabs', '\t'],
  ] as const) {
    const file = Buffer.from(`${records.map((record) => record.join(delimiter)).join('\n')}\n`);
    fuzz(`rows and lines: each line is in one row, with ${name}`, file, async (mutant) => {
      const text = decoded(mutant.bytes);
      const { rows, error } = await readText(readCsv, text);
      if (error === undefined) checkLines(text.split(LINE_END), rows);
      await checkRowsBefore(readCsv, file, mutant, rows);
    });
  }
});

/** Each line that is not blank is in the header or in just one row. */
function checkLines(lines: readonly string[], rows: readonly Row[]): void {
  const isBlank = (line: string): boolean => line.trim() === '';
  const header = lines.findIndex((line) => !isBlank(line));
  const isShort = header < 0 || lines[header].split('"').length % 2 === 1;
  // How many lines a header has that opens a quote, and a row that is not shown whole, is not told.
  let next: number | undefined = isShort ? header + 2 : undefined;
  for (const row of rows) {
    expect(row.line).toBeGreaterThanOrEqual(next ?? 1);
    expect(
      lines.slice((next ?? row.line) - 1, row.line - 1).filter((line) => !isBlank(line)),
    ).toEqual([]);
    const count = linesOfRow(row);
    next = count === undefined ? undefined : row.line + count;
  }
  if (next !== undefined)
    expect(lines.slice(next - 1).filter((line) => !isBlank(line))).toEqual([]);
}

function linesOfRow(row: Row): number | undefined {
  if ('fields' in row)
    return Object.values(row.fields).reduce<number>((sum, value) => sum + endsIn(String(value)), 1);
  if (row.error.startsWith('longer')) return 1;
  return row.text.length < 1_000 ? 1 + endsIn(row.text) : undefined;
}

describe('a damaged JSON file', () => {
  const elements = FILMS.map((film) => JSON.stringify(film));
  /** What damages no more than one row, or two that are neighbours. */
  const isLocal = ({ name }: Mutant): boolean =>
    /^a (?:bit turned|(?:quote|bracket|backslash|comma|line end) (?:inserted|removed))$/u.test(
      name,
    );

  for (const [name, before, between, after] of [
    ['in a list, one a line', '[\n', ',\n', '\n]\n'],
    ['in a list in one line', '[', ',', ']'],
    ['in a list in an object', '{"page":1,"data":{"films":[', ',\n ', ']},"pages":2}'],
  ] as const) {
    const file = Buffer.from(before + elements.join(between) + after);
    const ends = elements.map((_, i) =>
      Buffer.byteLength(before + elements.slice(0, i + 1).join(between)),
    );

    fuzz(`rows before the damage, and nearly all behind it, ${name}`, file, async (mutant) => {
      const { rows } = await readText(readJson, decoded(mutant.bytes));
      // Elsewhere the damage may change where the rows seem to be.
      if (mutant.intact < before.length || !(isLocal(mutant) || before.startsWith('['))) return;
      const found = rows.map((row) => ('fields' in row ? JSON.stringify(row.fields) : row.error));
      const count = ends.filter((end) => end <= mutant.intact).length;
      expect(found.slice(0, count)).toEqual(elements.slice(0, count));
      const lost = elements.filter((element) => !found.includes(element));
      expect(isLocal(mutant) ? lost.length : 0).toBeLessThanOrEqual(2);
    });
  }
});

describe('a damaged Parquet file', () => {
  const columns: ColumnSource[] = [
    { name: 'id', data: FILMS.map(({ id }) => id), type: 'INT32' },
    { name: 'title', data: FILMS.map(({ title }) => title), type: 'STRING' },
    { name: 'year', data: FILMS.map(({ year }) => BigInt(year)), encoding: 'DELTA_BINARY_PACKED' },
    {
      name: 'description',
      data: FILMS.map((film) => film.description),
      encoding: 'DELTA_BYTE_ARRAY',
    },
    { name: 'rating', data: FILMS.map(({ id }) => id / 10), encoding: 'BYTE_STREAM_SPLIT' },
    { name: 'genres', data: FILMS.map(({ genres }) => genres), type: 'JSON' },
  ];
  const written = Buffer.from(
    parquetWriteBuffer({ columnData: columns, rowGroupSize: 10, pageSize: 200 }),
  );

  for (const [name, file] of [
    ['of pyarrow', PYARROW_FILE],
    ['with pages of version 2 and all encodings', written],
  ] as const) {
    const groups = groupsOf(file);
    fuzz(`rows and numbers: every row has its number, ${name}`, file, async (mutant) => {
      const { rows } = await outcomeOf(readParquet(fileOf(mutant.bytes)));
      expect(linesOf(rows)).toEqual(rows.map((_, i) => i + 1));
      if (mutant.bytes.length !== file.length) return;
      const sound = await gather(readParquet(fileOf(file)));
      for (const group of groups)
        if (isIntact(file, mutant.bytes, group))
          expect(rows.slice(...group.rows)).toEqual(sound.slice(...group.rows));
    });
  }
});

/** A row group: which rows are in it, and where in the file. */
interface Group {
  readonly rows: readonly [begin: number, end: number];
  readonly bytes: readonly [begin: number, end: number];
}

function groupsOf(file: Buffer): Group[] {
  let row = 0;
  return parquetMetadata(file).row_groups.map(({ num_rows: count, columns }) => {
    const chunks = columns.flatMap(({ meta_data: meta }) => meta ?? []);
    const begins = chunks.map((chunk) =>
      Number(chunk.dictionary_page_offset ?? chunk.data_page_offset),
    );
    const ends = chunks.map((chunk, i) => begins[i] + Number(chunk.total_compressed_size));
    const begin = row;
    row += Number(count);
    return { rows: [begin, row], bytes: [Math.min(...begins), Math.max(...ends)] };
  });
}

/** Whether a mutant has the same footer as its file and the same bytes in a row group. */
function isIntact(file: Buffer, mutant: Buffer, { bytes: [begin, end] }: Group): boolean {
  const { metadata_length: length } = parquetMetadata(file);
  const footer = file.length - 8 - length;
  return (
    file.subarray(begin, end).equals(mutant.subarray(begin, end)) &&
    file.subarray(footer).equals(mutant.subarray(footer))
  );
}
