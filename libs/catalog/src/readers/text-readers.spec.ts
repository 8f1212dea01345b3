import fc from 'fast-check';
import { readCsv } from './csv.js';
import { readJsonLines } from './json-lines.js';
import { readJson } from './json.js';
import { MAX_ROW, type TextReader } from './row.js';
import { chunksOf, gather, rowsOf, textOf } from './testing/rows.js';

interface Case {
  readonly name: string;
  readonly read: TextReader;
  readonly begin: string;
  readonly row: (id: number) => string;
  readonly end: string;
  /** Rows of all kinds, broken ones as well. */
  readonly mixed: string;
}

/** What all readers of text have in common. */
describe.each<Case>([
  {
    name: 'readCsv',
    read: readCsv,
    begin: 'id,title\n',
    row: (id) => `${id},Heat\n`,
    end: '',
    mixed:
      '\r\nid,"title"\r\n1,"He ""at"""\r\n\r\n2,"a\r\nb"\r\n3,é😀\n4,"x" y\r5\r\r6,"z\n7,Ran\n"8,",,\n',
  },
  {
    name: 'readJson',
    read: readJson,
    begin: '[',
    row: (id) => `{"id":"${id}"},\n`,
    end: ']',
    mixed:
      '\n[{"id": 1, "title": "a\\"}\\\\"},\r\n {"id": 2,, "title": ["é😀"]},\n {"id": 3, "title": "x},\n {"id": 4}\n, 5, [{}], {"id": 6}}, {"id": 7}] {"id": 8} {"id',
  },
  {
    name: 'readJsonLines',
    read: readJsonLines,
    begin: '',
    row: (id) => `{"id":"${id}"}\n`,
    end: '',
    mixed: '\n{"id": 1, "title": "a\\"}\\\\"}\r\n\r\n{"id": 2,,}\r{"title": "é😀"}\n[]\n{"id"',
  },
])('$name', ({ read, begin, row, end, mixed }) => {
  const whole = begin + row(1) + row(2) + end;

  it('gives rows one by one, in their order', async () => {
    expect((await rowsOf(read, whole)).map((read) => 'fields' in read && read.fields.id)).toEqual([
      '1',
      '2',
    ]);
  });

  it('gives no rows for a source that is empty or blank', async () => {
    for (const chunks of [[], [''], ['\n\r\n \n'], ['\uFEFF']])
      expect(await rowsOf(read, ...chunks)).toEqual([]);
  });

  it('passes over a byte order mark', async () => {
    expect(await rowsOf(read, `\uFEFF${whole}`)).toEqual(await rowsOf(read, whole));
    expect(await rowsOf(read, '', '\uFEFF', whole)).toEqual(await rowsOf(read, whole));
  });

  it('fails with the error of the source when that cannot be read to its end', async () => {
    async function* failing(): AsyncIterable<string> {
      yield await Promise.resolve(begin + row(1));
      throw new Error('the disk is gone');
    }
    await expect(gather(read(failing()))).rejects.toThrow('the disk is gone');
  });

  it('lets go of the source when the reading is given up, so that no file stays open', async () => {
    let isOpen = true;
    async function* large(): AsyncIterable<string> {
      try {
        yield await Promise.resolve(begin);
        for (;;) yield row(1).repeat(2_000);
      } finally {
        isOpen = false;
      }
    }
    for await (const first of read(large())) {
      expect(first).toHaveProperty('fields.id', '1');
      break;
    }
    expect(isOpen).toBe(false);
  });

  it('asks the source for no more than it needs for the next row', async () => {
    let asked = 0;
    async function* counting(): AsyncIterable<string> {
      yield await Promise.resolve(begin);
      for (;;) {
        asked++;
        yield row(1).repeat(100);
      }
    }
    const rows = read(counting())[Symbol.asyncIterator]();
    for (let i = 0; i < 1_000; i++) await rows.next();
    expect(asked).toBeLessThan(15);
    await rows.return?.();
  });

  it('gives the same rows, however the text is cut into chunks', async () => {
    const rows = await rowsOf(read, mixed);
    expect(rows.some((row) => 'fields' in row) && rows.some((row) => 'error' in row)).toBe(true);
    for (let letters = 1; letters <= mixed.length; letters++)
      expect(await rowsOf(read, ...chunksOf(mixed, letters))).toEqual(rows);
  });

  it('holds no more of a row that does not end than a row may have', async () => {
    const letters = 'x'.repeat(100_000);
    async function* endless(): AsyncIterable<string> {
      yield await Promise.resolve(begin + row(1) + row(2).replace(/2.*/su, ''));
      for (let i = 0; i < 100; i++) yield letters;
      yield `\n${row(3)}${end}`;
    }
    const rows = await gather(read(endless()));
    expect(rows).toHaveLength(3);
    expect(rows[1]).toMatchObject({
      error: expect.stringContaining('longer than 4,000,000') as string,
    });
    expect(rows[1]).toHaveProperty('text.length', 1_000);
    expect(rows[2]).toHaveProperty('fields.id', '3');
    expect(MAX_ROW).toBe(4_000_000);
  });

  it('keeps a name that means something to JavaScript a name', async () => {
    const text = begin.replace('title', '__proto__') + row(1).replace('Heat', 'x') + end;
    const [read1] = await rowsOf(read, text.replace('"id":', '"__proto__":{"x":1},"id":'));
    expect(read1).toHaveProperty('fields');
    const fields = 'fields' in read1 ? read1.fields : {};
    expect(Object.keys(fields)).toContain('__proto__');
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
    expect('x' in fields).toBe(false);
  });

  it('survives whatever text there may be', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'binary' }),
            fc.constantFrom(...Array.from('{}[]",:\n\r\\;\t|')),
          ),
          {
            maxLength: 40,
          },
        ),
        async (parts) => {
          const rows = await gather(read(textOf(parts))).catch((error: unknown) => {
            expect(error).toHaveProperty('name', 'CatalogueError');
            return [];
          });
          expect(rows.every(({ line }) => line >= 1)).toBe(true);
        },
      ),
      { seed: 1895, numRuns: 200 },
    ));
});
