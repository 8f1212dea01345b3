import { createCipheriv } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { type Zippable, zipSync } from 'fflate';
import { locateSources } from './locate.js';
import type { Source } from './source.js';
import type { RandomAccess } from './spool.js';
import { Chunked, complaintOf, failing, gather, openFiles } from './testing/bytes.js';
import { zipOf } from './testing/zip.js';
import { unpack } from './unpack.js';
import { unzip } from './zip.js';

const TABLE = Buffer.from('id,title\n1,Heat\n');

const sourceOf = (bytes: Uint8Array, name = 'films.csv', chunk?: number): Source => ({
  name,
  open: () => new Chunked(bytes, chunk),
});

/** What comes out of a source, and under which name. */
async function unpacked(source: Source): Promise<{ name: string; text: string }> {
  const { name, bytes, close } = await unpack(source);
  try {
    return { name, text: (await gather(bytes)).toString() };
  } finally {
    await close();
  }
}

const complaint = (bytes: Uint8Array, name?: string, chunk?: number): Promise<string> =>
  complaintOf(unpacked(sourceOf(bytes, name, chunk)));

/** Bytes that cannot be made smaller, the same every time. */
const noise = (length: number): Buffer =>
  createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(Buffer.alloc(length));

const byteChanges = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), {
  minLength: 1,
  maxLength: 4,
});

function changed(bytes: Uint8Array, changes: readonly (readonly [number, number])[]): Buffer {
  const copy = Buffer.from(bytes);
  for (const [at, byte] of changes) copy[at % copy.length] = byte;
  return copy;
}

const textOrError = (text: Promise<string>): Promise<string> =>
  text.catch((error: unknown) => (error as Error).name);

const inMemory = (bytes: Buffer): RandomAccess => ({
  byteLength: bytes.length,
  slice: async (start, end) => Promise.resolve(new Uint8Array(bytes).buffer.slice(start, end)),
  close: () => Promise.resolve(),
});

describe('what is not packed', () => {
  it('stays as it is, with its head and its place on disk', async () => {
    const source = { ...sourceOf(TABLE), path: '/films.csv' };
    const { name, path, head, bytes, close } = await unpack(source);
    expect({ name, path, head }).toEqual({ name: 'films.csv', path: '/films.csv', head: TABLE });
    expect(await gather(bytes)).toEqual(TABLE);
    await close();
  });

  it('is told by its bytes, whatever its name says', async () => {
    expect(await unpacked(sourceOf(TABLE, 'films.csv.gz'))).toEqual({
      name: 'films.csv',
      text: TABLE.toString(),
    });
  });

  it('may be empty', async () => {
    expect(await unpacked(sourceOf(Buffer.alloc(0)))).toEqual({ name: 'films.csv', text: '' });
  });

  it.each([
    ['bzip2', Buffer.from('BZh91AY&SY…'), 'is packed with bzip2; unpack it first'],
    ['xz', Buffer.from('\xFD7zXZ\0', 'latin1'), 'is packed with xz; unpack it first'],
    ['7-Zip', Buffer.from('7z\xBC\xAF\x27\x1C', 'latin1'), 'is a 7-Zip archive; unpack it first'],
    ['RAR', Buffer.from('Rar!\x1A\x07\x01\0'), 'is a RAR archive; unpack it first'],
    ['LZ4', Buffer.from('\x04\x22\x4D\x18', 'latin1'), 'is packed with LZ4'],
    ['tar', Buffer.from(`films.csv${'\0'.repeat(248)}ustar\0`), 'is a tar archive'],
    ['old Excel', Buffer.from('D0CF11E0A1B11AE1', 'hex'), 'is an old Excel workbook'],
    ['SQLite', Buffer.from('SQLite format 3\0'), 'is an SQLite database'],
    ['Arrow', Buffer.from('ARROW1\0\0'), 'is an Arrow file'],
    ['Avro', Buffer.from('Obj\x01'), 'is an Avro file'],
    ['PDF', Buffer.from('%PDF-1.7'), 'is a PDF document'],
    ['HTML', Buffer.from('\uFEFF\n<!DOCTYPE html><title>Log in'), 'is a web page'],
    ['HTML', Buffer.from('<html lang="en">'), 'is a web page'],
  ])('but is no data either is refused: %s', async (_, bytes, words) => {
    expect(await complaint(bytes)).toContain(`films.csv ${words}`);
    expect(await complaint(gzipSync(bytes))).toContain(`films.csv ${words}`);
  });

  it.each(['BZh,title', '<htmlish', 'PK,title', 'Obj,title', '%PDF,title'])(
    'and only begins like something else is taken: %s',
    async (text) => expect(await unpacked(sourceOf(Buffer.from(text)))).toMatchObject({ text }),
  );
});

/** As the program zstd does, with a checksum. */
const zstd = (bytes: Uint8Array | string): Buffer =>
  zstdCompressSync(bytes, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });

describe.each([
  ['gzip', gzipSync, 'films.csv.gz'],
  ['Zstandard', zstd, 'films.csv.zst'],
] as const)('%s', (packing, pack, packedName) => {
  it('is unpacked, however its bytes arrive', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 60 }).filter(([first]) => (first | 0) < 0x80 && first !== 0x50),
        fc.integer({ min: 1, max: 80 }),
        async (bytes, chunk) => {
          const { name, text } = await unpacked(sourceOf(pack(bytes), packedName, chunk));
          expect({ name, text }).toEqual({
            name: 'films.csv',
            text: Buffer.from(bytes).toString(),
          });
        },
      ),
      { numRuns: 100 },
    ));

  it('that was packed in several pieces is read to its end', async () => {
    const pieces = Buffer.concat([pack(TABLE), pack('2,Ran\n'), pack('')]);
    const reading = unpacked(sourceOf(pieces, packedName, 10));
    if (packing === 'gzip') expect((await reading).text).toBe(`${TABLE.toString()}2,Ran\n`);
    else expect(await complaintOf(reading)).toContain('more than one Zstandard frame');
  });

  it.each([1, 10, 1000])(
    'that was cut is told, when it arrives %d bytes at a time',
    async (chunk) => {
      const whole = pack(noise(3_000));
      for (const length of [5, 12, 1_500, whole.length - 1])
        expect(await complaint(whole.subarray(0, length), packedName, chunk)).toBe(
          `${packedName} ends before its end: the ${packing} data was cut; was it downloaded whole?`,
        );
    },
  );

  it('that is damaged is told', async () => {
    const damaged = Buffer.from(pack(noise(1_000)));
    damaged.fill(0xff, 12, 20);
    expect(await complaint(damaged, packedName)).toContain(
      `${packedName} is damaged: its ${packing} data cannot be unpacked`,
    );
  });

  it('becomes its rows or a complaint, whatever bytes are changed', () =>
    fc.assert(
      fc.asyncProperty(byteChanges, async (changes) => {
        // Behind the first bytes, by which it is told for what it is.
        const packed = pack(TABLE);
        const bytes = Buffer.concat([packed.subarray(0, 4), changed(packed.subarray(4), changes)]);
        const reading = unpacked(sourceOf(bytes)).then(({ text }) => text);
        expect([TABLE.toString(), 'CatalogueError']).toContain(await textOrError(reading));
      }),
      { numRuns: 500 },
    ));

  it('is unpacked no further than it is read', async () => {
    const source = new Chunked(pack(noise(5_000_000)), 10_000);
    const { bytes, close } = await unpack({ name: packedName, open: () => source });
    const chunks = bytes[Symbol.asyncIterator]();
    await chunks.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(source.given).toBeLessThan(1_000_000);
    expect(source.isClosed).toBe(false);
    await close();
    expect(source.isClosed).toBe(true);
  });

  it('lets go of its source when it is closed before it is read', async () => {
    const source = new Chunked(pack(noise(100_000)), 1_000);
    await (await unpack({ name: packedName, open: () => source })).close();
    expect(source.isClosed).toBe(true);
  });

  it('fails with the error of its source', async () => {
    const half = pack(noise(100_000)).subarray(0, 50_000);
    const source = { name: packedName, open: () => failing(half, new Error('the wire was cut')) };
    await expect(unpacked(source)).rejects.toThrow('the wire was cut');
  });
});

describe('gzip', () => {
  it('may be filled up with zeros', async () => {
    const padded = Buffer.concat([gzipSync(TABLE), Buffer.alloc(512)]);
    expect((await unpacked(sourceOf(padded))).text).toBe(TABLE.toString());
  });

  it('with something else behind it is told, because that may have been rows', async () => {
    expect(await complaint(Buffer.concat([gzipSync(TABLE), Buffer.from('2,Ran\n')]))).toContain(
      'films.csv is damaged',
    );
  });

  it('may be packed again, but not for ever', async () => {
    let packed: Uint8Array = TABLE;
    for (let layer = 0; layer < 3; layer++) packed = gzipSync(packed);
    expect((await unpacked(sourceOf(packed))).text).toBe(TABLE.toString());
    expect(await complaint(gzipSync(packed))).toContain('is packed more than 3 times');
  });

  it('of a tar archive is refused', async () => {
    const tar = Buffer.from(`films.csv${'\0'.repeat(248)}ustar\0`);
    expect(await complaint(gzipSync(tar), 'films.tgz')).toContain('films.tgz is a tar archive');
  });
});

describe('Zstandard', () => {
  const skipped = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4]);

  it('loses nothing behind a frame that is to be skipped', async () => {
    const packed = Buffer.concat([skipped, zstd(TABLE)]);
    expect((await unpacked(sourceOf(packed, 'films.csv.zst', skipped.length))).text).toBe(
      TABLE.toString(),
    );
    expect(await complaint(packed)).toContain('more than one Zstandard frame');
  });
});

describe('a zip archive', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unpack-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** The same bytes from a pipe and from a file on disk. */
  async function bothWays(bytes: Uint8Array): Promise<Source[]> {
    const path = join(folder, 'films.zip');
    await writeFile(path, bytes);
    return [
      sourceOf(bytes, 'films.zip', 1_000),
      { ...(await locateSources(path))[0], name: 'films.zip' },
    ];
  }

  async function expectTable(archive: Uint8Array, name = 'films.csv', text = TABLE.toString()) {
    for (const source of await bothWays(archive))
      expect(await unpacked(source)).toEqual({ name, text });
    expect(openFiles(folder)).toEqual([]);
    expect(openFiles('spooled')).toEqual([]);
  }

  async function expectComplaint(archive: Uint8Array, words: string): Promise<void> {
    for (const source of await bothWays(archive))
      expect(await complaintOf(unpacked(source))).toContain(words);
    expect(openFiles(folder)).toEqual([]);
    expect(openFiles('spooled')).toEqual([]);
  }

  it.each([0, 6] as const)('gives its one file, packed at level %d', async (level) => {
    await expectTable(zipSync({ 'films.csv': TABLE }, { level }));
  });

  it('names the file in it with its folders, and passes over what holds no rows', async () => {
    const files: Zippable = {
      'films/': new Uint8Array(),
      'films/films.csv': TABLE,
      'films/README.txt': TABLE,
      'films/.DS_Store': TABLE,
      '__MACOSX/films/._films.csv': TABLE,
      '__MACOSX/films/films.csv': TABLE,
    };
    await expectTable(zipSync(files), 'films/films.csv');
  });

  it.each([
    ['whose sizes come behind the bytes', { isStreamed: true }],
    ['whose sizes come behind bytes that are not packed', { isStreamed: true, isStored: true }],
    ['with fields of 64 bits', { is64: true }],
    ['with a comment', { comment: 'made for PK\x01\x02 reading' }],
    ['with the longest comment', { comment: 'x'.repeat(65_535) }],
  ])('%s is read', async (_, options) => expectTable(zipOf(TABLE, options)));

  it('is not misled by marks of archives among the bytes', async () => {
    const text = `${TABLE.toString()}PK\x03\x04 PK\x07\x08 PK\x01\x02 PK\x05\x06${'.'.repeat(40)}`;
    const content = Buffer.from(text);
    await expectTable(zipOf(content, { isStored: true, isStreamed: true }), 'films.csv', text);
  });

  it('may be larger than what is read at a time', async () => {
    const text = noise(300_000).toString('hex');
    await expectTable(zipSync({ 'films.csv': Buffer.from(text) }), 'films.csv', text);
    await expectTable(zipSync({ 'films.csv': Buffer.from(text) }, { level: 0 }), 'films.csv', text);
  });

  it('may hold what is packed again', async () => {
    await expectTable(zipSync({ 'films.csv.gz': gzipSync(TABLE) }));
    await expectTable(gzipSync(zipSync({ 'films.csv': TABLE })));
  });

  it('shows no control characters of the name in it', async () => {
    await expectTable(zipOf(TABLE, { name: 'fil\x1B[31m.csv' }), 'fil\uFFFD[31m.csv');
  });

  it('takes a name that is not UTF-8 as Latin-1', async () => {
    const archive = zipOf(TABLE, { name: 'fil?s.csv' });
    const patched = Buffer.from(archive.toString('latin1').replaceAll('?', '\xE9'), 'latin1');
    await expectTable(patched, 'filés.csv');
  });

  it.each([
    [
      'several files',
      zipSync({ 'movies.csv': TABLE, 'ratings.csv': TABLE }),
      'films.zip holds movies.csv, ratings.csv; unpack it and name the file to be read, or the folder',
    ],
    ['nothing', zipSync({}), 'films.zip holds no file, and nothing that could hold rows'],
    ['no data', zipSync({ 'README.md': TABLE }), 'films.zip holds README.md, and nothing'],
    ['a folder', zipSync({ 'films/': new Uint8Array() }), 'films.zip holds no file'],
    [
      'an Excel workbook',
      zipSync({ '[Content_Types].xml': TABLE, 'xl/workbook.xml': TABLE }),
      'films.zip is an Excel workbook; export the sheet as CSV',
    ],
    [
      'a Word document',
      zipSync({ '[Content_Types].xml': TABLE, 'word/document.xml': TABLE }),
      'films.zip is a Word document',
    ],
    ['a sheet', zipSync({ mimetype: TABLE, 'content.xml': TABLE }), 'is an OpenDocument file'],
    ['a secret', zipOf(TABLE, { flags: 1 }), 'films.zip (films.csv) is encrypted'],
    [
      'another method',
      zipOf(TABLE, { method: 9 }),
      'is packed by Deflate64, which is not read here',
    ],
    ['an unknown method', zipOf(TABLE, { method: 42 }), 'is packed by method 42'],
  ])('with %s is refused', async (_, archive, words) => expectComplaint(archive, words));

  it('that was cut is told before anything is read', async () => {
    const archive = zipSync({ 'films.csv': TABLE });
    for (const length of [4, 30, 60, archive.length - 1])
      await expectComplaint(
        archive.subarray(0, length),
        'films.zip ends before its end: the zip archive was cut; was it downloaded whole?',
      );
  });

  it.each([0, 6] as const)('with a changed byte is told, at level %d', async (level) => {
    const archive = zipSync({ 'films.csv': Buffer.from(noise(1_000).toString('hex')) }, { level });
    archive[500] ^= 1;
    await expectComplaint(archive, 'films.zip (films.csv) is damaged');
  });

  it('whose directory points anywhere is told', async () => {
    const archive = Buffer.from(zipSync({ 'films.csv': TABLE }));
    const entry = archive.indexOf('PK\x01\x02');
    for (const [at, words] of [
      [entry + 42, 'films.zip (films.csv) is damaged'],
      [entry + 20, 'films.zip (films.csv) is damaged'],
      [entry + 24, 'films.zip (films.csv) is damaged'],
      [entry + 30, 'films.zip is damaged'],
      [archive.length - 6, 'films.zip is damaged'],
    ] as const) {
      const patched = Buffer.from(archive);
      patched.writeUInt16LE(0x7fff, at);
      await expectComplaint(patched, words);
    }
  });

  it('becomes its rows or a complaint, whatever bytes are changed', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          zipOf(TABLE),
          zipOf(TABLE, { is64: true }),
          zipOf(TABLE, { isStored: true }),
        ),
        byteChanges,
        async (archive, changes) => {
          const reading = unzip(inMemory(changed(archive, changes)), 'films.zip').then(
            async ({ bytes }) => (await gather(bytes)).toString(),
          );
          expect([TABLE.toString(), 'CatalogueError']).toContain(await textOrError(reading));
        },
      ),
      { numRuns: 2_000 },
    ));

  it('leaves no file open when its reading is given up', async () => {
    for (const source of await bothWays(zipSync({ 'films.csv': noise(1_000_000) }))) {
      const { bytes, close } = await unpack(source);
      await bytes[Symbol.asyncIterator]().next();
      await close();
    }
    expect(openFiles(folder)).toEqual([]);
    expect(openFiles('spooled')).toEqual([]);
  });
});
