import fc from 'fast-check';
import { LikesGatherer } from './likes.js';

describe('LikesGatherer', () => {
  const like = fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 99 }));

  it("keeps every viewer's likes together, in the order in which they came", () => {
    fc.assert(
      // More likes than there is room for at first.
      fc.property(fc.array(like, { maxLength: 3_000, size: 'max' }), (likes) => {
        const gatherer = new LikesGatherer();
        for (const [viewer, film] of likes) gatherer.add(viewer, film);
        const { starts, films, filmIds } = gatherer.build(['a'], 10);
        expect(filmIds).toEqual(['a']);
        expect(starts).toHaveLength(11);
        for (let viewer = 0; viewer < 10; viewer++)
          expect([...films.subarray(starts[viewer], starts[viewer + 1])]).toEqual(
            likes.filter(([who]) => who === viewer).map(([, film]) => film),
          );
      }),
      { numRuns: 20 },
    );
  });

  it('keeps nothing of nobody', () => {
    expect(new LikesGatherer().build([], 0)).toEqual({
      filmIds: [],
      starts: Uint32Array.of(0),
      films: new Uint32Array(),
    });
  });
});
