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

/** Rows that end in the first so many bytes of a text, where a row ends with the last of its lines. */
async function rowsWithin(read: TextReader, file: Buffer, intact: number): Promise<Row[]> {
  const lines = decoded(file.subarray(0, intact)).split(LINE_END).length;
  const rows = await gather(read(textOf([decoded(file)])));
  return rows.filter((_, i) => (rows.at(i + 1)?.line ?? Infinity) <= lines);
}

const LINE_END = /\r\n|\r|\n/u;
