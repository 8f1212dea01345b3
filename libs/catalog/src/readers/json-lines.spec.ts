import fc from 'fast-check';
import { readJsonLines } from './json-lines.js';
import type { Row } from './row.js';

async function rowsOf(...chunks: readonly (string | Uint8Array)[]): Promise<Row[]> {
  return gather(readJsonLines(bytesOf(chunks)));
}

async function gather(rows: AsyncIterable<Row>): Promise<Row[]> {
  const gathered: Row[] = [];
  for await (const row of rows) gathered.push(row);
  return gathered;
}

async function* bytesOf(chunks: readonly (string | Uint8Array)[]): AsyncIterable<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
}

describe('readJsonLines', () => {
  it.each(['\n', '\r\n'])('reads one object a line, lines ending in %j', async (eol) => {
    expect(await rowsOf(`{"id":1}${eol}{"id":"b"}${eol}`)).toEqual([
      { line: 1, fields: { id: 1 } },
      { line: 2, fields: { id: 'b' } },
    ]);
  });

  it('reads a last line that has no line end', async () => {
    expect(await rowsOf('{"id":1}\n{"id":2}')).toEqual([
      { line: 1, fields: { id: 1 } },
      { line: 2, fields: { id: 2 } },
    ]);
  });

  it('passes over a byte order mark', async () => {
    expect(await rowsOf('\uFEFF{"id":1}\n')).toEqual([{ line: 1, fields: { id: 1 } }]);
  });

  it('passes over blank lines but counts them', async () => {
    expect(await rowsOf('\n{"id":1}\n  \t\n\r\n{"id":2}\n\n')).toEqual([
      { line: 2, fields: { id: 1 } },
      { line: 5, fields: { id: 2 } },
    ]);
  });

  it.each(['[1,2]', '"Heat"', '42', 'null', 'true'])(
    'passes on %s as unreadable, because it is not an object',
    async (text) => {
      expect(await rowsOf(`{"id":1}\n${text}\n{"id":2}\n`)).toEqual([
        { line: 1, fields: { id: 1 } },
        { line: 2, text, error: 'a JSON value that is not an object' },
        { line: 3, fields: { id: 2 } },
      ]);
    },
  );

  it.each(['{"id":1', "{'id':1}", '{"id":1}{"id":2}', '{"id":1},', 'NaN', '# note'])(
    'passes on %s as unreadable, because it is not JSON, and reads the next line',
    async (text) => {
      expect(await rowsOf(`{"id":1}\n${text}\n{"id":2}\n`)).toEqual([
        { line: 1, fields: { id: 1 } },
        { line: 2, text, error: expect.stringMatching(/^not JSON: ./u) as string },
        { line: 3, fields: { id: 2 } },
      ]);
    },
  );

  it.each(['\u2028', '\u2029', '\u0085'])(
    'does not take %j inside a string for a line end: JSON allows it there',
    async (separator) => {
      const film = { id: 1, title: `Heat${separator}1995` };
      expect(await rowsOf(`${JSON.stringify(film)}\n{"id":2}\n`)).toEqual([
        { line: 1, fields: film },
        { line: 2, fields: { id: 2 } },
      ]);
    },
  );

  it('gives no rows for an empty source', async () => {
    expect(await rowsOf()).toEqual([]);
    expect(await rowsOf('')).toEqual([]);
    expect(await rowsOf('\n\n')).toEqual([]);
  });

  it('fails with the error of the source when that cannot be read to its end', async () => {
    async function* failing(): AsyncIterable<Uint8Array> {
      yield await Promise.resolve(Buffer.from('{"id":1}\n'));
      throw new Error('the disk is gone');
    }
    await expect(gather(readJsonLines(failing()))).rejects.toThrow('the disk is gone');
  });

  it('lets go of the source when the reading is given up, so that no file stays open', async () => {
    let letGo!: () => void;
    const closed = new Promise<void>((resolve) => (letGo = resolve));
    async function* large(): AsyncIterable<Uint8Array> {
      try {
        await Promise.resolve();
        // More than any buffer on the way holds, so that there is always something left to read.
        for (let chunk = 0; chunk < 500; chunk++) yield Buffer.from('{"id":1}\n'.repeat(2_000));
      } finally {
        letGo();
      }
    }
    for await (const row of readJsonLines(large())) {
      expect(row).toHaveProperty('fields.id');
      break;
    }
    await closed;
  });

  it('reads back whatever objects were written, however their bytes arrive', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            blanksBefore: fc.nat({ max: 2 }),
            value: fc.dictionary(
              fc.string({ maxLength: 5 }),
              fc.oneof(
                fc.jsonValue({ maxDepth: 2 }),
                fc.array(fc.constantFrom('é', '😀', '"', '\\', '\n', '\r', '\u2028')).map(String),
              ),
              { maxKeys: 4 },
            ),
          }),
          { maxLength: 8 },
        ),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 40 }),
        async (objects, eol, chunkBytes) => {
          let text = '';
          // Told as JSON, because that is where 0 and −0 or a key called __proto__ are one thing.
          const expected: [line: number, json: string][] = [];
          for (const { blanksBefore, value } of objects) {
            text += eol.repeat(blanksBefore);
            expected.push([text.split('\n').length, JSON.stringify(value)]);
            text += JSON.stringify(value) + eol;
          }
          const bytes = Buffer.from(text);
          const chunks: Buffer[] = [];
          for (let at = 0; at < bytes.length; at += chunkBytes)
            chunks.push(bytes.subarray(at, at + chunkBytes));
          const rows = await rowsOf(...chunks);
          expect(
            rows.map((row) => [row.line, JSON.stringify('fields' in row ? row.fields : row)]),
          ).toEqual(expected);
        },
      ),
      { seed: 8259, numRuns: 300 },
    ));
});
