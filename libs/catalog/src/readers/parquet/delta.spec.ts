import fc from 'fast-check';
import { ByteWriter } from 'hyparquet-writer';
import { deltaBinaryPack, deltaByteArray } from 'hyparquet-writer/src/delta.js';
import { assertSharedTexts, endOfDeltas } from './delta.js';

function packedNumbers(values: readonly number[], type: 'INT32' | 'INT64'): Uint8Array {
  const writer = new ByteWriter();
  deltaBinaryPack(writer, type === 'INT32' ? [...values] : values.map(BigInt), type);
  return writer.getBytes();
}

function packedTexts(texts: readonly string[]): Uint8Array {
  const writer = new ByteWriter();
  deltaByteArray(
    writer,
    texts.map((text) => Buffer.from(text)),
  );
  return writer.getBytes();
}

/** Values in a block, parts of it, values in all, the first value; all below 64. */
const head = (block: number, parts: number, count: number): number[] => [block, parts, count, 0];

describe('endOfDeltas', () => {
  it('finds the end of whatever numbers were written', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1, maxLength: 400 }),
        fc.constantFrom('INT32' as const, 'INT64' as const),
        (values, type) => {
          const bytes = packedNumbers(values, type);
          const around = Buffer.concat([Buffer.from('ab'), bytes, Buffer.from('cd')]);
          expect(endOfDeltas(around, 2, values.length)).toBe(bytes.length + 2);
        },
      ),
      { seed: 128, numRuns: 300 },
    ));

  it.each<[what: string, bytes: number[], message: string]>([
    ['blocks of nothing', head(0, 1, 2), 'blocks of 0 values in 1 parts'],
    ['blocks in no parts', head(32, 0, 2), 'blocks of 32 values in 0 parts'],
    ['blocks of less than no values', [0x80, 0xff, 0xff, 0xff, 0x0f, 1, 2, 0], 'blocks of 42949'],
    ['parts that are not whole bytes', head(12, 1, 2), 'blocks of 12 values in 1 parts'],
    ['another number of values', head(32, 4, 3), '3 differences where there are 2 values'],
    [
      'a first value without end',
      [32, 4, 2, ...Array<number>(20).fill(0xff)],
      'a number without end',
    ],
    [
      'a difference without end',
      [...head(32, 4, 2), ...Array<number>(20).fill(0xff)],
      'a number without end',
    ],
    ['differences of too many bits', [...head(32, 4, 2), 0, 65, 0, 0, 0], 'differences of 65 bits'],
    ['less than it claims', [...head(32, 4, 2), 0, 64, 0, 0, 0], 'differences that are cut off'],
    ['nothing', [], 'blocks of 0 values'],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => endOfDeltas(Uint8Array.from(bytes), 0, 2)).toThrow(message);
  });
});

describe('assertSharedTexts', () => {
  const texts = ['Heat', 'Heat 2', 'Hea', '', 'Ran', 'Random'];

  it('accepts texts that share what there is', () => {
    expect(() => {
      assertSharedTexts(packedTexts(texts), texts.length);
    }).not.toThrow();
  });

  it.each<[what: string, shared: number[], own: number[], message: string]>([
    ['the first shares something', [1, 0], [4, 4], 'shares what is not there'],
    ['one shares more than there is', [0, 5], [4, 4], 'shares what is not there'],
    ['one has less than nothing', [0, 0], [4, -1], 'shares what is not there'],
    [
      'they are too large together',
      [0, 2 ** 30],
      [2 ** 30, 0],
      'a page claims texts of 2147483648 bytes',
    ],
  ])('refuses texts of which %s', (_, shared, own, message) => {
    const bytes = Buffer.concat([packedNumbers(shared, 'INT32'), packedNumbers(own, 'INT32')]);
    expect(() => {
      assertSharedTexts(bytes, 2);
    }).toThrow(message);
  });
});
