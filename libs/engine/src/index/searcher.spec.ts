import fc from 'fast-check';
import { naiveSearch, naiveSparseSearch, type NaiveOptions } from '../testing/naive.js';
import {
  catalogueLikeMatrix,
  LONER_EVERY,
  matrixOf,
  randomMatrix,
  randomNumbers,
} from '../testing/random.js';
import { Bitset } from './bitset.js';
import { rowOf } from './neighbours.js';
import { type QueryVector, Searcher } from './searcher.js';
import { invert, type SparseMatrix } from './sparse-matrix.js';

const searcherFor = (matrix: SparseMatrix, blockStarts = Uint32Array.of(0, matrix.columns)) =>
  new Searcher(matrix, invert(matrix), blockStarts);

function search(
  searcher: Searcher,
  rows: number,
  query: QueryVector,
  limit: number,
  options: NaiveOptions,
) {
  const { allowed, ...others } = options;
  let bits: Bitset | undefined;
  if (allowed !== undefined) {
    bits = new Bitset(rows);
    for (const film of allowed) bits.add(film);
  }
  const { films, scores } = searcher.search(query, limit, { allowed: bits, ...others });
  return { films: [...films], scores: [...scores] };
}

/** Terms in any order, each at most once; a share of the weights is negative. */
function randomQuery(
  seed: number,
  columns: number,
  density: number,
  { negative, levels, scale }: { negative: number; levels: number; scale: number },
) {
  const random = randomNumbers(seed);
  const picked = Array.from({ length: columns }, (_, term) => ({ term, key: random() }))
    .filter(() => random() < density)
    .sort((a, b) => a.key - b.key);
  const weights = picked.map(() => {
    const size = levels === 0 ? random() + 1e-3 : Math.ceil((random() + 1e-9) * levels) / levels;
    return scale * (random() < negative ? -size : size);
  });
  return { terms: picked.map(({ term }) => term), weights };
}

function randomSubset(seed: number, rows: number, density: number): Set<number> {
  const random = randomNumbers(seed);
  return new Set(Array.from({ length: rows }, (_, film) => film).filter(() => random() < density));
}

describe('Searcher', () => {
  const questions = fc.record({
    seed: fc.nat(),
    rows: fc.integer({ min: 0, max: 150 }),
    columns: fc.integer({ min: 1, max: 24 }),
    density: fc.constantFrom(0.02, 0.1, 0.4, 1),
    // Weights of few levels are binary fractions: their sums are exact, and many tie.
    levels: fc.constantFrom(0, 2, 8),
    cuts: fc.array(fc.nat({ max: 24 }), { maxLength: 4 }),
    queryDensity: fc.constantFrom(0, 0.1, 0.5, 1),
    negative: fc.constantFrom(0, 0.3, 1),
    scale: fc.constantFrom(1, 0.25, 8),
    limit: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 13, max: 400 })),
    // Below one film in 32 another way is taken: both sides of that must be met.
    allowedDensity: fc.constantFrom(undefined, 0, 0.01, 0.03, 0.2, 0.9, 1),
    hasSkip: fc.boolean(),
    minScore: fc.constantFrom(undefined, 0, -1, 0.125, 0.5, 1, 3, 1000),
  });

  it('finds the films and scores that scoring and sorting all films finds', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const { seed, rows, columns, queryDensity, limit, minScore } = question;
        const matrix = randomMatrix(question);
        const cuts = question.cuts.map((cut) => Math.min(cut, columns)).sort((a, b) => a - b);
        const searcher = searcherFor(matrix, Uint32Array.of(0, ...cuts, columns));
        const { allowedDensity, hasSkip } = question;
        // One searcher for several questions: what one leaves behind must not reach the next.
        for (let i = 0; i < 3; i++) {
          const query = randomQuery(seed + i, columns, queryDensity, question);
          const allowed =
            allowedDensity === undefined ? undefined : randomSubset(seed + i, rows, allowedDensity);
          // One that could be answered otherwise, if there is one.
          const skip = hasSkip ? ([...(allowed ?? [])][i] ?? i) : undefined;
          const options = { allowed, skip, minScore };
          const expected = naiveSearch(matrix, query, limit, options);
          expect(search(searcher, rows, query, limit, options)).toEqual(expected);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('answers after a search that failed as it did before', () => {
    const matrix = matrixOf(2, [
      [[0, 1]],
      [
        [0, 0.5],
        [1, 1],
      ],
    ]);
    const searcher = searcherFor(matrix);
    const other = () => searcher.search({ terms: [1], weights: [1] }, 5);
    const before = other();
    const broken = Bitset.full(2);
    broken.eachMissing = (visit) => {
      visit(1);
      throw new Error('broken');
    };
    const query = { terms: [0, 1], weights: [1, 1] };
    expect(() => searcher.search(query, 5, { allowed: broken })).toThrow('broken');
    expect(() => searcher.search({ terms: [0], weights: [1] }, -1)).toThrow(RangeError);
    expect(other()).toEqual(before);
  });

  it('takes memory for as many films as there are, not for as many as are asked for', () => {
    const matrix = matrixOf(1, [[[0, 1]]]);
    const query = { terms: [0], weights: [1] };
    const found = search(searcherFor(matrix), 1, query, Number.MAX_SAFE_INTEGER, {});
    expect(found).toEqual({ films: [0], scores: [1] });
  });

  it('scores any films, in the order asked for, as the dot product of their rows', () => {
    fc.assert(
      fc.property(questions, fc.array(fc.nat(), { maxLength: 10 }), (question, picks) => {
        const { seed, rows, columns, queryDensity } = question;
        const films = rows === 0 ? [] : picks.map((pick) => pick % rows);
        const matrix = randomMatrix(question);
        const query = randomQuery(seed, columns, queryDensity, question);
        const { films: all, scores } = naiveSearch(matrix, query, rows);
        const searcher = searcherFor(matrix);
        const found = searcher.score(query, films);
        expect(found).toHaveLength(films.length);
        films.forEach((film, i) => {
          // Films that the search does not answer score 0 or less.
          const place = all.indexOf(film);
          if (place === -1) expect(found[i]).toBeLessThanOrEqual(0);
          else expect(found[i]).toBe(scores[place]);
        });
        expect(search(searcher, rows, query, 5, {})).toEqual(naiveSearch(matrix, query, 5));
      }),
    );
  });

  it('answers nothing to an empty query', () => {
    const searcher = searcherFor(
      randomMatrix({ seed: 1, rows: 9, columns: 5, density: 1, levels: 0 }),
    );
    expect(search(searcher, 9, { terms: [], weights: [] }, 5, {})).toEqual({
      films: [],
      scores: [],
    });
  });

  it('answers nothing about no films', () => {
    const searcher = searcherFor(matrixOf(2, []));
    expect(search(searcher, 0, { terms: [1], weights: [1] }, 5, {})).toEqual({
      films: [],
      scores: [],
    });
  });

  it('never answers films that score 0 or less, even below a negative minimum', () => {
    const searcher = searcherFor(matrixOf(2, [[[0, 1]], [[1, 1]], []]));
    const query = { terms: [0, 1], weights: [1, -1] };
    expect(search(searcher, 3, query, 5, { minScore: -2 })).toEqual({ films: [0], scores: [1] });
  });

  it('answers a film that scores exactly the minimum', () => {
    const searcher = searcherFor(matrixOf(1, [[[0, 0.5]], [[0, 0.25]]]));
    const query = { terms: [0], weights: [1] };
    expect(search(searcher, 2, query, 5, { minScore: 0.5 }).films).toEqual([0]);
    expect(search(searcher, 2, query, 5, { minScore: 0.25 }).films).toEqual([0, 1]);
  });

  it('counts the negative part of a query against films that the positive part favours', () => {
    const searcher = searcherFor(
      matrixOf(2, [
        [
          [0, 0.75],
          [1, 0.75],
        ],
        [[0, 0.5]],
      ]),
    );
    const query = { terms: [1, 0], weights: [-0.5, 1] };
    expect(search(searcher, 2, query, 1, {})).toEqual({ films: [1], scores: [0.5] });
  });

  it('finds a film that is put first by terms which were not worth walking', () => {
    // Film 1 leads film 0 only by term 1, which so many films have that it is not walked for them.
    const others = Array.from({ length: 50 }, () => [[1, 0.25]] as const);
    const leader = [
      [0, 0.5],
      [1, 0.25],
    ] as const;
    const searcher = searcherFor(matrixOf(2, [[[0, 0.625]], leader, ...others]));
    const query = { terms: [0, 1], weights: [1, 1] };
    const found = search(searcher, 52, query, 1, { minScore: 0.375 });
    expect(found).toEqual({ films: [1], scores: [0.75] });
  });

  /**
   * Queries with 50,000 postings and more, from which on the searcher probes for a threshold and
   * stops before it has walked them all. The matrix is drawn from fixed seeds: what is slow to
   * compare is compared often enough on small ones above.
   */
  describe('when a query has so many postings that most are better skipped', () => {
    const WORTH_PROBING = 50_000;
    const rows = 20_000;
    const { matrix, blockStarts } = catalogueLikeMatrix(7, rows);
    const index = invert(matrix);
    const searcher = new Searcher(matrix, index, blockStarts);

    const postings = ({ terms, weights }: QueryVector) => {
      let total = 0;
      for (let i = 0; i < terms.length; i++)
        if (weights[i] > 0) total += index.starts[terms[i] + 1] - index.starts[terms[i]];
      return total;
    };
    /** What several rows have together, later ones counted against the first if `sign` is −1. */
    const mixOf = (films: readonly number[], sign: 1 | -1): QueryVector => {
      const sums = new Map<number, number>();
      films.forEach((film, i) => {
        const row = rowOf(matrix, film);
        row.terms.forEach((term, e) => {
          const weight = row.weights[e] * (i === 0 ? 1 : sign / films.length);
          sums.set(term, (sums.get(term) ?? 0) + weight);
        });
      });
      return { terms: [...sums.keys()], weights: [...sums.values()] };
    };
    const isWorthIt = (query: QueryVector) => postings(query) >= WORTH_PROBING;
    const films = Array.from({ length: rows }, (_, film) => film);
    const worthIt = films.filter((film) => isWorthIt(rowOf(matrix, film)));
    const loners = worthIt.filter((film) => film % LONER_EVERY === 0).slice(0, 12);
    const single = [...loners, ...worthIt.filter((film) => film % LONER_EVERY !== 0).slice(0, 18)];

    /** Long lists take long to compare, and a few of them are enough. */
    const asked = (isLong: boolean) => (isLong ? single.slice(10, 14) : single);

    it('the queries are as long as this needs', () => {
      expect(single).toHaveLength(30);
    });

    it.each([1, 2, 3, 10, 100, 3000, rows + 1])('finds the %d nearest films of a film', (limit) => {
      for (const film of asked(limit > 1000)) {
        const query = rowOf(matrix, film);
        const options = { skip: film };
        expect(search(searcher, rows, query, limit, options)).toEqual(
          naiveSparseSearch(matrix, query, limit, options),
        );
      }
    });

    it.each([0.01, 0.1, 0.3, 0.5, 0.8, 0.99, 1.5])(
      'finds the films that score %d or more',
      (minScore) => {
        for (const film of asked(minScore < 0.2)) {
          const query = rowOf(matrix, film);
          for (const limit of [1, 10, rows])
            expect(search(searcher, rows, query, limit, { minScore })).toEqual(
              naiveSparseSearch(matrix, query, limit, { minScore }),
            );
        }
      },
    );

    it.each([0.005, 0.04, 0.5, 1])('finds the best of %d of all films', (density) => {
      const allowed = randomSubset(3, rows, density);
      for (const film of single)
        for (const minScore of [undefined, 0.2])
          for (const limit of [10, 500]) {
            const query = rowOf(matrix, film);
            const options = { allowed, minScore, skip: film };
            expect(search(searcher, rows, query, limit, options)).toEqual(
              naiveSparseSearch(matrix, query, limit, options),
            );
          }
    });

    it.each([
      ['with', 1],
      ['less', -1],
    ] as const)('finds the films nearest to one film %s others', (_, sign) => {
      let count = 0;
      for (let i = 0; i + 3 <= single.length; i += 3) {
        const query = mixOf(single.slice(i, i + 3), sign);
        if (!isWorthIt(query)) continue;
        count++;
        for (const limit of [1, 10, 200])
          expect(search(searcher, rows, query, limit, {})).toEqual(
            naiveSparseSearch(matrix, query, limit),
          );
      }
      expect(count).toBeGreaterThan(sign === 1 ? 7 : 1);
    });

    describe('and the longest posting list alone leads to one of the best films', () => {
      // Term 0 is rare and walked first, term 1 stands in between and lets the searcher probe, term
      // 2 has the last film and is walked only if the threshold is not too high.
      const last = 60_000;
      const entry = (film: number): readonly [term: number, weight: number] => {
        if (film === 0) return [0, 0.875];
        if (film <= 32_000) return [0, 0.5];
        if (film <= 34_400) return [1, 0.0625];
        return [2, film === last ? 0.5625 : 0.25];
      };
      const crafted = matrixOf(
        3,
        Array.from({ length: last + 1 }, (_, film) => [entry(film)]),
      );
      const craftedSearcher = searcherFor(crafted);
      const query = { terms: [0, 1, 2], weights: [1, 1, 1] };
      const withoutFirst = new Set(Array.from({ length: last }, (_, i) => i + 1));

      it.each<[string, number, NaiveOptions, number[]]>([
        ['is asked for after the first', 2, {}, [0, last]],
        ['is the best without the first', 1, { skip: 0 }, [last]],
        ['is the best of those allowed', 1, { allowed: withoutFirst }, [last]],
        ['reaches the minimum', 2, { minScore: 0.55 }, [0, last]],
        ['is followed by ties in order', 4, {}, [0, last, 1, 2]],
      ])('finds that film where it %s', (_, limit, options, expected) => {
        const found = search(craftedSearcher, last + 1, query, limit, options);
        expect(found.films).toEqual(expected);
        expect(found.scores).toEqual(expected.map((film) => entry(film)[1]));
      });
    });

    it('ranks films with the same row by index, and none of them is lost at the cut', () => {
      // The same 2,000 films eleven times over: the tenth and the eleventh place tie everywhere.
      const part = catalogueLikeMatrix(11, 2000);
      const copies = 11;
      const entries = part.matrix.terms.length;
      const starts = new Uint32Array(2000 * copies + 1);
      for (let row = 0; row < 2000 * copies; row++)
        starts[row + 1] =
          starts[row] + part.matrix.starts[(row % 2000) + 1] - part.matrix.starts[row % 2000];
      const terms = new Uint32Array(entries * copies);
      const weights = new Float32Array(entries * copies);
      for (let copy = 0; copy < copies; copy++) {
        terms.set(part.matrix.terms, copy * entries);
        weights.set(part.matrix.weights, copy * entries);
      }
      const { columns } = part.matrix;
      const repeated = { rows: 2000 * copies, columns, starts, terms, weights };
      const repeatedIndex = invert(repeated);
      const repeatedSearcher = new Searcher(repeated, repeatedIndex, part.blockStarts);
      for (let film = 0; film < 20; film++) {
        const query = rowOf(repeated, film);
        for (const limit of [1, 10, 15]) {
          const found = search(repeatedSearcher, repeated.rows, query, limit, {});
          expect(found).toEqual(naiveSparseSearch(repeated, query, limit));
          const same = Array.from({ length: Math.min(limit, copies) }, (_, i) => film + i * 2000);
          expect(found.films.slice(0, copies)).toEqual(same);
        }
      }
    });
  });
});
