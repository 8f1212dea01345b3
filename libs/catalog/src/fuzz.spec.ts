import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { CatalogueError, type Finding, readCatalogue } from './index.js';
import { mutantOf } from './readers/testing/mutations.js';

/** Damaged files of each kind; the same every time. `FUZZ_RUNS=20000` for more of them. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 200);
const MS_PER_RUN = 100;

const FILMS = Array.from({ length: 20 }, (_, i) => ({
  id: i + 1,
  title: ['Amélie', 'Good, "Ugly"', '七人の侍', 'Tom &amp; Jerry', 'Se7en 😀'][i % 5] + String(i),
  year: 1950 + i,
  description: i % 4 === 0 ? 'Two men,\none city.' : `What happens ${i} times`,
  genres: ['Crime', 'Drama'].slice(i % 3),
}));

const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;
const CSV = [
  'id,title,year,description,genres',
  ...FILMS.map(({ id, title, year, description, genres }) =>
    [String(id), title, String(year), description, genres.join('|')].map(quoted).join(','),
  ),
].join('\n');
const JSON_LINES = FILMS.map((film) => JSON.stringify(film)).join('\n');

const FILES: readonly (readonly [name: string, content: Buffer])[] = [
  ['films.csv', Buffer.from(CSV)],
  ['latin1.csv', Buffer.from(CSV, 'latin1')],
  ['utf16.csv', Buffer.from(`\ufeff${CSV}`, 'utf16le')],
  ['films.jsonl', Buffer.from(JSON_LINES)],
  ['films.json', Buffer.from(JSON.stringify({ films: FILMS }, null, 1))],
  ['films.csv.gz', gzipSync(CSV)],
  [
    'films.parquet',
    Buffer.from(
      parquetWriteBuffer({
        columnData: [
          { name: 'id', data: FILMS.map(({ id }) => id), type: 'INT32' },
          { name: 'title', data: FILMS.map(({ title }) => title), type: 'STRING' },
          { name: 'year', data: FILMS.map(({ year }) => BigInt(year)), type: 'INT64' },
        ],
        rowGroupSize: 7,
      }),
    ),
  ],
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fuzz-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Every row counted once, and each refused row told where it stands. */
async function checkLaw(path: string): Promise<void> {
  const found: Finding[] = [];
  const reading = readCatalogue(path, { onFinding: (finding) => found.push(finding) });
  const catalogue = await reading.catch((error: unknown) => {
    expect(error).toBeInstanceOf(CatalogueError);
    return undefined;
  });
  if (catalogue === undefined) return;
  const { read, accepted, repaired, refused, sources } = catalogue.report;
  expect(read).toBe(accepted + repaired + refused);
  expect(read).toBe(sources[0].rows);
  expect(catalogue.films).toHaveLength(accepted + repaired);
  const lines = new Set(found.filter(({ action }) => action === 'refused').map(({ line }) => line));
  expect(lines.size).toBe(refused);
}

describe('a damaged catalogue is read row by row or refused as a whole, never half', () => {
  it.each(FILES)(
    '%s',
    async (name, content) => {
      const path = join(folder, name);
      for (let seed = 0; seed < RUNS; seed++) {
        const { bytes, name: damage } = mutantOf(content, seed);
        await writeFile(path, bytes);
        await checkLaw(path).catch((error: unknown) => {
          throw new Error(`seed ${seed}: ${damage}`, { cause: error });
        });
      }
    },
    10_000 + RUNS * MS_PER_RUN,
  );
});
