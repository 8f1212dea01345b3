import fc from 'fast-check';
import { cataloguesWithLikes } from '../testing/arbitraries.js';
import { aFilm } from '../testing/film-builder.js';
import { likesFrom } from '../testing/likes-builder.js';
import { naiveCoLikes } from '../testing/naive-audience.js';
import { type CoLikeLimits, type CoLikes, findCoLikes } from './co-likes.js';

/** Limits that bite in a catalogue of up to 24 films and 12 viewers. */
const limits: fc.Arbitrary<CoLikeLimits> = fc.record({
  neighbours: fc.integer({ min: 1, max: 6 }),
  support: fc.integer({ min: 1, max: 3 }),
  likesOfViewer: fc.integer({ min: 2, max: 6 }),
  pivot: fc.constantFrom(0, 1, 3),
});

const rowOf = ({ starts, films, similarities }: CoLikes, film: number) =>
  Array.from(films.subarray(starts[film], starts[film + 1]), (other, i) => ({
    other,
    similarity: similarities[starts[film] + i],
  }));

const FILMS = [0, 1, 2, 3].map((id) => aFilm(id));
const IDS = FILMS.map(({ id }) => id);
const found = (tastes: readonly (readonly number[])[]) =>
  FILMS.map((_, film) => rowOf(findCoLikes(likesFrom(IDS, tastes), FILMS), film));

describe('findCoLikes', () => {
  it('finds what looking at every pair of films by itself finds', () => {
    fc.assert(
      fc.property(cataloguesWithLikes(), limits, ([films, likes], bounds) => {
        const every = naiveCoLikes(likes, films, { ...bounds, neighbours: Infinity });
        const coLikes = findCoLikes(likes, films, undefined, bounds);
        films.forEach((_, film) => {
          const row = rowOf(coLikes, film);
          expect(row).toHaveLength(Math.min(every[film].length, bounds.neighbours));
          row.forEach(({ other, similarity }, i) => {
            // Two ways of adding up may break a tie in two ways: each rank and each pair by itself.
            expect(similarity).toBeCloseTo(every[film][i].similarity, 5);
            const pair = every[film].find((entry) => entry.other === other);
            expect(similarity).toBeCloseTo(pair?.similarity ?? NaN, 5);
          });
        });
      }),
      { numRuns: 300 },
    );
  });

  it('gives similarities above 0, at most 1 and falling, and no film to itself', () => {
    fc.assert(
      fc.property(cataloguesWithLikes(), limits, ([films, likes], bounds) => {
        const coLikes = findCoLikes(likes, films, undefined, bounds);
        films.forEach((_, film) => {
          const row = rowOf(coLikes, film);
          row.forEach(({ other, similarity }, i) => {
            expect(other).not.toBe(film);
            expect(similarity).toBeGreaterThan(0);
            expect(similarity).toBeLessThanOrEqual(1 + 1e-6);
            if (i > 0) expect(similarity).toBeLessThanOrEqual(row[i - 1].similarity);
          });
        });
      }),
    );
  });

  it('tells nothing of a pair that fewer than three viewers like', () => {
    const pair = [0, 1];
    expect(found([pair, pair])).toEqual([[], [], [], []]);
    expect(found([pair, pair, pair])[0].map(({ other }) => other)).toEqual([1]);
    // One viewer who says it three times is one viewer.
    expect(found([[0, 1, 0, 1, 0, 1]])[0]).toEqual([]);
  });

  it('is surer of a pair the more viewers like both, though nobody likes only one of them', () => {
    const similarity = (viewers: number) =>
      found(Array.from({ length: viewers }, () => [0, 1]))[0][0].similarity;
    const rising = [3, 6, 12].map(similarity);
    expect(rising).toEqual([...rising].sort((a, b) => a - b));
    expect(rising[0]).toBeLessThan(0.5);
    expect(similarity(200)).toBeCloseTo(1, 6);
  });

  it('takes no film for better known than three times the rarest viewer', () => {
    const idf = (likes: number) => Math.log(5 / (1 + likes)) + 1;
    const [[{ similarity }]] = found([[0, 1], [0, 1], [0, 1]]); // prettier-ignore
    expect(similarity).toBeCloseTo((3 * idf(2) ** 2) / (3 * idf(1)) ** 2, 6);
  });

  it('believes a viewer of few films more than one who likes everything', () => {
    const three = (taste: readonly number[]) => [taste, taste, taste];
    const [[few]] = found(three([0, 1]));
    const [all] = found(three([0, 1, 2, 3]));
    expect(few.similarity).toBeGreaterThan(all[0].similarity);
  });

  it('breaks ties by the order of the films', () => {
    const everything = [3, 2, 1, 0];
    const rows = found([everything, everything, everything]);
    expect(rows.map((row) => row.map(({ other }) => other))).toEqual([
      [1, 2, 3],
      [0, 2, 3],
      [0, 1, 3],
      [0, 1, 2],
    ]);
  });

  it('keeps thirty films of a hundred', () => {
    const ids = [...Array(100).keys()];
    const films = ids.map((id) => aFilm(id));
    const { starts } = findCoLikes(likesFrom(ids, [ids, ids, ids]), films);
    expect(starts).toEqual(Uint32Array.from({ length: 101 }, (_, i) => 30 * i));
  });

  it('does without whoever likes more than a thousand films', () => {
    const ids = [...Array(1_001).keys()];
    const films = ids.map((id) => aFilm(id));
    const some = ids.slice(0, 1_000);
    expect(findCoLikes(likesFrom(ids, [some, some, some]), films).films).toHaveLength(30_000);
    expect(findCoLikes(likesFrom(ids, [some, some, ids]), films).films).toHaveLength(0);
  });

  it('tells how many films are done', () => {
    const told: number[] = [];
    findCoLikes(likesFrom(IDS, []), FILMS, (done) => told.push(done));
    expect(told).toEqual([1, 2, 3, 4]);
  });
});
