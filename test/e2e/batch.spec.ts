import { type BatchResponse, batchResponseSchema } from '#contracts';
import { filmCalled } from './support/sample.js';
import { eventually, problemOf, useService } from './support/service.js';
import { open } from './support/socket.js';

const service = useService();
const PATH = '/v1/recommendations:batch';
const LISTS = '/v1/recommendations';

async function ask(requests: readonly unknown[]): Promise<BatchResponse> {
  const answer = await service.post(PATH, { requests });
  expect(answer.status).toBe(200);
  const batch = batchResponseSchema.parse(answer.json);
  expect(batch.requestId).toBe(answer.headers['x-request-id']);
  return batch;
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

/** What an answer says, without what may differ from one time to the next. */
const factsOf = (answer: unknown): unknown => {
  const { requestId, tookMs, ...facts } = answer as Record<string, unknown>;
  expect([typeof requestId, typeof tookMs].sort()).toContain('string');
  return facts;
};

describe(`POST ${PATH}`, () => {
  const requests = [
    { seeds: [{ id: 2 }], limit: 3, explain: true },
    { seeds: [{ title: 'The Godfahter' }] },
    { text: 'a heist', diversity: 0.5, limit: 5 },
    { seeds: [{ id: 1, weight: -1 }] },
    { text: 'zzzqqq' },
    null,
    { seeds: [{ id: 1 }], filter: { genres: { any: ['Dramma'] } } },
    { seeds: [{ id: 1 }, { id: 2 }], strategy: 'max' },
  ];

  it('answers each request as it is answered alone, in their order', async () => {
    const { responses } = await ask(requests);
    expect(responses.map(({ status }) => status)).toEqual([200, 404, 200, 400, 200, 400, 400, 200]);
    for (const [i, response] of responses.entries()) {
      const alone = await service.post(LISTS, requests[i]);
      expect(response.status).toBe(alone.status);
      if ('answer' in response) expect(factsOf(response.answer)).toEqual(factsOf(alone.json));
      else if (requests[i] !== null) expect(factsOf(response.problem)).toEqual(factsOf(alone.json));
    }
  });

  it('names places inside each request, and a request that is none as such', async () => {
    const { responses } = await ask(requests);
    const problems = responses.flatMap((response) =>
      'problem' in response ? [response.problem] : [],
    );
    expect(problems.map(({ errors = [] }) => errors.map(({ path }) => path))).toEqual([
      ['seeds[0]'],
      ['seeds[0].weight'],
      [''],
      ['filter.genres.any[0]'],
    ]);
    expect(problems[2].detail).toBe('the request is null: expected an object');
  });

  it('gives each answer a request id of its own', async () => {
    const { json } = await service.post(PATH, { requests }, { 'x-request-id': 'mine' });
    const { responses } = batchResponseSchema.parse(json);
    const ids = responses.map((response) =>
      'answer' in response ? response.answer.requestId : response.problem.requestId,
    );
    expect(ids).toEqual(requests.map((_, i) => `mine:${i}`));
  });

  it('answers a hundred requests, and is as large as that', async () => {
    const hundred = Array.from({ length: 100 }, (_, i) => ({ seeds: [{ id: i + 1 }] }));
    const { responses } = await ask(hundred);
    expect(responses.map(({ status }) => status)).toEqual(times(100, 200));
    problemOf(await service.post(PATH, { requests: [...hundred, hundred[0]] }), 400);
  });

  it.each<[name: string, requests: unknown[]]>([
    ['2,001 films', [...times(20, { text: 'war', limit: 100 }), { text: 'war', limit: 1 }]],
    [
      '251 searches',
      [
        ...times(5, { strategy: 'max', seeds: times(50, { id: 1 }), limit: 1 }),
        { text: 'war', limit: 1 },
      ],
    ],
  ])('refuses a batch that asks for too much: %s', async (name, many) => {
    const { code, errors } = problemOf(await service.post(PATH, { requests: many }), 400);
    expect(code).toBe('batch_too_large');
    expect(errors).toMatchObject([{ path: 'requests' }]);
    expect(errors?.[0].message).toContain(`not ${name.split(' ')[0].replace(',', '')}`);
    expect((await service.post(PATH, { requests: many.slice(1) })).status).toBe(200);
  });

  it('lets others be answered in between', async () => {
    const seeds = Array.from({ length: 50 }, (_, i) => ({ id: i + 1 }));
    const slow = { seeds, avoid: [{ id: 100 }], limit: 20, diversity: 1, explain: true };
    const batch = service.post(PATH, { requests: times(100, slow) });
    const done = batch.then(() => 'done');
    let between = 0;
    const live = () => service.get('/livez').then(({ status }) => status);
    while ((await Promise.race([done, live()])) === 200) between++;
    expect((await batch).status).toBe(200);
    expect(between).toBeGreaterThan(5);
  });

  it('is given up when its client has gone', async () => {
    const { id } = filmCalled('The Godfather');
    const slow = { seeds: [{ id }], avoid: [{ id: 1 }], limit: 20, diversity: 1, explain: true };
    const body = JSON.stringify({ requests: times(100, slow) });
    const before = await listsAnswered();
    const socket = open(service.url);
    const head = `POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json`;
    socket.write(`${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    await eventually(async () => expect(await listsAnswered()).toBeGreaterThan(before));
    socket.resetAndDestroy();
    let latest = -1;
    await eventually(async () => {
      const now = await listsAnswered();
      const isStill = now === latest;
      latest = now;
      expect(isStill).toBe(true);
    });
    expect(latest - before).toBeLessThan(100);
    expect((await service.get('/readyz')).status).toBe(200);
  });

  async function listsAnswered(): Promise<number> {
    const metrics = await (await fetch(service.metricsUrl)).text();
    return Number(/^recommendations_total (\d+)$/mu.exec(metrics)?.[1]);
  }
});
