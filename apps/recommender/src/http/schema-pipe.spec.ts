import {
  recommendationsRequestSchema,
  recommendRequestSchema,
  searchParametersSchema,
  similarParametersSchema,
} from '#contracts';
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

  const SEED = 'expected {"id"} or {"title", "year"?}, each with an optional "weight" above 0';
  const ID = 'expected an integer or a non-empty string of up to 200 characters';
  it.each<[seed: unknown, path: string, message: string]>([
    [{ id: 1, weight: -1 }, 'seeds[0].weight', 'expected more than 0'],
    [{ id: 1, weight: 101 }, 'seeds[0].weight', 'expected at most 100'],
    [{ id: 1, weight: '2' }, 'seeds[0].weight', 'expected a number'],
    [{ id: 1.5 }, 'seeds[0].id', ID],
    [{ id: '' }, 'seeds[0].id', 'expected at least 1 character'],
    [{ id: null, weight: 2 }, 'seeds[0].id', ID],
    [{ id: 1, year: 1999 }, 'seeds[0]', 'unknown field "year"'],
    [{ title: 'x', year: '1999' }, 'seeds[0].year', 'expected a number'],
    [{ title: ' ' }, 'seeds[0].title', 'expected at least 1 character'],
    [{ title: 'x', plot: 1 }, 'seeds[0]', 'unknown field "plot"'],
    [{ id: 1, title: 'both' }, 'seeds[0]', SEED],
    [{}, 'seeds[0]', SEED],
    [{ weight: 1 }, 'seeds[0]', SEED],
    [null, 'seeds[0]', SEED],
    [7, 'seeds[0]', SEED],
  ])('names what is wrong with the seed %j', (seed, path, message) => {
    const body = { seeds: [seed] };
    const { details } = problemOf(() => parseBody(recommendationsRequestSchema, body));
    expect(details.errors?.map((error) => [error.path, error.message])).toEqual([[path, message]]);
  });

  it.each<[field: object, message: string]>([
    [{ limit: 0 }, 'expected at least 1'],
    [{ limit: 101 }, 'expected at most 100'],
    [{ limit: 1.5 }, 'expected an integer'],
    [{ limit: NaN }, 'expected a number'],
    [{ explain: 1 }, 'expected true or false'],
    [{ strategy: 'min' }, 'expected one of "mean", "max"'],
    [{ fields: [] }, 'expected at least 1 entry'],
    [{ exclude: {} }, 'expected a list'],
    [{ filter: 'x' }, 'expected an object'],
    [{ filter: { language: ['EN'] } }, 'expected a two-letter ISO 639-1 code'],
    [{ diversity: 1.01 }, 'expected at most 1'],
    [{ text: 'x'.repeat(1_001) }, 'expected at most 1000 characters'],
  ])('says in its own words what was expected instead of %j', (field, message) => {
    const body = { text: 'x', ...field };
    const { details } = problemOf(() => parseBody(recommendationsRequestSchema, body));
    expect(details.errors?.map((error) => error.message)).toEqual([message]);
  });

  it('does not repeat whom a list is for', () => {
    for (const subject of ['', 'ann@example.org '.repeat(20), ['ann@example.org']]) {
      const body = { text: 'x', subject };
      const problem = problemOf(() => parseBody(recommendationsRequestSchema, body));
      expect(problem.details.errors).toMatchObject([{ path: 'subject', value: '(not repeated)' }]);
      expect(JSON.stringify(problem)).not.toContain('ann@');
    }
  });

  it('names what was checked', () => {
    const { detail } = problemOf(() =>
      parseBody(searchParametersSchema, { q: 'x', k: '' }, 'the query'),
    );
    expect(detail).toBe('the query is {…}: unknown field "k"');
  });

  it.each<[query: object, path: string, message: string]>([
    [{}, 'q', 'expected a string'],
    [{ q: ' ' }, 'q', 'expected at least 1 character'],
    [{ q: ['a', 'b'] }, 'q', 'expected a string'],
    [{ q: 'a', limit: '0' }, 'limit', 'expected at least 1'],
    [{ q: 'a', limit: '51' }, 'limit', 'expected at most 50'],
    [{ q: 'a', limit: '' }, 'limit', 'expected a number'],
    [{ q: 'a', limit: '07' }, 'limit', 'expected a number'],
    [{ q: 'a', limit: '1.5' }, 'limit', 'expected a number'],
    [{ q: 'a', limit: ['5', '6'] }, 'limit', 'expected a number'],
  ])('reads a query: %j', (query, path, message) => {
    const { details } = problemOf(() => parseBody(searchParametersSchema, query));
    expect(details.errors).toMatchObject([{ path, message }]);
  });

  it('reads numbers, flags and lists of a query', () => {
    const query = { limit: '7', offset: '20', explain: 'true', fields: 'id,title' };
    expect(parseBody(similarParametersSchema, query)).toEqual({
      limit: 7,
      offset: 20,
      explain: true,
      fields: ['id', 'title'],
    });
    expect(parseBody(similarParametersSchema, {})).toEqual({
      limit: 10,
      offset: 0,
      explain: false,
    });
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
