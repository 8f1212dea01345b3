import { globSync, readFileSync } from 'node:fs';
import { RecommenderClient, RecommenderError } from './index.js';

interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: unknown;
}

type Reply = () => Response | Promise<Response>;

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers });
const busy = (seconds: string, status = 503) => json({}, status, { 'retry-after': seconds });

/** A `fetch` that answers from a list, the last of it for ever, and remembers what was sent. */
function scripted(...replies: readonly Reply[]) {
  const sent: Sent[] = [];
  const fetch = async (input: unknown, init: RequestInit = {}): Promise<Response> => {
    const { method = 'GET', headers, body, signal } = init;
    sent.push({
      url: String(input),
      method,
      headers: new Headers(headers),
      body: typeof body === 'string' ? JSON.parse(body) : undefined,
    });
    signal?.throwIfAborted();
    const reply = replies[Math.min(sent.length, replies.length) - 1];
    return reply();
  };
  return { sent, fetch: fetch as typeof globalThis.fetch };
}

const clientOf = (fetch: typeof globalThis.fetch, more = {}) =>
  new RecommenderClient('http://movies.example/base/', { fetch, ...more });

describe('what is sent', () => {
  const model = { name: 'a b', version: '1/2' };

  it.each<[name: string, call: (client: RecommenderClient) => unknown, line: string]>([
    ['an id with a slash', (c) => c.movie('a/b?'), 'GET /v1/movies/a%2Fb%3F'],
    ['a search', (c) => c.searchMovies({ q: 'a&b', limit: 3 }), 'GET /v1/movies?q=a%26b&limit=3'],
    [
      'a page',
      (c) => c.similarMovies(1, { fields: ['id', 'title'], explain: true, limit: undefined }),
      'GET /v1/movies/1/similar?fields=id%2Ctitle&explain=true',
    ],
    ['a model', (c) => c.model('1/2'), 'GET /v1/models/1%2F2'],
    ['a version', (c) => c.modelReady(model), 'GET /v2/models/a%20b/versions/1%2F2/ready'],
  ])('%s: percent-encoded, and nothing that is undefined', async (_, call, line) => {
    const { sent, fetch } = scripted(() => json({}));
    await call(clientOf(fetch));
    expect(`${sent[0].method} ${sent[0].url}`).toBe(
      line.replace(' ', ' http://movies.example/base'),
    );
  });

  it('a key, a request id and a body, where there are any', async () => {
    const { sent, fetch } = scripted(() => json({ recommendations: ['x'] }));
    const client = clientOf(fetch, { apiKey: 'mrk_x' });
    expect(await client.recommend(1, 3, { requestId: 'mine' })).toEqual(['x']);
    const [{ headers, body }] = sent;
    expect(body).toEqual({ movie_id: 1, top_n: 3 });
    expect(headers.get('authorization')).toBe('Bearer mrk_x');
    expect(headers.get('x-request-id')).toBe('mine');
    expect(headers.get('content-type')).toBe('application/json');
  });
});

describe('what is sent again', () => {
  it.each([429, 503])('%d, until it is answered', async (status) => {
    const { sent, fetch } = scripted(
      () => busy('0', status),
      () => busy('0', status),
      () => json({ models: [] }),
    );
    expect(await clientOf(fetch).models()).toEqual({ models: [] });
    expect(sent).toHaveLength(3);
  });

  it.each<[name: string, reply: Reply, options: object, attempts: number]>([
    ['no more often than is allowed', () => busy('0'), { retries: 1 }, 2],
    ['not at all, if that is wanted', () => busy('0'), { retries: 0 }, 1],
    ['not where the wait would be too long', () => busy('3600'), {}, 1],
    ['not where a date says so', () => busy('Wed, 01 Jan 2098 00:00:00 GMT'), {}, 1],
    ['no other refusal', () => json({}, 404), {}, 1],
    ['no failure', () => json({}, 500), {}, 1],
  ])('%s', async (_, reply, options, attempts) => {
    const { sent, fetch } = scripted(reply);
    await expect(clientOf(fetch, options).models()).rejects.toThrow(RecommenderError);
    expect(sent).toHaveLength(attempts);
  });

  it('after what Retry-After says, which ends with the signal', async () => {
    const { sent, fetch } = scripted(() => busy('5'));
    const started = performance.now();
    const signal = AbortSignal.timeout(50);
    await expect(clientOf(fetch).models({ signal })).rejects.toThrow('timeout');
    await expect(clientOf(fetch).models({ timeoutMs: 50 })).rejects.toThrow('timeout');
    expect(performance.now() - started).toBeLessThan(4_000);
    expect(sent).toHaveLength(2);
  });
});

describe('a refusal', () => {
  it('tells what its problem says', async () => {
    const problem = {
      status: 404,
      code: 'unknown_film',
      detail: 'the catalogue has no film with the id 0',
      requestId: '7f3c-1',
      errors: [{ path: 'id', message: 'expected the id of a film', value: '0' }],
    };
    const { fetch } = scripted(() =>
      json(problem, 404, { 'content-type': 'application/problem+json; charset=utf-8' }),
    );
    const error = await clientOf(fetch)
      .movie(0)
      .catch((reason: unknown) => reason);
    const { detail, ...rest } = problem;
    expect(error).toMatchObject({ ...rest, message: detail, didYouMean: [], problem });
  });

  it('is one as well when it comes from a proxy', async () => {
    const { fetch } = scripted(() => new Response('<html>', { status: 502 }));
    await expect(clientOf(fetch).models()).rejects.toMatchObject({ status: 502, code: 'unknown' });
  });
});

it('brings nothing with it: of the contracts it takes types only', () => {
  const sources = globSync('libs/client/src/*.ts').filter((path) => !path.endsWith('.spec.ts'));
  const imports = sources.flatMap((path) =>
    Array.from(readFileSync(path, 'utf8').matchAll(/^import (.*?) ?(?:\{[^}]*\} )?from '#/gmu)),
  );
  expect(imports.length).toBeGreaterThan(1);
  expect(imports.filter(([, kind]) => kind !== 'type')).toEqual([]);
});
