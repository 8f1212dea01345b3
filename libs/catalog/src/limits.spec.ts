import fc from 'fast-check';
import { exceeds, formatRefusalLimit, NO_REFUSALS, parseRefusalLimit } from './limits.js';

describe('a limit of refusals', () => {
  it.each([
    ['0', { rows: 0 }],
    ['20', { rows: 20 }],
    ['007', { rows: 7 }],
    ['0%', { perMillion: 0 }],
    ['1%', { perMillion: 10_000 }],
    ['0.5%', { perMillion: 5_000 }],
    ['0.57 %', { perMillion: 5_700 }],
    ['0.0001%', { perMillion: 1 }],
    ['100%', { perMillion: 1_000_000 }],
    ['100.0000%', { perMillion: 1_000_000 }],
  ])('is read from %j', (text, limit) => {
    expect(parseRefusalLimit(text)).toEqual(limit);
  });

  it.each([
    '',
    ' ',
    '%',
    '-1',
    '-1%',
    '+1',
    '1.5',
    '1e3',
    '0x10',
    'Infinity',
    'NaN',
    '.5%',
    '5.%',
    '0.00001%',
    '100.0001%',
    '101%',
    '999%',
    '1000%',
    '1%%',
    '1 percent',
    '1,5%',
    '٣%',
    '1\n',
    '1%\n',
  ])('is not %j, and both ways to write one are named', (text) => {
    expect(() => parseRefusalLimit(text)).toThrow(RangeError);
    expect(() => parseRefusalLimit(text)).toThrow(/rows such as 20.*such as 0\.5%/u);
  });

  it('is written as it is read', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.record({ rows: fc.nat() }),
          fc.record({ perMillion: fc.integer({ min: 0, max: 1_000_000 }) }),
        ),
        (limit) => expect(parseRefusalLimit(formatRefusalLimit(limit))).toEqual(limit),
      ),
      { seed: 5, numRuns: 1_000 },
    ));
});

describe('refusals exceed', () => {
  it.each([
    [0, 0, '0', false],
    [0, 0, '0%', false],
    [100, 0, '0', false],
    [100, 1, '0', true],
    [100, 1, '0%', true],
    [100, 20, '20', false],
    [100, 21, '20', true],
    [100, 1, '1%', false],
    [101, 1, '1%', false],
    [99, 1, '1%', true],
    [200, 1, '0.5%', false],
    [199, 1, '0.5%', true],
    [100, 29, '29%', false],
    [10_000, 57, '0.57%', false],
    [10_000, 58, '0.57%', true],
    [100, 100, '100%', false],
    [1_000_000_000, 1_000, '0.0001%', false],
    [1_000_000_000, 1_001, '0.0001%', true],
  ])('of %d rows %d refused, allowed %s: %s', (read, refused, limit, expected) => {
    expect(exceeds({ read, refused }, parseRefusalLimit(limit))).toBe(expected);
  });

  it('none with the first refused row when none is allowed', () => {
    expect(exceeds({ read: 1_000, refused: 1 }, NO_REFUSALS)).toBe(true);
    expect(exceeds({ read: 1_000, refused: 0 }, NO_REFUSALS)).toBe(false);
  });

  it('a share exactly when they would in integers of any size', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000_000 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: -1, max: 1 }),
        (read, perMillion, off) => {
          // At the edge, where a rounding error would show.
          const refused = Math.min(read, Math.max(0, Math.floor((read * perMillion) / 1e6) + off));
          expect(exceeds({ read, refused }, { perMillion })).toBe(
            BigInt(refused) * 1_000_000n > BigInt(perMillion) * BigInt(read),
          );
        },
      ),
      { seed: 57, numRuns: 2_000 },
    ));
});
