import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { METHODS } from 'node:http';
import { totalmem } from 'node:os';
import { COUNTERS, DRIFT_THRESHOLDS, GAUGES, HISTOGRAMS, OPEN_METRICS_TYPE } from '#telemetry';
import { send } from './support/http.js';
import { type Family, parseExposition } from './support/prometheus.js';
import { FILMS, sampleModel } from './support/sample.js';
import {
  eventually,
  problemOf,
  type RunningService,
  startService,
  useService,
} from './support/service.js';
import { open } from './support/socket.js';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const service = useService();
const LISTS = '/v1/recommendations';

type Labels = Readonly<Record<string, string>>;
type Families = ReadonlyMap<string, Family>;

async function scrape(from: RunningService = service): Promise<Families> {
  return parseExposition((await send(from.metricsUrl, '/metrics')).text);
}

/** The sum of the samples of that name that carry these labels; 0 if there are none. */
function valueOf(families: Families, sampleName: string, labels: Labels = {}): number {
  const samples = [...families.values()].flatMap((family) => family.samples);
  return samples
    .filter(({ name }) => name === sampleName)
    .filter((sample) =>
      Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
    )
    .reduce((sum, { value }) => sum + value, 0);
}

type Wanted = readonly [sample: string, labels: Labels, increase: number];

/** Does the work and fails unless the samples have then grown by exactly so much. */
async function expectIncrease(work: () => Promise<unknown>, wanted: readonly Wanted[]) {
  const before = await scrape();
  await work();
  // A request is counted when its answer has gone; its client may know a moment earlier.
  await eventually(async () => {
    const after = await scrape();
    const increases = wanted.map(([name, labels]) => [
      name,
      labels,
      valueOf(after, name, labels) - valueOf(before, name, labels),
    ]);
    expect(increases).toEqual(wanted);
  }, 1_500);
}

const lab = (body: unknown) => service.post('/recommend', body);
const list = (body: unknown) => service.post(LISTS, body);
const requests = (endpoint: string, outcome: string, count: number): Wanted => [
  'recommender_requests_total',
  { endpoint, outcome },
  count,
];
const http = (method: string, route: string, status: number, count: number): Wanted => [
  'http_server_request_duration_seconds_count',
  { method, route, status_code: String(status) },
  count,
];

/** What speaks of so many lists or requests that there are none of it at first. */
const ONLY_AFTER_MANY = new Set([
  GAUGES.catalogCoverage.name,
  GAUGES.exposureGini.name,
  GAUGES.listDiversity.name,
  GAUGES.driftScore.name,
]);

describe('/metrics', () => {
  it('is on the second listener only, and nothing else is there', async () => {
    expect((await send(service.metricsUrl, '/metrics')).status).toBe(200);
    problemOf(await service.get('/metrics'), 404);
    const elsewhere = (path: string) =>
      send(service.metricsUrl, path, { method: 'POST', body: { movie_id: 1, text: 'x' } });
    problemOf(await elsewhere('/recommend'), 404);
    problemOf(await elsewhere(LISTS), 404);
    problemOf(await send(service.metricsUrl, '/v1/movies?q=x'), 404);
    // There films are put and deleted, and read on the first listener.
    problemOf(await send(service.metricsUrl, '/v1/movies/1'), 405);
    expect(new URL(service.metricsUrl).port).not.toBe(new URL(service.url).port);
  });

  it('has the content type and the form of the text exposition format', async () => {
    const { headers, text } = await send(service.metricsUrl, '/metrics');
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(() => parseExposition(text)).not.toThrow();
  });

  it('is OpenMetrics for whoever asks for it, with the same series, and the plain format after that', async () => {
    const plain = await scrape();
    const accept = 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.3';
    const open = await send(service.metricsUrl, '/metrics', { headers: { accept } });
    expect(open.headers['content-type']).toBe(OPEN_METRICS_TYPE);
    expect(open.text).toMatch(/\n# EOF\n$/u);
    expect(open.text).not.toContain(' # {');
    const nameOf = (line: string) => /^[^\s{]+/u.exec(line)?.[0] ?? '';
    const ours = (name: string) => name.startsWith('recommend');
    const samples = new Set(
      open.text
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map(nameOf),
    );
    const wanted = [...plain.values()].flatMap((family) => family.samples.map(({ name }) => name));
    expect([...samples].filter(ours).sort()).toEqual([...new Set(wanted)].filter(ours).sort());
    expect([...(await scrape()).keys()]).toEqual([...plain.keys()]);
  });

  it('has every metric of the project, with its type, help and labels', async () => {
    await lab({ movie_id: 1 });
    await list({ text: 'heist' });
    const told = { requestId: 'a', rank: 1, variant: 'stable', modelVersion: 'x' };
    await service.post('/v1/feedback', { events: [{ event: 'click', ...told }] });
    const families = await scrape();
    for (const [type, definitions] of Object.entries({
      counter: COUNTERS,
      gauge: GAUGES,
      histogram: HISTOGRAMS,
    }))
      for (const { name, help, labelNames } of Object.values(definitions)) {
        if (name === GAUGES.memoryLimit.name && !families.has(name)) continue;
        expect(families.get(name)).toMatchObject({ type, help });
        const samples = families.get(name)?.samples ?? [];
        // A model file without a store does not say when it was made.
        if (name !== GAUGES.modelTrained.name && !ONLY_AFTER_MANY.has(name))
          expect(samples.length).toBeGreaterThan(0);
        for (const { labels } of samples)
          expect(Object.keys(labels).filter((label) => label !== 'le')).toEqual(labelNames);
      }
  });

  it('follows the rules for names', async () => {
    for (const { name, type, samples } of (await scrape()).values()) {
      // What prom-client itself says of the process has names that are not ours to choose.
      if (/^(process|nodejs)_/u.test(name)) continue;
      expect(name).toMatch(/^(recommender_|recommendations?_|http_server_)[a-z_]+$/u);
      expect({ name, isTotal: name.endsWith('_total') }).toEqual({
        name,
        isTotal: type === 'counter',
      });
      if (type === 'histogram' && /duration|time/u.test(name)) expect(name).toMatch(/_seconds$/u);
      for (const { labels } of samples)
        expect(Object.keys(labels)).not.toEqual(
          expect.arrayContaining([expect.stringMatching(/^(id|movie_id|title|path|url)$/u)]),
        );
    }
  });

  it('tells which model is in service', async () => {
    const file = readFileSync(await sampleModel());
    const digest = createHash('sha256').update(file).digest('hex');
    const version = digest.slice(0, 12);
    const families = await scrape();
    expect(families.get('recommender_model_info')?.samples).toEqual([
      {
        name: 'recommender_model_info',
        labels: { name: 'movies', version, digest, variant: 'stable' },
        value: 1,
      },
    ]);
    const stable = { variant: 'stable' };
    expect(valueOf(families, 'recommender_model_bytes', stable)).toBe(file.length);
    expect(valueOf(families, 'recommender_model_movies', stable)).toBe(FILMS.length);
    expect(valueOf(families, 'recommender_model_terms', stable)).toBeGreaterThan(FILMS.length);
    const age =
      Date.now() / 1_000 - valueOf(families, 'recommender_model_loaded_timestamp_seconds', stable);
    expect(age).toBeGreaterThan(0);
    expect(age).toBeLessThan(600);
  });
});

describe('the program', () => {
  it('tells its version, and how much memory it may use if anything limits it', async () => {
    const families = await scrape();
    expect(families.get('recommender_build_info')?.samples).toEqual([
      {
        name: 'recommender_build_info',
        labels: { version: manifest.version, node: process.version },
        value: 1,
      },
    ]);
    const limit = families.get('recommender_memory_limit_bytes')?.samples[0]?.value;
    if (limit !== undefined) expect(limit).toBeLessThan(totalmem());
  });
});

describe('what is counted, exactly', () => {
  it("the lab's line", async () => {
    await expectIncrease(async () => {
      for (let i = 0; i < 7; i++) await lab({ movie_id: 1 });
      await lab({ movie_id: 2, top_n: 100 });
      for (let i = 0; i < 3; i++) await lab({ movie_id: 999_999 });
    }, [
      ['recommendations_total', {}, 8],
      ['recommendation_response_time_seconds_count', {}, 8],
      requests('/recommend', 'ok', 8),
      requests('/recommend', 'unknown', 3),
      requests('/recommend', 'short', 0),
      ['recommender_seeds_total', {}, 11],
      ['recommender_unknown_seeds_total', {}, 3],
      ['recommender_results_returned_count', {}, 8],
      ['recommender_results_returned_sum', {}, 7 * 5 + 100],
      ['recommender_similarity_score_count', {}, 8],
      http('POST', '/recommend', 200, 8),
      http('POST', '/recommend', 404, 3),
    ]);
  });

  it('lists, by their outcome', async () => {
    const seeds = [{ id: 2 }];
    const short = { seeds, limit: 100, filter: { year: { from: 1990, to: 1990 } } };
    const { items } = (await list(short)).json as { items: unknown[] };
    await expectIncrease(async () => {
      await list({ seeds });
      await list({ seeds, limit: 3, explain: true });
      await list(short);
      await list({ seeds, minScore: 1 });
      await list({ text: 'the of' });
      await list({ seeds: [{ id: 2 }, { title: 'none such' }], avoid: [{ id: 'x' }] });
      await list({ seeds: [{ title: 'none such' }, { id: 'x' }] });
      await list({ seeds: [{ title: 'none such' }], fallback: 'popular', limit: 4 });
    }, [
      ['recommendations_total', {}, 7],
      ['recommendation_response_time_seconds_count', {}, 7],
      requests(LISTS, 'ok', 3),
      requests(LISTS, 'fallback', 1),
      requests(LISTS, 'short', 1),
      requests(LISTS, 'empty', 2),
      requests(LISTS, 'unknown', 1),
      ['recommender_seeds_total', {}, 4 + 3 + 2 + 1],
      ['recommender_unknown_seeds_total', {}, 5],
      ['recommender_results_returned_count', {}, 7],
      ['recommender_results_returned_sum', {}, 10 + 3 + items.length + 10 + 4],
      ['recommender_results_returned_bucket', { le: '0' }, 2],
      ['recommender_similarity_score_count', {}, 4],
      // A fallback's films score nothing, and are no sign of how well lists fit.
      ['recommender_stage_duration_seconds_count', { stage: 'resolve' }, 8],
      ['recommender_stage_duration_seconds_count', { stage: 'search' }, 7],
      ['recommender_stage_duration_seconds_count', { stage: 'render' }, 7],
      http('POST', LISTS, 200, 7),
      http('POST', LISTS, 404, 1),
    ]);
  });

  it('the lists of a batch, each by itself, and the pages of similar films', async () => {
    const batch = `${LISTS}:batch`;
    const SIMILAR = '/v1/movies/:id/similar';
    const requestsOf = [
      { seeds: [{ id: 2 }] },
      { text: 'the of' },
      { seeds: [{ id: 'x' }] },
      { limit: 0 },
    ];
    await expectIncrease(async () => {
      await service.post(batch, { requests: requestsOf });
      await service.post(batch, { requests: [] });
      await service.get('/v1/movies/2/similar');
      await service.get('/v1/movies/2/similar?offset=1000');
      await service.get('/v1/movies/x/similar');
    }, [
      ['recommendations_total', {}, 4],
      requests(batch, 'ok', 1),
      requests(batch, 'empty', 1),
      requests(batch, 'unknown', 1),
      requests(batch, 'invalid', 2),
      requests(SIMILAR, 'ok', 1),
      requests(SIMILAR, 'empty', 1),
      requests(SIMILAR, 'unknown', 1),
      ['recommender_seeds_total', {}, 2 + 3],
      ['recommender_unknown_seeds_total', {}, 2],
      http('POST', batch, 200, 1),
      http('POST', batch, 400, 1),
      http('GET', SIMILAR, 200, 2),
      http('GET', SIMILAR, 404, 1),
    ]);
  });

  it('requests that are refused, as invalid', async () => {
    await expectIncrease(async () => {
      await lab({ movie_id: 1.5 });
      await lab({ movie_id: 1, top_n: 0 });
      await lab('{"movie_id":');
      await list({});
      await list({ seeds: [{ id: 1 }], filter: { genres: { any: ['Dramma'] } } });
    }, [
      requests('/recommend', 'invalid', 3),
      requests(LISTS, 'invalid', 2),
      ['recommendations_total', {}, 0],
    ]);
  });

  it('failures of every kind, in the same histogram as successes', async () => {
    await expectIncrease(async () => {
      await lab({ movie_id: 1 });
      await lab({});
      await lab('{');
      await lab({ movie_id: 'none' });
      await service.post('/recommend', 'movie_id=1', { 'content-type': 'text/plain' });
      await lab(' '.repeat(300_000));
      await list({ limit: 0 });
      await list('[');
    }, [
      http('POST', '/recommend', 200, 1),
      http('POST', '/recommend', 400, 2),
      http('POST', '/recommend', 404, 1),
      http('POST', '/recommend', 415, 1),
      http('POST', '/recommend', 413, 1),
      http('POST', LISTS, 400, 2),
      ['http_server_request_duration_seconds_bucket', { route: '/recommend', le: '+Inf' }, 6],
    ]);
  });

  it('reads, by the template of their path', async () => {
    await expectIncrease(async () => {
      for (const { id } of FILMS.slice(0, 9)) await service.get(`/v1/movies/${String(id)}`);
      await service.get('/v1/movies/none');
      await send(service.url, '/v1/movies/1', { method: 'HEAD' });
      await service.get('/livez?probe=1');
      await service.get('/nothing');
      await send(service.url, '/recommend', { method: 'DELETE' });
    }, [
      http('GET', '/v1/movies/:id', 200, 9),
      http('GET', '/v1/movies/:id', 404, 1),
      http('HEAD', '/v1/movies/:id', 200, 1),
      http('GET', '/livez', 200, 1),
      http('unmatched', 'unmatched', 404, 1),
      http('unmatched', 'unmatched', 405, 1),
      ['recommendations_total', {}, 0],
    ]);
  });

  it('a path that cannot be decoded', async () => {
    await expectIncrease(
      () => service.get('/v1/movies/%zz'),
      [['http_server_request_duration_seconds_count', { status_code: '400' }, 1]],
    );
  });

  it('scores and times, by their size', async () => {
    const seeds = [{ id: 2 }];
    const { items } = (await list({ seeds })).json as { items: { score: number }[] };
    const before = await scrape();
    await list({ seeds });
    await list({ seeds, limit: 1 });
    const after = await scrape();
    const increase = (name: string) => valueOf(after, name) - valueOf(before, name);
    expect(increase('recommender_similarity_score_sum')).toBeCloseTo(2 * items[0].score, 6);
    const seconds = increase('recommendation_response_time_seconds_sum');
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(5);
  });

  it('nothing is lost or counted twice when many ask at once', async () => {
    const MANY = 2_500;
    await expectIncrease(async () => {
      for (let sent = 0; sent < MANY; sent += 50)
        await Promise.all(Array.from({ length: 50 }, (_, i) => lab({ movie_id: 1 + (i % 9) })));
    }, [
      ['recommendations_total', {}, MANY],
      ['recommendation_response_time_seconds_count', {}, MANY],
      ['recommender_results_returned_count', {}, MANY],
      requests('/recommend', 'ok', MANY),
      http('POST', '/recommend', 200, MANY),
    ]);
  });
});

describe('what is watched of a model', () => {
  let watched: RunningService;
  beforeAll(async () => {
    watched = await startService();
  });
  afterAll(() => watched.stop());

  const ask = async (count: number, body: (i: number) => unknown, path = '/recommend') => {
    for (let from = 0; from < count; from += 20)
      await Promise.all(Array.from({ length: 20 }, (_, i) => watched.post(path, body(from + i))));
  };
  const labelled = (families: Families, name: string, labels: Labels = {}) =>
    (families.get(name)?.samples ?? []).filter((sample) =>
      Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
    );
  const drift = (signal: string) => ({ signal, model_version: version });
  let version = '';

  it('is absent, with the number of samples that there are, until there are enough', async () => {
    await ask(20, (i) => ({ movie_id: 1 + i }));
    const families = await scrape(watched);
    for (const name of ONLY_AFTER_MANY) expect(families.get(name)?.samples).toEqual([]);
    version = families.get('recommender_model_info')?.samples[0].labels.version ?? '';
    expect(valueOf(families, 'recommender_drift_samples', drift('score'))).toBe(20);
    expect(valueOf(families, 'recommender_drift_samples', drift('unknown_seeds'))).toBe(20);
    expect(labelled(families, 'recommender_drift_samples')).toHaveLength(5);
  });

  it('tells coverage, exposure and diversity of the last lists', async () => {
    // All lists are of one film: 10,000 places for the same hundred films.
    await ask(700, () => ({ movie_id: 1, top_n: 100 }));
    const families = await scrape(watched);
    const value = (name: string) => valueOf(families, name, { model_version: version });
    expect(value('recommender_catalog_coverage_ratio')).toBeCloseTo(100 / FILMS.length, 10);
    expect(value('recommender_exposure_gini_ratio')).toBeCloseTo(1 - 100 / FILMS.length, 10);
    const diversity = value('recommender_list_diversity_ratio');
    expect(diversity).toBeGreaterThan(0.3);
    expect(diversity).toBeLessThan(1);
  });

  it('tells drift by its signal', async () => {
    await ask(400, () => ({ text: 'xyzzy plugh heist quux' }), LISTS);
    await ask(500, (i) => ({ movie_id: `no-such-film-${i}` }));
    const families = await scrape(watched);
    const score = (signal: string) => valueOf(families, 'recommender_drift_score', drift(signal));
    // One film alone was asked for 700 times.
    for (const signal of ['score', 'requested_genre', 'requested_decade'])
      expect(score(signal)).toBeGreaterThan(DRIFT_THRESHOLDS.score);
    expect(score('out_of_vocabulary')).toBeGreaterThan(0.5);
    expect(score('unknown_seeds')).toBeCloseTo(500 / (20 + 700 + 500), 10);
  });
});

describe('requests in flight', () => {
  const inFlight = async () => valueOf(await scrape(), 'recommender_requests_in_flight');
  const HALF = 'POST /recommend HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';

  it('are none when none are', async () => {
    await eventually(async () => expect(await inFlight()).toBe(0));
  });

  it.each(['/recommend', LISTS])('are counted while they last (%s)', async (path) => {
    const head = HALF.replace('/recommend', path);
    const sockets = [1, 2, 3].map(() => open(service.url));
    for (const socket of sockets) socket.write(`${head}Content-Length: 14\r\n\r\n{"mov`);
    await eventually(async () => expect(await inFlight()).toBe(3));
    sockets[0].write('ie_id":1}');
    await eventually(async () => expect(await inFlight()).toBe(2));
    sockets[1].resetAndDestroy();
    sockets[2].end();
    await eventually(async () => expect(await inFlight()).toBe(0));
    sockets[0].destroy();
  });

  it('that were given up by their client are not counted as answered with 200', async () => {
    await expectIncrease(async () => {
      const socket = open(service.url);
      socket.write(`${HALF}Content-Length: 14\r\n\r\n{"mov`);
      await eventually(async () => expect(await inFlight()).toBe(1));
      socket.resetAndDestroy();
      await eventually(async () => expect(await inFlight()).toBe(0));
    }, [http('POST', '/recommend', 200, 0)]);
  });
});

describe('odd requests', () => {
  /** Route templates and what matches none; a path, id or title is never among them. */
  const ROUTES = [
    '/recommend',
    LISTS,
    '/v1/movies',
    '/v1/movies/:id',
    '/v1/movies/:id/similar',
    '/livez',
    '/readyz',
    '/healthz',
  ];
  const MAX_HTTP_SERIES = 40;

  let odd: RunningService;
  beforeAll(async () => {
    odd = await startService();
  });
  afterAll(() => odd.stop());

  /** Requests as a scanner of the internet sends them: always the same ones. */
  async function sendOdd(count: number): Promise<void> {
    const methods = METHODS.filter((method) => method !== 'CONNECT');
    const paths = [
      (i: number) => `/wp-admin-${i}.php`,
      (i: number) => `/v1/movies/unknown-${i}`,
      (i: number) => `/v1/movies/${i}/../${i}`,
      (i: number) => `/recommend?nonce=${i}`,
      (i: number) => `${LISTS}/${i}`,
      (i: number) => `/livez/${i}`,
      (i: number) => `/v1/movies/%${i}%zz`,
      (i: number) => `/${'x'.repeat(i % 300)}`,
      () => '/recommend',
      () => LISTS,
    ];
    const one = async (i: number): Promise<void> => {
      const method = methods[i % methods.length];
      const path = paths[Math.floor(i / methods.length) % paths.length](i);
      const headers = { 'x-request-id': `odd-${i}`, 'user-agent': `scanner/${i}` };
      const isRead = method === 'GET' || method === 'HEAD';
      const body = isRead || i % 3 === 0 ? undefined : { movie_id: i, [`field${i}`]: i };
      const { status } = await send(odd.url, path, { method, headers, body });
      expect(status).toBeLessThan(500);
    };
    for (let from = 0; from < count; from += 20)
      await Promise.all(Array.from({ length: 20 }, (_, i) => one(from + i)));
  }

  it('2,000 of them add no series beyond a fixed number', async () => {
    const before = await scrape(odd);
    await sendOdd(2_000);
    const after = await scrape(odd);
    const counts = (after.get('http_server_request_duration_seconds')?.samples ?? []).filter(
      ({ name }) => name.endsWith('_count'),
    );
    expect(counts.length).toBeGreaterThan(5);
    expect(counts.length).toBeLessThanOrEqual(MAX_HTTP_SERIES);
    for (const { labels } of counts) {
      expect([...ROUTES, 'unmatched']).toContain(labels.route);
      expect(['GET', 'HEAD', 'POST', 'unmatched']).toContain(labels.method);
      expect(labels.status_code).toMatch(/^[1-5]\d\d$/u);
    }
    // All other metrics have the series that they had, but for outcomes seen for the first time.
    const others = (families: Families) =>
      [...families.values()]
        .filter(({ name }) => !/^(http_server|process|nodejs)_/u.test(name))
        .reduce((sum, { samples }) => sum + samples.length, 0);
    expect(others(after) - others(before)).toBeLessThan(20);
  });
});
