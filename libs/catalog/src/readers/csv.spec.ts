import fc from 'fast-check';
import { CatalogueError } from '../errors.js';
import { readCsv } from './csv.js';
import type { Row } from './row.js';

async function rowsOf(...chunks: readonly (string | Uint8Array)[]): Promise<Row[]> {
  return gather(readCsv(bytesOf(chunks)));
}

async function gather(rows: AsyncIterable<Row>): Promise<Row[]> {
  const gathered: Row[] = [];
  for await (const row of rows) gathered.push(row);
  return gathered;
}

async function* bytesOf(chunks: readonly (string | Uint8Array)[]): AsyncIterable<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
}

const fieldsOf = (rows: readonly Row[]): unknown[] =>
  rows.map((row) => ('fields' in row ? row.fields : row));

const linesOf = (rows: readonly Row[]): number[] => rows.map(({ line }) => line);

describe('readCsv', () => {
  it('names the values of a row by the header', async () => {
    expect(await rowsOf('id,title\n1,Heat\n2,Ran\n')).toEqual([
      { line: 2, fields: { id: '1', title: 'Heat' } },
      { line: 3, fields: { id: '2', title: 'Ran' } },
    ]);
  });

  it('passes over a byte order mark before the header', async () => {
    expect(await rowsOf('\uFEFFid,title\n1,Heat\n')).toEqual([
      { line: 2, fields: { id: '1', title: 'Heat' } },
    ]);
  });

  it('reads a quoted header behind a byte order mark', async () => {
    expect(await rowsOf('\uFEFF"id","title"\n1,Heat\n')).toEqual([
      { line: 2, fields: { id: '1', title: 'Heat' } },
    ]);
  });

  it('trims the names in the header but not the values', async () => {
    expect(await rowsOf('id , title\n1, Heat \n')).toEqual([
      { line: 2, fields: { id: '1', title: ' Heat ' } },
    ]);
  });

  it('keeps commas, doubled quotes and line ends inside quotes', async () => {
    expect(fieldsOf(await rowsOf('id,title\n1,"Good, ""Bad""\nand Ugly"\n'))).toEqual([
      { id: '1', title: 'Good, "Bad"\nand Ugly' },
    ]);
  });

  it.each(['\n', '\r\n', '\r'])('takes %j as the end of a line', async (eol) => {
    expect(await rowsOf(`id,title${eol}1,Heat${eol}2,Ran${eol}`)).toEqual([
      { line: 2, fields: { id: '1', title: 'Heat' } },
      { line: 3, fields: { id: '2', title: 'Ran' } },
    ]);
  });

  it('reads a last row that has no line end', async () => {
    expect(fieldsOf(await rowsOf('id,title\n1,Heat'))).toEqual([{ id: '1', title: 'Heat' }]);
  });

  it('gives a row the line it begins on, also after a row with line ends inside quotes', async () => {
    expect(linesOf(await rowsOf('id,title\n1,"a\nb\nc"\n2,Ran\n'))).toEqual([2, 5]);
  });

  it('counts a CRLF inside quotes as one line end', async () => {
    expect(linesOf(await rowsOf('id,title\r\n1,"a\r\nb"\r\n2,Ran\r\n'))).toEqual([2, 4]);
  });

  it('passes over blank lines and still tells the right line of what follows', async () => {
    expect(await rowsOf('\nid,title\n\n\n1,Heat\n\n2,Ran\n\n')).toEqual([
      { line: 5, fields: { id: '1', title: 'Heat' } },
      { line: 7, fields: { id: '2', title: 'Ran' } },
    ]);
  });

  it.each([
    ['too few', '1', '1 values where the header names 2 columns'],
    ['too many', '1,Heat,1995', '3 values where the header names 2 columns'],
  ])('passes on a row with %s values as unreadable and reads the next', async (_, bad, error) => {
    expect(await rowsOf(`id,title\n${bad}\n2,Ran\n`)).toEqual([
      { line: 2, text: bad, error },
      { line: 3, fields: { id: '2', title: 'Ran' } },
    ]);
  });

  it.each([
    ['never closed', 'id,title\n1,Heat\n2,"Ran\n3,Yi Yi\n'],
    ['closed too early', 'id,title\n1,Heat\n2,"Ran" 1985\n'],
    ['opened inside a value', 'id,title\n1,Heat\n2,The "Ran"\n'],
  ])('throws a CatalogueError that tells where, when a quote is %s', async (_, text) => {
    const error: unknown = await rowsOf(text).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CatalogueError);
    const { message } = error as CatalogueError;
    expect(message).toMatch(/quote/iu);
    // The quote stands on line 3; the last good line and the end of the file are near enough.
    const lines = [...message.matchAll(/\bline (\d+)/gu)].map(([, line]) => Number(line));
    expect(lines).not.toEqual([]);
    for (const line of lines) expect([2, 3, 4]).toContain(line);
  });

  it('tells the line of a broken quote also behind CRLF inside quotes', async () => {
    const text = 'id,title\r\n1,"He\r\nat"\r\n\r\n2,"Ran" 1985\r\n';
    await expect(rowsOf(text)).rejects.toThrow(/line 5\b.*quote/u);
  });

  it('counts lines in a file that mixes LF and CRLF', async () => {
    expect(linesOf(await rowsOf('id,title\n1,Heat\r\n\r\n2,Ran\r\n'))).toEqual([2, 4]);
  });

  it('gives no rows for an empty source or a header alone', async () => {
    expect(await rowsOf()).toEqual([]);
    expect(await rowsOf('')).toEqual([]);
    expect(await rowsOf('id,title\n')).toEqual([]);
  });

  it('fails with the error of the source when that cannot be read to its end', async () => {
    async function* failing(): AsyncIterable<Uint8Array> {
      yield await Promise.resolve(Buffer.from('id,title\n1,Heat\n'));
      throw new Error('the disk is gone');
    }
    await expect(gather(readCsv(failing()))).rejects.toThrow('the disk is gone');
  });

  it('lets go of the source when the reading is given up, so that no file stays open', async () => {
    let letGo!: () => void;
    const closed = new Promise<void>((resolve) => (letGo = resolve));
    async function* large(): AsyncIterable<Uint8Array> {
      try {
        yield await Promise.resolve(Buffer.from('id,title\n'));
        // More than any buffer on the way holds, so that there is always something left to read.
        for (let chunk = 0; chunk < 500; chunk++) yield Buffer.from('1,Heat\n'.repeat(2_000));
      } finally {
        letGo();
      }
    }
    for await (const row of readCsv(large())) {
      expect(row).toHaveProperty('fields.id');
      break;
    }
    await closed;
  });

  /** A table, how it is written, and how its bytes arrive. */
  const sources = fc.integer({ min: 2, max: 4 }).chain((width) =>
    fc.record({
      header: fc.constant(Array.from({ length: width }, (_, i) => `column ${i}`)),
      rows: fc.array(
        fc.record({
          blanksBefore: fc.nat({ max: 2 }),
          cells: fc.array(
            fc
              .array(fc.constantFrom('a', 'é', '😀', ' ', ',', ';', '"', '\n', '\r\n'), {
                maxLength: 5,
              })
              .map((parts) => parts.join('')),
            { minLength: width, maxLength: width },
          ),
        }),
        { maxLength: 6 },
      ),
      eol: fc.constantFrom('\n', '\r\n'),
      hasBom: fc.boolean(),
      chunkBytes: fc.integer({ min: 1, max: 40 }),
    }),
  );
  type Source = typeof sources extends fc.Arbitrary<infer T> ? T : never;

  /** Writes the table and notes, by counting line ends, where each row begins. */
  function write({ header, rows, eol, hasBom, chunkBytes }: Source) {
    let text = header.join(',') + eol;
    const lines: number[] = [];
    for (const { blanksBefore, cells } of rows) {
      text += eol.repeat(blanksBefore);
      lines.push(text.split('\n').length);
      text += cells.map(quoted).join(',') + eol;
    }
    const bytes = Buffer.from((hasBom ? '\uFEFF' : '') + text);
    const chunks: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += chunkBytes)
      chunks.push(bytes.subarray(at, at + chunkBytes));
    return { chunks, lines };
  }

  const quoted = (cell: string): string =>
    /[",\n\r]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

  it('reads back whatever table was written, however its bytes arrive', () =>
    fc.assert(
      fc.asyncProperty(sources, async (source) => {
        const rows = await rowsOf(...write(source).chunks);
        expect(fieldsOf(rows)).toEqual(
          source.rows.map(({ cells }) =>
            Object.fromEntries(source.header.map((name, i) => [name, cells[i]])),
          ),
        );
      }),
      { seed: 4180, numRuns: 300 },
    ));

  it('tells the line on which each row of whatever table begins', () =>
    fc.assert(
      fc.asyncProperty(sources, async (source) => {
        const { chunks, lines } = write(source);
        expect(linesOf(await rowsOf(...chunks))).toEqual(lines);
      }),
      { seed: 4180, numRuns: 300 },
    ));
});
