import type { DataPageHeader, PageHeader, SchemaTree } from 'hyparquet';
import { parquetSchema } from 'hyparquet';
import { ColumnReader } from './column-reader.js';
import type { Page, Pages } from './pages.js';

const TREE = parquetSchema({
  schema: [
    { name: 'root', num_children: 1 },
    { name: 'genres', converted_type: 'LIST', num_children: 1, repetition_type: 'OPTIONAL' },
    { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
    { name: 'element', type: 'INT32', repetition_type: 'REQUIRED' },
  ],
});
const [LIST] = TREE.children;
const [REPEATED] = LIST.children;
const SCHEMA_PATH: SchemaTree[] = [TREE, LIST, REPEATED, REPEATED.children[0]];

const HEAD: DataPageHeader = {
  num_values: 2,
  encoding: 'PLAIN',
  definition_level_encoding: 'RLE',
  repetition_level_encoding: 'RLE',
};

/** Levels, each as a run of one, with their length before them. */
function levels(values: readonly number[]): Buffer {
  const runs = values.flatMap((value) => [2, value]);
  return Buffer.concat([int32(runs.length), Buffer.from(runs)]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

/** A page of lists: each value with whether it begins a list. */
function page(...values: readonly (readonly [begins: boolean, value: number])[]): Page {
  const bytes = Buffer.concat([
    levels(values.map(([begins]) => (begins ? 0 : 1))),
    levels(values.map(() => 2)),
    ...values.map(([, value]) => int32(value)),
  ]);
  const header: PageHeader = {
    type: 'DATA_PAGE',
    uncompressed_page_size: bytes.length,
    compressed_page_size: bytes.length,
    data_page_header: { ...HEAD, num_values: values.length },
  };
  return { header, bytes };
}

function readerOf(count: number, ...pages: Page[]): ColumnReader {
  const next = () => Promise.resolve(pages.shift());
  const context = {
    type: 'INT32',
    element: SCHEMA_PATH[3].element,
    schemaPath: SCHEMA_PATH,
    codec: 'UNCOMPRESSED',
  } as const;
  return new ColumnReader({ next } as unknown as Pages, context, count);
}

describe('ColumnReader', () => {
  it('puts a list together that goes on in the next pages', async () => {
    const reader = readerOf(
      7,
      page([true, 1], [true, 2], [false, 3]),
      page([false, 4]),
      page([false, 5], [true, 6], [true, 7]),
    );
    await reader.fill();
    expect(reader.take(reader.available)).toEqual([[[1]]]);
    await reader.fill();
    expect(reader.take(2)).toEqual([[[2, 3, 4, 5]], [[6]]]);
    expect(reader.take(1)).toEqual([[[7]]]);
    expect(reader.available).toBe(0);
    await expect(reader.fill()).rejects.toThrow('it ends too early');
  });

  const sound = page([true, 1], [true, 2]);
  const claiming = (head: Partial<DataPageHeader>, more: Partial<PageHeader> = {}): Page => ({
    bytes: sound.bytes,
    header: {
      ...sound.header,
      data_page_header: { ...HEAD, ...head },
      ...more,
    },
  });

  it.each<[what: string, page: Page, message: string]>([
    ['more values than the column has', claiming({ num_values: 3 }), 'claims 3 values in a column'],
    ['less than no values', claiming({ num_values: -1 }), 'claims -1 values'],
    ['no number of values', claiming({ num_values: NaN }), 'claims NaN values'],
    [
      'numbers of a dictionary that there is not',
      {
        bytes: Buffer.concat([levels([0, 0]), levels([2, 2]), Buffer.of(1, 4, 0)]),
        header: { ...claiming({ encoding: 'RLE_DICTIONARY' }).header, uncompressed_page_size: 19 },
      },
      'value 0 of a dictionary of 0',
    ],
    ['an unknown encoding', claiming({ encoding: 'BIT_PACKED' }), 'in a way not known: BIT_PACKED'],
    ['an unknown kind', claiming({}, { type: undefined }), 'a page of the unknown kind undefined'],
    ['nothing about its values', claiming({}, { data_page_header: undefined }), 'unknown kind'],
    ['another size', claiming({}, { uncompressed_page_size: 5 }), 'claims to have 5'],
    [
      'values that are not there',
      { ...sound, bytes: levels([0, 0]), header: { ...sound.header, uncompressed_page_size: 8 } },
      'Offset is outside the bounds',
    ],
  ])('refuses a page that claims %s', async (_, damaged, message) => {
    await expect(readerOf(2, damaged).fill()).rejects.toThrow(message);
  });

  it('passes over pages without values', async () => {
    const reader = readerOf(
      2,
      claiming({ num_values: 0 }),
      claiming({}, { type: 'INDEX_PAGE' }),
      sound,
    );
    await reader.fill();
    expect(reader.take(2)).toEqual([[[1]], [[2]]]);
  });
});
