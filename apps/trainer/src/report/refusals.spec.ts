import { parseRefusalLimit } from '#catalog';
import { assertAllowed, TooManyRefusedError } from './refusals.js';

describe('refusals', () => {
  it.each([
    [12, 1_000, '0.5%', 'catalogue refused: 12 of 1,000 rows (1.2%) were refused, allowed is 0.5%'],
    [1, 1, '0', 'catalogue refused: 1 of 1 row (100.0%) were refused, allowed is 0'],
  ])(
    'of %d in %d where %s is allowed are told with figure and limit',
    (refused, read, limit, message) => {
      const check = () => assertAllowed({ read, refused }, parseRefusalLimit(limit));
      expect(check).toThrow(TooManyRefusedError);
      expect(check).toThrow(message);
    },
  );

  it('within the limit are none, and so are any without a limit', () => {
    expect(() =>
      assertAllowed({ read: 1_000, refused: 5 }, parseRefusalLimit('0.5%')),
    ).not.toThrow();
    expect(() => assertAllowed({ read: 1, refused: 1 }, undefined)).not.toThrow();
  });
});
