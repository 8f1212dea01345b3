import fc from 'fast-check';
import { cataloguesWithLikes } from '../testing/arbitraries.js';
import { assertLikes, type Likes } from './likes.js';

const LIKES: Likes = {
  filmIds: [7, '7', 'tt1'],
  starts: Uint32Array.of(0, 2, 2, 3),
  films: Uint32Array.of(0, 2, 1),
};

describe('assertLikes', () => {
  it('accepts likes, with viewers who like nothing, and none at all', () => {
    expect(() => assertLikes(LIKES)).not.toThrow();
    const nobody = { filmIds: [], starts: Uint32Array.of(0), films: new Uint32Array() };
    expect(() => assertLikes(nobody)).not.toThrow();
    fc.assert(fc.property(cataloguesWithLikes(), ([, likes]) => assertLikes(likes)));
  });

  it.each<[string, Partial<Likes>, string]>([
    ['an id twice', { filmIds: [7, 7, 8] }, 'likes.filmIds is 2, expected each id once'],
    ['no viewers and no end', { starts: new Uint32Array() }, 'likes.starts[0] is undefined'],
    ['a beginning behind 0', { starts: Uint32Array.of(1, 3) }, 'likes.starts[0] is 1, expected 0'],
    ['an early end', { starts: Uint32Array.of(0, 2) }, 'the last of likes.starts is 2, expected 3'],
    ['a late end', { starts: Uint32Array.of(0, 4) }, 'the last of likes.starts is 4, expected 3'],
    ['a fall', { starts: Uint32Array.of(0, 2, 1, 3) }, 'likes.starts[2] is 1'],
    ['a stray film', { films: Uint32Array.of(0, 3, 1) }, 'likes.films[1] is 3, expected below 3'],
  ])('refuses %s', (_, change, message) => {
    const check = () => assertLikes({ ...LIKES, ...change });
    expect(check).toThrow(RangeError);
    expect(check).toThrow(message);
  });
});
