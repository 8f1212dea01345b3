import fc from 'fast-check';
import {
  batchResponseSchema,
  inferenceResponseSchema,
  problemSchema,
  recommendationsResponseSchema,
  recommendResponseSchema,
} from '#contracts';
import { HOSTILE, HOSTILE_LISTS, UNANSWERABLE } from './support/hostile-requests.js';
import type { Answer } from './support/http.js';
import { filmCalled, FILMS } from './support/sample.js';
import { eventually, useService } from './support/service.js';
import { exchange, open, type RawAnswer } from './support/socket.js';

const service = useService();

/** Fails unless it is a refusal that a client can read. */
function expectProblem({ status, headers, body }: RawAnswer): void {
  expect({ status, isRefused: status >= 400 && status < 500 }).toEqual({
    status,
    isRefused: true,
  });
  expect(headers['content-type']).toMatch(/^application\/problem\+json\b/u);
  const problem = problemSchema.parse(JSON.parse(body));
  expect(problem.status).toBe(status);
  expect(problem.requestId).not.toBe('');
  expect(headers['set-cookie']).toBeUndefined();
}

/** The service is as it was before. */
async function expectUnharmed(): Promise<void> {
  const answer = await service.post('/recommend', '{"movie_id": 1}');
  expect(answer.status).toBe(200);
  expect(recommendResponseSchema.parse(answer.json).recommendations).toHaveLength(5);
  expect((await service.get('/readyz')).status).toBe(200);
  const complaints = service.log.filter(({ level }) => level === 'error' || level === 'fatal');
  expect(complaints).toEqual([]);
  expect(service.stray).toEqual([]);
}

describe(`${HOSTILE.length} hostile requests`, () => {
  it('are at least 120, each of its own kind', () => {
    expect(new Set(HOSTILE.map(({ name }) => name)).size).toBe(HOSTILE.length);
    expect(HOSTILE.length).toBeGreaterThanOrEqual(120);
  });

  describe('each is refused with a problem', () => {
    it.each(HOSTILE)('$name', async ({ bytes }) => {
      const answer = await exchange(service.url, bytes);
      if (answer === undefined) throw new Error('the connection was closed without an answer');
      expectProblem(answer);
    });
  });

  it('leave the service as it was', expectUnharmed);
});

describe('who is still sending when the answer comes', () => {
  const BYTES = 10_000_000;
  const head = (...lines: string[]): Buffer =>
    Buffer.from(`POST /recommend HTTP/1.1\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`);
  const json = ['Content-Type: application/json', `Content-Length: ${BYTES}`];

  it.each([
    ['what is no HTTP', Buffer.alloc(0), 400],
    ['a body that is too large', head('Host: x', ...json), 413],
    ['a request without a Host', head(...json), 400],
  ])('reads it: %s', async (_, start, status) => {
    const bytes = Buffer.concat([start, Buffer.alloc(BYTES, 'A')]);
    for (let round = 0; round < 10; round++) {
      const rivals = Array.from({ length: 4 }, () => exchange(service.url, bytes));
      const answers = await Promise.all(rivals);
      expect(answers.map((answer) => answer?.status)).toEqual(answers.map(() => status));
    }
  });

  it('leaves the service as it was', expectUnharmed);
});

describe('requests to which no answer may be possible', () => {
  it.each(UNANSWERABLE)('$name, then the end', async ({ bytes }) => {
    const answer = await exchange(service.url, bytes, { isEnded: true });
    if (answer !== undefined) expectProblem(answer);
  });

  it.each(UNANSWERABLE)('$name, then a reset', async ({ bytes }) => {
    const socket = open(service.url);
    await new Promise((resolve) => socket.once('connect', resolve));
    if (bytes.length > 0) await new Promise((resolve) => socket.write(bytes, resolve));
    socket.resetAndDestroy();
  });

  it('leave the service as it was', async () => {
    await expectUnharmed();
    await eventually(async () => {
      const metrics = await fetch(service.metricsUrl);
      expect(await metrics.text()).toContain('\nrecommender_requests_in_flight 0\n');
    });
  });
});

describe('a request of a batch that is refused alone', () => {
  it.each(HOSTILE_LISTS)('is refused there too, and no other with it: %s', async (_, list) => {
    const body = `{"requests":[${list},{"text":"heist"}]}`;
    // One that alone is larger than a body may be is refused with the whole batch.
    const { status, json } = await service.post('/v1/recommendations:batch', body);
    expect([200, 413]).toContain(status);
    if (status === 413) return;
    const [bad, good] = batchResponseSchema.parse(json).responses;
    expect([bad.status >= 400 && bad.status < 500, good.status]).toEqual([true, 200]);
  });

  it('leave the service as it was', expectUnharmed);
});

describe('several requests on one connection', () => {
  /** Writes bytes, and reads until the service closes. */
  const readAll = (bytes: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = open(service.url);
      let text = '';
      socket.setEncoding('latin1').on('data', (part: string) => (text += part));
      socket.on('close', () => resolve(text));
      socket.write(bytes);
    });
  const get = (path: string, ...headers: string[]): string =>
    `${[`GET ${path} HTTP/1.1`, 'Host: x', ...headers].join('\r\n')}\r\n\r\n`;
  const lab = (id: number): string =>
    'POST /recommend HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n' +
    `Content-Length: 14\r\n\r\n{"movie_id":${id}}`;
  const statusesOf = (text: string): string[] =>
    Array.from(text.matchAll(/HTTP\/1\.1 (\d{3}) /gu), ([, status]) => status);

  it('a hundred in one packet are answered in their order', async () => {
    const last = get('/v1/movies/zzz', 'Connection: close');
    const text = await readAll((lab(1) + get('/v1/models/zzz')).repeat(50) + last);
    expect(statusesOf(text)).toEqual([...Array<string[]>(50).fill(['200', '404']).flat(), '404']);
  });

  it('what is hidden behind a body of a stated length is a request of its own', async () => {
    const hidden = lab(1) + get('/v1/models', 'Connection: close');
    expect(statusesOf(await readAll(hidden))).toEqual(['200', '200']);
  });

  it('garbage between two ends the connection with a problem', async () => {
    const text = await readAll(`${get('/livez')}garbage\r\n\r\n${get('/livez')}`);
    // What was asked before may not have been answered by then.
    expect(statusesOf(text).at(-1)).toBe('400');
    expect(text).toContain('"code":"invalid_http"');
  });

  it('HTTP/1.0 is answered without a Host, and the connection closed', async () => {
    const text = await readAll('GET /livez HTTP/1.0\r\n\r\n');
    expect(statusesOf(text)).toEqual(['200']);
    expect(text).toMatch(/^connection: close\r$/imu);
  });

  it('leave the service as it was', expectUnharmed);
});

it('an answer does not repeat all that was sent', async () => {
  const long = 'x'.repeat(15_000);
  const lengths: Record<string, number | undefined> = {};
  for (const target of [
    `GET /v1/movies/${long}`,
    `GET /${long}`,
    `GET /%${long}`,
    `DELETE /v1/movies/${long.slice(0, 900)}`,
  ]) {
    const bytes = Buffer.from(`${target} HTTP/1.1\r\nHost: x\r\n\r\n`);
    lengths[target.slice(0, 20)] = (await exchange(service.url, bytes))?.body.length;
  }
  expect(Object.entries(lengths).filter(([, length = Infinity]) => length > 1_000)).toEqual([]);
});

describe('what is odd but right is answered', () => {
  const list = (body: string) => service.post('/v1/recommendations', body);
  const lab = (body: string) => service.post('/recommend', body);

  it.each<[name: string, ask: () => Promise<Answer>]>([
    ['a byte order mark first', () => lab('\uFEFF{"movie_id":1}')],
    ['white space around', () => lab(' \r\n\t{ "movie_id" : 1 }\n ')],
    ['the last of two equal names counts', () => lab('{"movie_id":"x","movie_id":1}')],
    ['names written with escapes', () => lab(String.raw`{"\u006dovie_id":1}`)],
    ['a NUL in a wish', () => list(String.raw`{"text":"heist \u0000"}`)],
    ['a lone surrogate in a wish', () => list(String.raw`{"text":"heist \ud800"}`)],
    ['a wish of 1,000 emoji halves', () => list(JSON.stringify({ text: '🎬'.repeat(500) }))],
    ['the smallest weight', () => list('{"seeds":[{"id":1,"weight":5e-324}]}')],
    ['weights far apart', () => list('{"seeds":[{"id":1,"weight":5e-324},{"id":2,"weight":100}]}')],
    ['fifty times the same seed', () => list(`{"seeds":[${Array(50).fill('{"id":1}').join()}]}`)],
    [
      'fifty seeds, each by itself, and all variety',
      () => list(`{"seeds":[${fifty()}],"strategy":"max","diversity":1,"limit":100}`),
    ],
    ['a list that nothing can fill', () => list('{"text":"war","limit":100,"maxPerPerson":1}')],
    ['a search for a hundred words', () => service.get(`/v1/movies?q=${'the+'.repeat(49)}end`)],
    ['a search for half an emoji', () => service.get('/v1/movies?q=%F0%9F%8E%AC')],
    ['a search for a broken percent-encoding', () => service.get('/v1/movies?q=%')],
    ['a page far out', () => service.get('/v1/movies/1/similar?offset=1000&limit=100')],
    ['fifty unknown seeds and a wish', () => list(JSON.stringify(strangers()))],
    [
      '10,000 films left out',
      () => list(JSON.stringify({ text: 'heist', exclude: tenThousand() })),
    ],
    ['a charset', () => service.post('/recommend', '{"movie_id":1}', charset('UTF-8'))],
    ['an Accept that excludes JSON', () => service.get('/v1/movies/1', { accept: 'text/html' })],
  ])('%s', async (_, ask) => {
    const { status, text } = await ask();
    expect({ status, text: status === 200 ? '' : text }).toEqual({ status: 200, text: '' });
  });

  const fifty = () =>
    FILMS.slice(0, 50)
      .map(({ id }) => JSON.stringify({ id }))
      .join();
  const charset = (name: string) => ({ 'content-type': `application/json; charset=${name}` });
  const tenThousand = () => Array.from({ length: 10_000 }, (_, i) => i + 1_000);
  const strangers = () => ({
    text: 'heist',
    seeds: Array.from({ length: 50 }, (_, i) => ({ title: `${'the godfather '.repeat(30)}${i}` })),
  });
});

describe('random bodies', () => {
  const ids = fc.oneof(
    fc.constantFrom(...FILMS.map(({ id }) => id)),
    fc.constantFrom<string | number>('1', -0, 2 ** 53, 1.5, '__proto__', ''),
    fc.integer(),
    fc.string({ unit: 'binary' }),
  );
  const titles = fc.oneof(
    fc.constantFrom(...FILMS.map(({ title }) => title)),
    fc.constantFrom(filmCalled('Amélie').title, 'godfahter', ' ', 'The'),
    fc.string({ unit: 'grapheme' }),
  );
  const numbers = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(0, 1, 5, 100, 101, 2000));
  const labels = fc.array(
    fc.oneof(fc.constantFrom('Drama', 'crime', 'PG', 'R', 'en'), fc.string()),
  );
  /** Mostly the value that belongs there, now and then anything. */
  const mostly = <T>(value: fc.Arbitrary<T>) =>
    fc.oneof({ weight: 12, arbitrary: value }, { weight: 1, arbitrary: fc.jsonValue() });
  const some = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
    fc.record(model, { requiredKeys: [] });
  const range = mostly(some({ from: numbers, to: numbers }));
  const seeds = mostly(
    fc.array(
      fc.oneof(
        some({ id: mostly(ids), weight: mostly(numbers) }),
        some({ title: mostly(titles), year: mostly(numbers) }),
      ),
      { maxLength: 4 },
    ),
  );
  const rightSeeds = fc.array(fc.record({ id: fc.constantFrom(...FILMS.map(({ id }) => id)) }), {
    minLength: 1,
    maxLength: 4,
  });
  const nearlyRight = some({
    movie_id: mostly(ids),
    top_n: mostly(fc.integer({ min: 0, max: 101 })),
    seeds,
    avoid: seeds,
    text: mostly(titles),
    filter: mostly(
      some({
        genres: mostly(some({ any: labels, all: labels, none: labels })),
        year: range,
        runtime: range,
        language: mostly(labels),
        maturity: mostly(labels),
      }),
    ),
    exclude: mostly(fc.array(ids)),
    limit: mostly(fc.integer({ min: 0, max: 101 })),
    minScore: mostly(fc.double({ min: -0.1, max: 1.1, noNaN: true })),
    explain: mostly(fc.boolean()),
    fields: mostly(fc.array(fc.constantFrom('id', 'title', 'reasons', 'plot'))),
    strategy: mostly(fc.constantFrom('mean', 'max')),
    diversity: mostly(fc.double({ min: -0.1, max: 1.1, noNaN: true })),
    maxPerCollection: mostly(fc.integer({ min: 0, max: 3 })),
    maxPerPerson: mostly(fc.integer({ min: 0, max: 3 })),
    fallback: mostly(fc.constantFrom('none', 'popular')),
    subject: mostly(fc.string()),
  });
  const right = fc.record(
    {
      seeds: rightSeeds,
      avoid: rightSeeds,
      text: fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() !== ''),
      limit: fc.integer({ min: 1, max: 100 }),
      minScore: fc.double({ min: 0, max: 1, noNaN: true }),
      explain: fc.boolean(),
      exclude: fc.array(fc.integer()),
      strategy: fc.constantFrom('mean', 'max'),
      diversity: fc.double({ min: 0, max: 1, noNaN: true }),
      maxPerPerson: fc.integer({ min: 1, max: 3 }),
      fallback: fc.constantFrom('none', 'popular'),
    },
    { requiredKeys: ['seeds'] },
  );
  const bodies = fc.oneof(
    { weight: 2, arbitrary: fc.json() },
    { weight: 5, arbitrary: nearlyRight.map((body) => JSON.stringify(body)) },
    { weight: 2, arbitrary: right.map((body) => JSON.stringify(body)) },
    { weight: 1, arbitrary: fc.record({ movie_id: ids }).map((body) => JSON.stringify(body)) },
  );

  it('500 of them are answered or refused, never failed on', async () => {
    const statuses = new Set<string>();
    const endpoints = {
      '/recommend': recommendResponseSchema,
      '/v1/recommendations': recommendationsResponseSchema,
      '/v2/models/movies/infer': inferenceResponseSchema,
    };
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        for (const [path, schema] of Object.entries(endpoints)) {
          const { status, json } = await service.post(path, body);
          statuses.add(`${path} ${status}`);
          if (status === 200) schema.parse(json);
          else expect(problemSchema.parse(json).status).toBe(status);
          expect(status === 200 || (status >= 400 && status < 500)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
    // All of them once more, a hundred at a time: each is answered or refused by itself.
    const values = fc.sample(bodies, 300).map((body) => JSON.parse(body) as unknown);
    for (let from = 0; from < values.length; from += 20) {
      const requests = values.slice(from, from + 20).map((value) => value ?? {});
      const { status, json } = await service.post('/v1/recommendations:batch', { requests });
      if (status === 200) expect(batchResponseSchema.parse(json).responses).toHaveLength(20);
      else expect(problemSchema.parse(json).code).toBe('batch_too_large');
    }
    // Otherwise the bodies would not have come past the door.
    expect([...statuses].sort()).toEqual(
      expect.arrayContaining([
        '/recommend 200',
        '/recommend 400',
        '/recommend 404',
        '/v1/recommendations 200',
        '/v1/recommendations 400',
      ]),
    );
    await expectUnharmed();
  });
});
