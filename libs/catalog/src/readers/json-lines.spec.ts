import fc from 'fast-check';
import { readJsonLines } from './json-lines.js';
import type { Row } from './row.js';
import { chunksOf, rowsOf } from './testing/rows.js';

const read = (...chunks: readonly string[]): Promise<Row[]> => rowsOf(readJsonLines, ...chunks);

describe('readJsonLines', () => {
  it.each(['\n', '\r\n', '\r'])('reads one object a line, lines ending in %j', async (eol) => {
    expect(await read(`{"id":1}${eol}{"id":"b"}${eol}`)).toEqual([
      { line: 1, fields: { id: 1 } },
      { line: 2, fields: { id: 'b' } },
    ]);
  });

  it('reads a last line that has no line end', async () => {
    expect(await read('{"id":1}\n{"id":2}')).toEqual([
      { line: 1, fields: { id: 1 } },
      { line: 2, fields: { id: 2 } },
    ]);
  });

  it('passes over blank lines but counts them', async () => {
    expect(await read('\n{"id":1}\n  \t\n\r\n{"id":2}\n\n')).toEqual([
      { line: 2, fields: { id: 1 } },
      { line: 5, fields: { id: 2 } },
    ]);
  });

  it.each(['[1,2]', '"Heat"', '42', 'null', 'true'])(
    'passes on %s as unreadable, because it is not an object',
    async (text) => {
      expect(await read(`{"id":1}\n${text}\n{"id":2}\n`)).toEqual([
        { line: 1, fields: { id: 1 } },
        { line: 2, text, error: 'a JSON value that is not an object' },
        { line: 3, fields: { id: 2 } },
      ]);
    },
  );

  it.each(['{"id":1', "{'id':1}", '{"id":1}{"id":2}', '{"id":1},', 'NaN', '# note'])(
    'passes on %s as unreadable, because it is not JSON, and reads the next line',
    async (text) => {
      expect(await read(`{"id":1}\n${text}\n{"id":2}\n`)).toEqual([
        { line: 1, fields: { id: 1 } },
        { line: 2, text, error: expect.stringMatching(/^not JSON: ./u) as string },
        { line: 3, fields: { id: 2 } },
      ]);
    },
  );

  it.each([
    ['{"rating":NaN}', 'not JSON: NaN is no value that JSON knows; write null'],
    ['{"a":[1, -Infinity ]}', 'not JSON: -Infinity is no value that JSON knows; write null'],
    ['{"a":"NaN", b}', expect.stringMatching(/^not JSON: (?!NaN)/u) as string],
    // The parser counts lines from the beginning of the row.
    ['{"id" 1}', expect.not.stringContaining('line 1') as string],
  ])('says of %s what is wrong', async (text, error) => {
    expect((await read(text))[0]).toMatchObject({ error });
  });

  it.each([
    ['lists', '[', ']'],
    ['objects', '{"a":', '}'],
  ])('refuses %s inside each other without end, which would exhaust a stack', async (_, a, b) => {
    const nested = (depth: number): string => `{"a":${a.repeat(depth)}0${b.repeat(depth)}}`;
    const [within, beyond, far] = await read([99, 100, 100_000].map(nested).join('\n'));
    expect(within).toHaveProperty('fields');
    const error = 'lists and objects more than 100 deep';
    expect([beyond, far]).toMatchObject([{ error }, { error }]);
  });

  it.each(['\u2028', '\u2029', '\u0085'])(
    'does not take %j inside a string for a line end: JSON allows it there',
    async (separator) => {
      const film = { id: 1, title: `Heat${separator}1995` };
      expect(await read(`${JSON.stringify(film)}\n{"id":2}\n`)).toEqual([
        { line: 1, fields: film },
        { line: 2, fields: { id: 2 } },
      ]);
    },
  );

  it('reads back whatever objects were written, however their text arrives', () =>
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
        async (objects, eol, letters) => {
          let text = '';
          // Told as JSON, because that is where 0 and −0 or a key called __proto__ are one thing.
          const expected: [line: number, json: string][] = [];
          for (const { blanksBefore, value } of objects) {
            text += eol.repeat(blanksBefore);
            expected.push([text.split('\n').length, JSON.stringify(value)]);
            text += JSON.stringify(value) + eol;
          }
          const rows = await read(...chunksOf(text, letters));
          expect(
            rows.map((row) => [row.line, JSON.stringify('fields' in row ? row.fields : row)]),
          ).toEqual(expected);
        },
      ),
      { seed: 8259, numRuns: 300 },
    ));
});
