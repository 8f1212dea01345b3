import fc from 'fast-check';
import { decodeRows, encodeRows } from './rows-file.js';

const INPUTS = 'a'.repeat(64);
const row = fc.array(fc.nat(0xffffffff), { maxLength: 5 });
const rowsOf = fc
  .tuple(fc.nat(1_000_000), fc.array(row, { maxLength: 20 }))
  .map(([from, rows]) => ({
    from,
    lengths: Uint32Array.from(rows, ({ length }) => length),
    films: Uint32Array.from(rows.flat()),
  }));
const fileOf = (rows: Parameters<typeof encodeRows>[1]): Uint8Array =>
  Buffer.concat(encodeRows(INPUTS, rows));

describe('rows on their way between machines', () => {
  it('arrive as they left, wherever their bytes begin', () => {
    fc.assert(
      fc.property(rowsOf, fc.nat(7), (rows, offset) => {
        const file = fileOf(rows);
        const memory = new Uint8Array(offset + file.length);
        memory.set(file, offset);
        expect(decodeRows(INPUTS, memory.subarray(offset))).toEqual(rows);
      }),
    );
  });

  it('are not taken when they were computed from something else', () => {
    fc.assert(
      fc.property(rowsOf, (rows) => decodeRows('b'.repeat(64), fileOf(rows)) === undefined),
    );
  });

  it('are not taken when some are missing', () => {
    fc.assert(
      fc.property(rowsOf, fc.integer({ min: 1, max: 40 }), (rows, lost) => {
        const file = fileOf(rows);
        const cut = file.subarray(0, Math.max(0, file.length - 4 * lost));
        expect(rows.lengths.length === 0 && cut.length === file.length).toBe(false);
        expect(decodeRows(INPUTS, cut)).toBeUndefined();
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['no line', 'rows'],
    ['no JSON', 'rows\n'],
    ['JSON of another kind', '{"format":"neighbour-rows/2"}\n'],
    ['null', 'null\n'],
  ])('%s is no rows', (_, text) => {
    expect(decodeRows(INPUTS, Buffer.from(text))).toBeUndefined();
  });
});
