import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { randomAccess } from './spool.js';
import { Chunked, complaintOf, failing, openFiles } from './testing/bytes.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spool-'));
});
afterAll(() => rm(folder, { recursive: true }));

const BYTES = Buffer.from('0123456789');

async function file(bytes: Uint8Array): Promise<string> {
  const path = join(folder, 'films.parquet');
  await writeFile(path, bytes);
  return path;
}

/** The same content as a file on disk and as a stream. */
const bothWays = async (bytes: Uint8Array) => [
  { name: 'films', path: await file(bytes), bytes: new Chunked(Buffer.from('not these')) },
  { name: 'films', bytes: new Chunked(bytes, 3) },
];

const textOf = (bytes: ArrayBuffer): string => Buffer.from(bytes).toString();

describe('randomAccess', () => {
  it('gives any stretch of the bytes, of a file and of a stream', async () => {
    for (const content of await bothWays(BYTES)) {
      const access = await randomAccess(content);
      expect(access.byteLength).toBe(10);
      expect(textOf(await access.slice(0, 10))).toBe('0123456789');
      expect(textOf(await access.slice(3, 6))).toBe('345');
      expect(textOf(await access.slice(7))).toBe('789');
      expect(textOf(await access.slice(7, 2 ** 40))).toBe('789');
      expect(textOf(await access.slice(5, 5))).toBe('');
      expect(textOf(await access.slice(20, 30))).toBe('');
      await access.close();
    }
  });

  it('gives stretches at the same time, each its own', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.array(fc.tuple(fc.nat({ max: 220 }), fc.nat({ max: 220 }))),
        async (bytes, stretches) => {
          const access = await randomAccess({ name: 'films', bytes: new Chunked(bytes, 7) });
          const slices = stretches.map(async ([start, end]) => access.slice(start, end));
          const expected = stretches.map(([start, end]) => [
            ...bytes.slice(start, Math.max(start, end)),
          ]);
          expect((await Promise.all(slices)).map((slice) => [...new Uint8Array(slice)])).toEqual(
            expected,
          );
          await access.close();
        },
      ),
      { numRuns: 50 },
    ));

  it('is what hyparquet reads from', async () => {
    const rows = [
      { id: 1, title: 'Heat' },
      { id: 2, title: 'Ran' },
    ];
    const written = parquetWriteBuffer({
      columnData: [
        { name: 'id', data: rows.map(({ id }) => id), type: 'INT32' },
        { name: 'title', data: rows.map(({ title }) => title), type: 'STRING' },
      ],
    });
    for (const content of await bothWays(new Uint8Array(written))) {
      const access = await randomAccess(content);
      expect(await parquetReadObjects({ file: access })).toEqual(rows);
      await access.close();
    }
  });

  it('opens a file where it lies and leaves its bytes alone', async () => {
    const bytes = new Chunked(BYTES);
    const access = await randomAccess({ name: 'films', path: await file(BYTES), bytes });
    expect(bytes.given).toBe(0);
    expect(openFiles('spooled')).toEqual([]);
    await access.close();
    expect(openFiles(folder)).toEqual([]);
  });

  it('leaves no file behind, not even while it is open', async () => {
    const temporary = await mkdtemp(join(folder, 'temporary-'));
    const access = await randomAccess({ name: 'films', bytes: new Chunked(BYTES) }, temporary);
    expect(await readdir(temporary)).toEqual([]);
    await access.close();
    expect(openFiles('spooled')).toEqual([]);
  });

  it('fails with the error of the stream, and leaves no file open', async () => {
    const bytes = failing(BYTES, new Error('the wire was cut'));
    await expect(randomAccess({ name: 'films', bytes })).rejects.toThrow('the wire was cut');
    expect(openFiles('spooled')).toEqual([]);
  });

  it('tells of a file that went away', async () => {
    const path = join(folder, 'gone');
    const opening = randomAccess({ name: path, path, bytes: new Chunked(BYTES) });
    expect(await complaintOf(opening)).toBe(
      `${path} cannot be read: there is no such file or folder`,
    );
  });

  it('gives what is left of a file that became shorter', async () => {
    const path = await file(BYTES);
    const access = await randomAccess({ name: path, path, bytes: new Chunked(BYTES) });
    await truncate(path, 4);
    expect(textOf(await access.slice(2, 8))).toBe('23');
    await access.close();
  });

  it('tells when there is no place for a temporary file, and how to name another', async () => {
    const opening = randomAccess(
      { name: 'films', bytes: new Chunked(BYTES) },
      join(folder, 'none'),
    );
    expect(await complaintOf(opening)).toMatch(
      /^films must be copied to a temporary file first, and .*none does not take it: .*; TMPDIR names another folder$/u,
    );
  });
});
