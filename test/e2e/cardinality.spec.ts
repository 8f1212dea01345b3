import { METHODS } from 'node:http';
import { FEEDBACK_EVENTS, FEEDBACK_VARIANTS } from '#contracts';
import { COUNTERS, DRIFT_SIGNALS, GAUGES, HISTOGRAMS } from '#telemetry';
import { HOSTILE } from './support/hostile-requests.js';
import { send } from './support/http.js';
import { type Family, parseExposition } from './support/prometheus.js';
import { useService } from './support/service.js';
import { exchange } from './support/socket.js';

const service = useService();

/** Every value that a label may ever have beside one model version, whatever clients send. */
const VALUES: Readonly<Record<string, readonly string[] | RegExp>> = {
  endpoint: [
    '/recommend',
    '/v1/recommendations',
    '/v1/recommendations:batch',
    '/v1/movies/:id/similar',
    '/v2/models/:name/infer',
    '/v2/models/:name/versions/:version/infer',
    '/docs',
    '/docs/:file',
    '/openapi.json',
  ],
  outcome: ['ok', 'short', 'empty', 'fallback', 'invalid', 'unknown', 'denied', 'shed', 'error'],
  variant: FEEDBACK_VARIANTS,
  event: FEEDBACK_EVENTS,
  signal: DRIFT_SIGNALS,
  stage: ['resolve', 'search', 'render'],
  method: ['GET', 'HEAD', 'POST', 'unmatched'],
  route: [
    'unmatched',
    '/recommend',
    '/v1/recommendations',
    '/v1/recommendations:batch',
    '/v1/feedback',
    '/v1/movies',
    '/v1/movies/:id',
    '/v1/movies/:id/similar',
    '/v1/models',
    '/v1/models/:version',
    '/livez',
    '/readyz',
    '/healthz',
    '/v2',
    '/v2/health/live',
    '/v2/health/ready',
    '/v2/models/:name',
    '/v2/models/:name/ready',
    '/v2/models/:name/infer',
    '/v2/models/:name/versions/:version',
    '/v2/models/:name/versions/:version/ready',
    '/v2/models/:name/versions/:version/infer',
    '/docs',
    '/docs/:file',
    '/openapi.json',
  ],
  status_code: /^(?:200|202|304|40[0134]|405|41[357]|429|431|499|503)$/u,
  reason: [
    'missing',
    'malformed',
    'unknown',
    'wrong_secret',
    'not_yet_valid',
    'expired',
    'scope',
    'rate_limit',
    'connections',
    'concurrency',
    'event_loop',
  ],
  result: [
    ...['ok', 'error', 'missing', 'damaged', 'format', 'too_large', 'store', 'rollout'],
    ...['compared', 'dropped', 'failed', 'written'],
  ],
  rule: ['maturity', 'region', 'window', 'hidden', 'ban'],
  change: ['put', 'delete'],
};

const isAllowed = (values: readonly string[] | RegExp, value: string): boolean =>
  values instanceof RegExp ? values.test(value) : values.includes(value);

const OURS = new Set(
  [COUNTERS, GAUGES, HISTOGRAMS].flatMap((group) => Object.values(group)).map(({ name }) => name),
);

async function scrape(): Promise<readonly Family[]> {
  const { text } = await send(service.metricsUrl, '/metrics');
  return [...parseExposition(text).values()].filter(({ name }) => OURS.has(name));
}

const seriesOf = (families: readonly Family[]): Set<string> =>
  new Set(
    families.flatMap(({ samples }) =>
      samples.map(({ name, labels }) => `${name}${JSON.stringify(labels)}`),
    ),
  );

/** What a client may vary: everything. The same number makes the same request. */
const KINDS: readonly ((i: number) => Promise<unknown>)[] = [
  (i) => service.get(`/wp-${i}.php?x=${i}`),
  (i) => service.get(`/v1/movies/unknown-${i}/similar`),
  (i) => service.get(`/v1/movies/${1 + (i % 200)}/similar?offset=${i % 7}`),
  (i) => service.get(`/v1/models/${i}`),
  (i) => service.get(`/v1/movies?q=${i}`),
  (i) => service.post(`/v2/models/m${i}/versions/${i}/infer`, { inputs: [] }),
  (i) => service.post('/recommend', { movie_id: `film ${i}`, top_n: i % 120 }),
  (i) => service.post('/recommend', { movie_id: 1 + (i % 200), top_n: 1 + (i % 100) }),
  (i) => service.post('/v1/recommendations', { text: `wish ${i}`, filter: { year: { from: i } } }),
  (i) => service.post('/v1/recommendations', { seeds: [{ title: `film ${i}` }], [`f${i}`]: i }),
  (i) => service.post('/v1/recommendations', { seeds: [{ id: i % 300 }], subject: `s${i}` }),
  (i) => service.post('/v1/recommendations:batch', { requests: [{ text: `x${i}` }, i] }),
  (i) => service.post('/v1/feedback', { events: [strange(i), { ...strange(i), event: `e${i}` }] }),
  (i) => service.post('/v1/feedback', { events: [{ ...strange(i), variant: `v${i}` }] }),
  (i) => send(service.url, `/recommend/${i}`, { method: METHODS[i % METHODS.length] }),
  (i) => exchange(service.url, HOSTILE[i % HOSTILE.length].bytes),
];
const strange = (i: number) => ({
  event: FEEDBACK_EVENTS[i % FEEDBACK_EVENTS.length],
  requestId: `request ${i}`,
  rank: 1 + (i % 1_100),
  variant: FEEDBACK_VARIANTS[i % 2],
  modelVersion: `version ${i}`,
});

async function sendHostile(from: number, to: number): Promise<void> {
  const connect = METHODS.indexOf('CONNECT');
  for (let next = from; next < to; next += 20)
    await Promise.all(
      Array.from({ length: 20 }, (_, k) => {
        const i = Math.floor((next + k) / KINDS.length);
        return KINDS[(next + k) % KINDS.length](i % METHODS.length === connect ? i + 1 : i);
      }),
    );
}

describe('10,000 hostile requests', () => {
  jest.setTimeout(180_000);

  it('make no series beyond those that are declared', async () => {
    await sendHostile(0, 10_000);
    const families = await scrape();
    const info = families.find(({ name }) => name === GAUGES.modelInfo.name);
    const version = info?.samples[0].labels.version ?? '';
    const allowed: typeof VALUES = { ...VALUES, model_version: [version, 'other', 'none'] };
    for (const { name, samples } of families) {
      if (name === GAUGES.modelInfo.name || name === GAUGES.buildInfo.name) continue;
      const stray = samples
        .flatMap(({ labels }) => Object.entries(labels))
        .filter(([label, value]) => label !== 'le' && !isAllowed(allowed[label], value));
      expect({ name, stray }).toEqual({ name, stray: [] });
    }
  });

  it('make no series at all once each kind has come', async () => {
    const before = seriesOf(await scrape());
    await sendHostile(10_000, 12_000);
    const added = [...seriesOf(await scrape())].filter((series) => !before.has(series));
    expect(added).toEqual([]);
  });
});
