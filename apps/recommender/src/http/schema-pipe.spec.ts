import { recommendationsRequestSchema, recommendRequestSchema } from '#contracts';
import { ProblemException } from './problem-exception.js';
import { formatPath, parseBody } from './schema-pipe.js';

function problemOf(work: () => unknown): ProblemException {
  try {
    work();
  } catch (error) {
    if (error instanceof ProblemException) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('parseBody', () => {
  it('fills in what was left out', () => {
    expect(parseBody(recommendRequestSchema, { movie_id: 7 })).toEqual({ movie_id: 7, top_n: 5 });
  });

  it.each([
    [undefined, '', 'nothing'],
    [[1], '', '[…]'],
    [{ movie_id: null }, 'movie_id', 'null'],
    [{ movie_id: 1.5 }, 'movie_id', '1.5'],
    [{ movie_id: 1, top_n: 0 }, 'top_n', '0'],
    [{ movie_id: 1, top_n: 'five' }, 'top_n', '"five"'],
  ])('names the bad value of %j and its place', (body, path, value) => {
    const { status, code, details } = problemOf(() => parseBody(recommendRequestSchema, body));
    expect({ status, code }).toEqual({ status: 400, code: 'invalid_request' });
    expect(details.errors?.[0]).toMatchObject({ path, value });
  });

  it('names every bad value at once, in the order of the schema', () => {
    const body = { seeds: [{ id: 1, weight: -1 }], limit: 1_000, minScore: 'high' };
    const { details } = problemOf(() => parseBody(recommendationsRequestSchema, body));
    expect(details.errors?.map(({ path }) => path)).toEqual([
      'seeds[0].weight',
      'limit',
      'minScore',
    ]);
  });

  it('names unknown fields', () => {
    const { detail } = problemOf(() => parseBody(recommendRequestSchema, { movie_id: 1, topn: 3 }));
    expect(detail).toContain('"topn"');
  });

  it('keeps the answer small, however many values are bad', () => {
    const seeds = Array.from({ length: 50 }, () => ({ id: '' }));
    const { details } = problemOf(() => parseBody(recommendationsRequestSchema, { seeds }));
    expect(details.errors?.length).toBeLessThanOrEqual(20);
  });
});

describe('formatPath', () => {
  it.each([
    [[], ''],
    [['limit'], 'limit'],
    [['seeds', 0, 'id'], 'seeds[0].id'],
    [['filter', 'genres', 'any', 2], 'filter.genres.any[2]'],
  ])('writes %j as %j', (path, text) => {
    expect(formatPath(path)).toBe(text);
  });
});
