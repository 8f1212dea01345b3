import { readRleBitPackedHybrid } from 'hyparquet/src/encoding.js';
import { assertRuns } from './runs.js';

/** A run of one value, and one of bit-packed groups of eight. */
const rle = (length: number, value: number): number[] => [...varint(length * 2), value];
const packed = (groups: number, ...bytes: number[]): number[] => [
  ...varint(groups * 2 + 1),
  ...bytes,
];

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
}

const check = (bytes: readonly number[], width: number, count: number) => () => {
  assertRuns(Uint8Array.from(bytes), width, count);
};

describe('assertRuns', () => {
  it.each<[what: string, bytes: number[], width: number, count: number]>([
    ['no numbers', [], 1, 0],
    ['one run', rle(1_000, 1), 1, 1_000],
    ['runs of both kinds', [...rle(5, 1), ...packed(2, 0xff, 0x0f), ...rle(3, 0)], 1, 24],
    ['a bit-packed run that is filled up', packed(1, 0x07), 1, 3],
    ['wide numbers', packed(1, 1, 2, 3, 4, 5, 6, 7, 8, 9), 9, 8],
    ['an empty run before', [...rle(0, 0), ...rle(2, 1)], 1, 2],
    ['numbers without bits', rle(4, 0).slice(0, 1), 0, 4],
  ])('accepts %s, which the decoder can read', (_, bytes, width, count) => {
    expect(check(bytes, width, count)).not.toThrow();
    const view = new DataView(Uint8Array.from(bytes).buffer);
    const numbers = new Array<number>(count);
    readRleBitPackedHybrid({ view, offset: 0 }, width, numbers, bytes.length);
    expect(numbers).toHaveLength(count);
  });

  it.each<[what: string, bytes: number[], width: number, count: number, message: string]>([
    [
      'a run that is longer than all',
      rle(2 ** 28, 1),
      1,
      10,
      'a run of 268435456 numbers where there are 10',
    ],
    ['a bit-packed one', packed(2 ** 27), 1, 10, 'a run of 1073741824 numbers'],
    ['one without bits', packed(2 ** 27), 0, 10, 'a run of 1073741824 numbers'],
    ['too few numbers', [...rle(3, 1), ...rle(3, 1)], 1, 10, '6 numbers where there are 10'],
    ['no numbers at all', [], 1, 1, '0 numbers where there are 1'],
    ['numbers that are too wide', rle(1, 1), 33, 1, 'numbers of 33 bits'],
    ['a length without end', Array<number>(9).fill(0xff), 1, 1, 'a number without end'],
  ])('refuses %s', (_, bytes, width, count, message) => {
    expect(check(bytes, width, count)).toThrow(message);
  });
});
