import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import type { CompressionCodec, FileMetaData, SchemaElement } from 'hyparquet';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import { CatalogueError } from '../errors.js';
import { readParquet } from './parquet.js';
import type { Row } from './row.js';
import { fileOf, withFooter, withRawFooter } from './testing/parquet.js';
import { PYARROW_FILE } from './testing/pyarrow.js';
import { gather, linesOf, saidBy } from './testing/rows.js';

const read = (content: ArrayBuffer | Uint8Array): Promise<Row[]> =>
  gather(readParquet(fileOf(content)));

type WriteOptions = Omit<Parameters<typeof parquetWriteBuffer>[0], 'columnData'>;

const write = (columnData: ColumnSource[], options: WriteOptions = {}): ArrayBuffer =>
  parquetWriteBuffer({ columnData, ...options });

/** Films in row groups of three. */
const films = (count: number, options: WriteOptions = {}): ArrayBuffer => {
  const ids = Array.from({ length: count }, (_, i) => i + 1);
  return write(
    [
      { name: 'id', data: ids, type: 'INT32' },
      { name: 'title', data: ids.map((id) => `Film ${id}`), type: 'STRING' },
    ],
    { rowGroupSize: 3, ...options },
  );
};

const film = (id: number) => ({ line: id, fields: { id, title: `Film ${id}` } });

describe('readParquet', () => {
  it('reads what pyarrow writes', async () => {
    expect(saidBy(await read(PYARROW_FILE))).toEqual([
      {
        id: 1,
        title: 'Heat',
        released: '1995-12-15',
        seen: '2020-01-02T03:04:05.000Z',
        vote: 7.3,
        genres: ['Crime', 'Drama'],
        cast: [
          { name: 'Al Pacino', order: 0 },
          { name: null, order: 1 },
        ],
        ids: { imdb: 'tt0113277' },
        tags: { a: 1, b: null },
        adult: false,
      },
      {
        id: 2,
        title: null,
        released: null,
        seen: null,
        vote: null,
        genres: null,
        cast: null,
        ids: null,
        tags: null,
        adult: null,
      },
      {
        id: 3,
        title: 'Ran',
        released: '1985-05-31',
        seen: '2021-01-02',
        vote: 8,
        genres: [],
        cast: [],
        ids: { imdb: null },
        tags: {},
        adult: true,
      },
      {
        id: 4,
        title: 'Heat',
        released: '1986-01-01',
        seen: '2022-01-02',
        vote: 0.1,
        genres: ['Crime', null],
        cast: [{ name: 'X', order: null }],
        ids: { imdb: 'tt1' },
        tags: { c: 3 },
        adult: true,
      },
    ]);
  });

  it('numbers the rows through all row groups', async () => {
    expect(await read(films(7))).toEqual([1, 2, 3, 4, 5, 6, 7].map(film));
  });

  it('gives no rows for a table without any', async () => {
    expect(await read(films(0))).toEqual([]);
  });

  describe('makes values plain:', () => {
    const midnight = new Date('1995-12-15T00:00:00Z');
    const noon = new Date('1995-12-15T12:30:00.500Z');
    const element = (more: Partial<SchemaElement>): SchemaElement[] => [
      { name: 'root', num_children: 1 },
      { name: 'x', repetition_type: 'OPTIONAL', ...more },
    ];

    it.each<[what: string, column: Omit<ColumnSource, 'name'>, plain: unknown[]]>([
      ['text', { data: ['é😀', '', null], type: 'STRING' }, ['é😀', '', null]],
      ['truth values', { data: [true, false, null], type: 'BOOLEAN' }, [true, false, null]],
      ['integers', { data: [1, -1, null], type: 'INT32' }, [1, -1, null]],
      [
        'integers that are no numbers of JavaScript',
        { data: [1n, 2n ** 53n - 1n, 2n ** 53n, -(2n ** 63n)], type: 'INT64' },
        [1, 2 ** 53 - 1, '9007199254740992', '-9223372036854775808'],
      ],
      [
        'numbers, NaN among them',
        { data: [0.5, NaN, null, Infinity], type: 'DOUBLE' },
        [0.5, null, null, Infinity],
      ],
      ['half numbers', { data: [0.5, -2], type: 'FLOAT16' }, [0.5, -2]],
      [
        'times',
        { data: [midnight, noon, null], type: 'TIMESTAMP' },
        ['1995-12-15', '1995-12-15T12:30:00.500Z', null],
      ],
      [
        'bytes',
        { data: [Buffer.from('Amélie'), Buffer.from([0xff, 0x00]), null], type: 'BYTE_ARRAY' },
        ['Amélie', 'ff00', null],
      ],
      ['JSON', { data: [{ a: [1] }, 'x', null], type: 'JSON' }, [{ a: [1] }, 'x', null]],
      [
        'UUIDs',
        { data: ['00112233-4455-6677-8899-aabbccddeeff'], type: 'UUID' },
        ['00112233-4455-6677-8899-aabbccddeeff'],
      ],
    ])('%s', async (_, column, plain) => {
      expect(saidBy(await read(write([{ name: 'x', ...column }])))).toEqual(
        plain.map((x) => ({ x })),
      );
    });

    it.each<[what: string, schema: Partial<SchemaElement>, data: unknown[], plain: unknown[]]>([
      ['dates', { type: 'INT32', converted_type: 'DATE' }, [midnight], ['1995-12-15']],
      [
        'decimal numbers, without the noise of binary ones',
        { type: 'INT32', converted_type: 'DECIMAL', scale: 1, precision: 4 },
        [7.3, 0.1, -2.7, null],
        [7.3, 0.1, -2.7, null],
      ],
      [
        'unsigned integers',
        { type: 'INT32', converted_type: 'UINT_32' },
        [4_294_967_295],
        [4_294_967_295],
      ],
      [
        'what means nothing here',
        { type: 'BYTE_ARRAY', converted_type: 'BSON' },
        [Buffer.from([255])],
        ['ff'],
      ],
    ])('%s', async (_, schema, data, plain) => {
      const file = write([{ name: 'x', data }], { schema: element(schema) });
      expect(saidBy(await read(file))).toEqual(plain.map((x) => ({ x })));
    });

    it('JSON that is not JSON', async () => {
      const file = write([{ name: 'x', data: ['{"a"', '[1]'], type: 'STRING' }]);
      const marked = withFooter(file, ({ schema }) => (schema[1].converted_type = 'JSON'));
      expect(saidBy(await read(marked))).toEqual([{ x: '{"a"' }, { x: [1] }]);
    });
  });

  it('tells columns apart that have the same name, and takes no name for more than one', async () => {
    const file = write([
      { name: 'a', data: [1] },
      { name: '__proto__', data: ['x'] },
      { name: ' ', data: [2] },
    ]);
    const [row] = await read(file);
    const fields = 'fields' in row ? row.fields : {};
    expect(Object.entries(fields)).toEqual([
      ['a', 1],
      ['__proto__', 'x'],
      ['column 3', 2],
    ]);
  });

  it.each<[CompressionCodec, ((bytes: Uint8Array) => Uint8Array) | undefined]>([
    ['UNCOMPRESSED', undefined],
    ['SNAPPY', undefined],
    ['GZIP', gzipSync],
    ['BROTLI', brotliCompressSync],
    ['ZSTD', zstdCompressSync],
    ['LZ4_RAW', asLz4Literals],
    ['LZ4', asLz4Literals],
    ['LZ4', (bytes) => framed(bytes.length, asLz4Literals(bytes))],
  ])('reads pages that are packed with %s', async (codec, compress) => {
    const compressors = compress === undefined ? undefined : { [codec]: compress };
    expect(await read(films(7, { codec, compressors }))).toEqual([1, 2, 3, 4, 5, 6, 7].map(film));
  });

  it.each(['PLAIN', 'RLE_DICTIONARY', 'DELTA_LENGTH_BYTE_ARRAY', 'DELTA_BYTE_ARRAY'] as const)(
    'reads text in the encoding %s',
    async (encoding) => {
      const data = Array.from({ length: 500 }, (_, i) => (i % 7 === 0 ? null : `Film ${i % 50}`));
      const file = write([{ name: 'x', data, type: 'STRING', encoding }]);
      expect(saidBy(await read(file))).toEqual(data.map((x) => ({ x })));
    },
  );

  it.each(['PLAIN', 'RLE_DICTIONARY', 'DELTA_BINARY_PACKED', 'BYTE_STREAM_SPLIT'] as const)(
    'reads numbers in the encoding %s',
    async (encoding) => {
      const data = Array.from({ length: 500 }, (_, i) => (i % 7 === 0 ? null : (i * i) % 1_000));
      for (const type of ['INT32', 'INT64'] as const) {
        const written = type === 'INT32' ? data : data.map((x) => (x === null ? null : BigInt(x)));
        const file = write([{ name: 'x', data: written, type, encoding }]);
        expect(saidBy(await read(file))).toEqual(data.map((x) => ({ x })));
      }
    },
  );

  it('holds one page of each column, not the row group', async () => {
    const ids = Array.from({ length: 50_000 }, (_, i) => i);
    const content = write(
      [
        { name: 'id', data: ids, type: 'INT32' },
        { name: 'text', data: ids.map((id) => `${id} `.repeat(20)), type: 'STRING' },
      ],
      { rowGroupSize: 1_000_000, pageSize: 20_000, codec: 'UNCOMPRESSED' },
    );
    const file = fileOf(content);
    let rows = 0;
    for await (const row of readParquet(file)) {
      expect(row).toHaveProperty('fields.id', rows++);
      if (rows === 1_000) break;
    }
    const asked = file.asked.reduce((sum, [start, end]) => sum + end - start, 0);
    expect(content.byteLength).toBeGreaterThan(4_000_000);
    expect(asked).toBeLessThan(1_300_000);
    expect(Math.max(...file.asked.map(([start, end]) => end - start))).toBeLessThan(600_000);
  });

  describe('when the file cannot be read', () => {
    it.each([0, 1, 2, 3])('fails with its error (reading %i)', async (failing) => {
      const file = fileOf(films(7));
      let readings = 0;
      const broken = {
        byteLength: file.byteLength,
        slice: (start: number, end: number) =>
          readings++ === failing
            ? Promise.reject(new Error('the disk is gone'))
            : file.slice(start, end),
      };
      await expect(gather(readParquet(broken))).rejects.toThrow('the disk is gone');
    });

    it('says so when it is shorter than it was', async () => {
      const content = films(7);
      const file = { ...fileOf(content.slice(0, 30)), byteLength: content.byteLength };
      await expect(gather(readParquet(file))).rejects.toThrow(
        '0 bytes came where 8 were asked for',
      );
    });
  });

  describe('refuses the rows of a damaged row group, and reads the next group', () => {
    const intact = [1, 2, 3, 7].map(film);
    const damages: [
      what: string,
      damage: (group: FileMetaData['row_groups'][number]) => unknown,
      error: string,
    ][] = [
      ['lacks a column', (group) => group.columns.pop(), 'title: it is not in the file'],
      [
        'has a column in another file',
        ({ columns }) => (columns[1].file_path = 'x.parquet'),
        'title: it is not in the file',
      ],
      [
        'has a column of another type',
        ({ columns }) => (metaOf(columns[1]).type = 'INT64'),
        'title: it is of two types at once',
      ],
      [
        'has a column with more values than rows',
        ({ columns }) => (metaOf(columns[1]).num_values = 4n),
        'title: it has 4 values in 3 rows',
      ],
      [
        'lies behind the end of the file',
        ({ columns }) => (metaOf(columns[0]).total_compressed_size = 10n ** 9n),
        'id: it claims to lie from',
      ],
      [
        'lies before the beginning of the file',
        ({ columns }) => (metaOf(columns[0]).data_page_offset = -5n),
        'id: it claims to lie from -5',
      ],
      [
        'has no length',
        ({ columns }) => (metaOf(columns[0]).total_compressed_size = 0n),
        'id: it ends too early',
      ],
      [
        'ends inside a page',
        ({ columns }) => (metaOf(columns[1]).total_compressed_size -= 5n),
        'title: a page claims to have',
      ],
      [
        'is packed in another way',
        ({ columns }) => (metaOf(columns[1]).codec = 'GZIP'),
        'title: incorrect header check',
      ],
      [
        'is packed in a way that is not known',
        ({ columns }) => (metaOf(columns[1]).codec = 'LZO'),
        'title: pages are packed in a way not known: LZO',
      ],
    ];
    it.each(damages)('that %s', async (_, damage, error) => {
      const rows = await read(withFooter(films(7), ({ row_groups: groups }) => damage(groups[1])));
      expect(rows.filter((row) => 'fields' in row)).toEqual(intact);
      expect(rows.filter((row) => 'error' in row)).toEqual(
        [4, 5, 6].map((line) => ({
          line,
          text: 'row group 2',
          error: expect.stringContaining(`not readable as Parquet: the column ${error}`) as string,
        })),
      );
      expect(linesOf(rows)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    });

    it('from the page on that is damaged', async () => {
      const ids = Array.from({ length: 100 }, (_, i) => `Film ${i + 1}`);
      const file = write([{ name: 'title', data: ids, type: 'STRING', encoding: 'PLAIN' }], {
        pageSize: 100,
        codec: 'UNCOMPRESSED',
      });
      const bytes = Buffer.from(file);
      bytes.writeUInt32LE(10 ** 9, bytes.indexOf('Film 50') - 4);
      const rows = await read(bytes);
      const sound = rows.findIndex((row) => 'error' in row);
      expect(sound).toBeGreaterThan(30);
      expect(sound).toBeLessThan(50);
      expect(saidBy(rows.slice(0, sound))).toEqual(ids.slice(0, sound).map((title) => ({ title })));
      expect(linesOf(rows)).toEqual(ids.map((_, i) => i + 1));
    });

    it('where a page is not what it was when its checksum was written', async () => {
      const damaged = Buffer.from(PYARROW_FILE);
      damaged[damaged.indexOf('Ran')]++;
      const rows = await read(damaged);
      expect(saidBy(rows.slice(0, 3))).toEqual(
        Array(3).fill(
          expect.stringMatching(/the column title: a page does not have the checksum/u),
        ),
      );
      expect(rows.slice(3)).toEqual((await read(PYARROW_FILE)).slice(3));
    });
  });

  it.each<[what: string, content: () => Uint8Array, message: RegExp]>([
    ['is empty', () => new Uint8Array(), /^0 bytes are too few/u],
    ['is cut off', () => Buffer.from(films(7)).subarray(0, 200), /"PAR1": it may be cut off/u],
    ['is encrypted', () => Buffer.from('PAR1....\x04\0\0\0PARE', 'latin1'), /encrypted/u],
    [
      'has encrypted columns',
      () =>
        withRawFooter(films(7), (footer) => {
          footer.field_4[2].field_1[1].field_8 = { field_1: {} };
        }),
      /encrypted/u,
    ],
    [
      'has a footer that is longer than the file',
      () => Buffer.from('PAR1....\xFF\xFF\xFF\x7FPAR1', 'latin1'),
      /the footer claims 2147483647 bytes in a file of 16/u,
    ],
    [
      'has an empty footer',
      () => Buffer.from('PAR1\0\0\0\0PAR1', 'latin1'),
      /the footer is broken/u,
    ],
    [
      'has a footer that is none',
      () => Buffer.from('PAR1xxxx\x04\0\0\0PAR1', 'latin1'),
      /the footer is broken/u,
    ],
    [
      'names no columns',
      () =>
        withFooter(films(0), ({ schema }) =>
          schema.splice(0, 3, { name: 'root', num_children: 0 }),
        ),
      /the footer is broken: it names no columns/u,
    ],
    [
      'claims columns that are not there',
      () => withRawFooter(films(7), (footer) => (footer.field_2[0].field_5 = 1_000_000)),
      /the footer is broken/u,
    ],
    [
      'claims more rows than it can have',
      () => withFooter(films(7), (footer) => claim(footer, 10n ** 12n)),
      /the footer claims 1000000000004 rows, more than the file has bits/u,
    ],
    [
      'claims less than no rows',
      () => withFooter(films(7), (footer) => claim(footer, -3n)),
      /a number of rows below zero/u,
    ],
    [
      'does not know how many rows it has',
      () => withFooter(films(7), (footer) => (footer.num_rows = 6n)),
      /contradicts itself: 6 rows in all, and 7 in its row groups/u,
    ],
  ])('throws a CatalogueError when the file %s', async (_, content, message) => {
    const error: unknown = await read(content()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CatalogueError);
    expect((error as CatalogueError).message).toMatch(message);
  });

  it('reads back whatever table was written, however it is divided', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            text: fc.option(fc.string({ unit: 'grapheme', maxLength: 8 })),
            number: fc.option(fc.integer()),
            list: fc.option(fc.array(fc.option(fc.string({ maxLength: 3 })), { maxLength: 4 })),
          }),
          { minLength: 1, maxLength: 60 },
        ),
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 20, max: 400 }),
        async (rows, rowGroupSize, pageSize) => {
          const columns: ColumnSource[] = [
            { name: 'text', data: rows.map(({ text }) => text) },
            { name: 'number', data: rows.map(({ number }) => number) },
            { name: 'list', data: rows.map(({ list }) => list) },
          ];
          const file = write(columns, { schema: LIST_SCHEMA, rowGroupSize, pageSize });
          expect(await read(file)).toEqual(rows.map((fields, i) => ({ line: i + 1, fields })));
        },
      ),
      { seed: 2013, numRuns: 100 },
    ));
});

const metaOf = (column: FileMetaData['row_groups'][number]['columns'][number]) => {
  if (column.meta_data === undefined) throw new Error('the writer writes metadata');
  return column.meta_data;
};

/** Says that the second row group has more rows, in all places. */
function claim(footer: FileMetaData, rows: bigint): void {
  footer.num_rows += rows - footer.row_groups[1].num_rows;
  footer.row_groups[1].num_rows = rows;
}

const LIST_SCHEMA: SchemaElement[] = [
  { name: 'root', num_children: 3 },
  { name: 'text', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  { name: 'number', type: 'INT32', repetition_type: 'OPTIONAL' },
  { name: 'list', converted_type: 'LIST', num_children: 1, repetition_type: 'OPTIONAL' },
  { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
  { name: 'element', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
];

/** LZ4 without compression: one run of literals. */
function asLz4Literals(bytes: Uint8Array): Uint8Array {
  const length = [];
  for (let left = bytes.length - 15; left >= 0; left -= 255) length.push(Math.min(left, 255));
  return Buffer.concat([Buffer.from([Math.min(bytes.length, 15) << 4, ...length]), bytes]);
}

/** LZ4 as Hadoop writes it. */
function framed(length: number, block: Uint8Array): Uint8Array {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(length);
  head.writeUInt32BE(block.length, 4);
  return Buffer.concat([head, block]);
}
