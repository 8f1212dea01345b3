import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  adminResponseSchema,
  modelCardSchema,
  modelsResponseSchema,
  type Rollout,
} from '#contracts';
import { type Answer, send } from './support/http.js';
import { run, scratch, TRAINER } from './support/programs.js';
import { parseExposition } from './support/prometheus.js';
import { FILMS, writeCatalogue } from './support/sample.js';
import { eventually, problemOf, type RunningService, startService } from './support/service.js';

jest.setTimeout(180_000);

const VERSIONS = 3;
const LONG_MS = 20_000;
const ids: string[] = [];
let published: string;
let stores = 0;

/** A store of its own with the published versions in it, and how it is served. */
class Served {
  readonly store = join(scratch, `served-${stores++}`);
  private service: RunningService | undefined;

  constructor() {
    mkdirSync(join(this.store, 'movies'), { recursive: true });
    const versions = join(this.store, 'movies/versions');
    for (const id of readdirSync(published)) {
      mkdirSync(join(versions, id), { recursive: true });
      for (const name of readdirSync(join(published, id)))
        writeFileSync(join(versions, id, name), readFileSync(join(published, id, name)));
    }
  }

  /** Says what is in service, as whoever writes the file does. */
  put(rollout: Partial<Rollout>, path = join(this.store, 'movies/rollout.json')): void {
    writeFileSync(`${path}.new`, JSON.stringify(rollout));
    renameSync(`${path}.new`, path);
  }

  async start(settings: Readonly<Record<string, string>> = {}): Promise<RunningService> {
    this.service = await startService({
      MODEL_STORE: this.store,
      ROLLOUT_POLL_MS: '100',
      SHADOW_SAMPLE_PERCENT: '100',
      ...settings,
    });
    return this.service;
  }

  /** Publishes a version as a later program might have written it. */
  addFuture(like: string): string {
    const bytes = readFileSync(this.artifact(like));
    const place = bytes.indexOf('"formatVersion":"1"') + '"formatVersion":"'.length;
    bytes.write('2', place);
    const id = createHash('sha256').update(bytes).digest('hex');
    mkdirSync(join(this.store, 'movies/versions', id));
    writeFileSync(this.artifact(id), bytes);
    const manifest = readFileSync(this.manifest(like), 'utf8').replaceAll(like, id);
    writeFileSync(this.manifest(id), manifest);
    return id;
  }

  artifact(id: string): string {
    return join(this.store, 'movies/versions', id, 'model.safetensors');
  }

  manifest(id: string): string {
    return join(this.store, 'movies/versions', id, 'manifest.json');
  }
}

const short = (id: string): string => id.slice(0, 12);
const lab = (service: RunningService, headers = {}): Promise<Answer> =>
  service.post('/recommend', { movie_id: FILMS[10].id }, headers);
const listed = async (service: RunningService) =>
  modelsResponseSchema.parse((await service.get('/v1/models')).json);
const admin = (service: RunningService, verb: string, body?: unknown): Promise<Answer> =>
  send(service.metricsUrl, `/admin/${verb}`, { method: 'POST', body });

async function serves(service: RunningService, id: string): Promise<void> {
  await eventually(async () => {
    const { status, headers } = await lab(service);
    expect([status, headers['x-model-version']]).toEqual([200, short(id)]);
  }, LONG_MS);
}

async function valueOf(
  service: RunningService,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<number | undefined> {
  const families = parseExposition((await send(service.metricsUrl, '/metrics')).text);
  const samples = [...families.values()].flatMap((family) => family.samples);
  return samples.find(
    (sample) =>
      sample.name === name &&
      Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  )?.value;
}

beforeAll(async () => {
  const store = join(scratch, 'published');
  for (let version = 0; version < VERSIONS; version++) {
    const catalogue = writeCatalogue(`films-${version}.jsonl`, FILMS.slice(version, version + 120));
    const { code, stderr } = await run(TRAINER, ['fit', catalogue, '--store', store]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  }
  published = join(store, 'movies/versions');
  ids.push(...readdirSync(published).sort());
  expect(ids).toHaveLength(VERSIONS);
});

describe('a service with a store', () => {
  it('starts without a stable version, says so, and becomes ready when one is promoted', async () => {
    const served = new Served();
    const service = await served.start();
    expect((await service.get('/livez')).status).toBe(200);
    expect(problemOf(await service.get('/readyz'), 503).detail).toMatch(/names no stable version/u);
    const answer = await lab(service);
    expect(problemOf(answer, 503).code).toBe('no_model');
    expect(answer.headers['retry-after']).toBe('5');
    expect(await listed(service)).toEqual({ models: [] });

    const args = ['promote', ids[0], '--store', served.store];
    expect((await run(TRAINER, args)).code).toBe(0);
    await eventually(async () => {
      expect((await service.get('/readyz')).status).toBe(200);
    }, LONG_MS);
    await serves(service, ids[0]);
    const trained = JSON.parse(readFileSync(served.manifest(ids[0]), 'utf8')) as {
      createdAt: string;
    };
    expect(
      await valueOf(service, 'recommender_model_trained_timestamp_seconds', { variant: 'stable' }),
    ).toBe(Date.parse(trained.createdAt) / 1_000);
    await service.stop();
  });

  it('swaps, rolls back, and leaves no series of what has gone', async () => {
    const served = new Served();
    served.put({ revision: 1, stable: ids[0] });
    const service = await served.start();
    await serves(service, ids[0]);
    for (const id of [ids[1], ids[0], ids[2]]) {
      served.put({ stable: id });
      await serves(service, id);
      const { model } = (await service.post('/v1/recommendations', { text: 'love' })).json as {
        model: unknown;
      };
      expect(model).toEqual({ name: 'movies', version: short(id) });
      expect(await valueOf(service, 'recommender_model_info', { version: short(id) })).toBe(1);
    }
    expect(await valueOf(service, 'recommender_model_info', { version: short(ids[0]) })).toBe(
      undefined,
    );
    const card = modelCardSchema.parse((await service.get(`/v1/models/${short(ids[2])}`)).json);
    expect(card).toMatchObject({ variant: 'stable', digest: ids[2] });
    await service.stop();
  });

  it('answers a share of the subjects by the candidate, each always by the same', async () => {
    const served = new Served();
    served.put({ stable: ids[0], candidate: ids[1], weight: 30 });
    const service = await served.start();
    await eventually(async () => expect((await listed(service)).models).toHaveLength(2), LONG_MS);
    const ask = async (subject: string) => {
      const answer = await service.post('/v1/recommendations', { text: 'love', subject });
      const { variant, model } = answer.json as { variant: string; model: { version: string } };
      expect(answer.headers).toMatchObject({
        'x-model-version': model.version,
        'x-model-variant': variant,
      });
      expect(model.version).toBe(short(variant === 'candidate' ? ids[1] : ids[0]));
      return variant;
    };
    const subjects = Array.from({ length: 100 }, (_, i) => `viewer-${i}`);
    const variants = await Promise.all(subjects.map(ask));
    const share = variants.filter((variant) => variant === 'candidate').length;
    expect(share).toBeGreaterThan(15);
    expect(share).toBeLessThan(45);
    expect(await Promise.all(subjects.map(ask))).toEqual(variants);

    served.put({ stable: ids[0], candidate: ids[1], weight: 60 });
    await eventually(async () => {
      expect((await listed(service)).models[1]).toMatchObject({ weight: 60 });
    }, LONG_MS);
    const later = await Promise.all(subjects.map(ask));
    variants.forEach((variant, i) => {
      if (variant === 'candidate') expect(later[i]).toBe('candidate');
    });

    const similar = `/v1/movies/${FILMS[10].id}/similar`;
    const { headers } = await service.get(similar);
    expect(headers['cache-control']).toBe('no-cache');
    const again = { 'if-none-match': String(headers.etag), 'x-request-id': 'the-same' };
    const [first, second] = [await service.get(similar, again), await service.get(similar, again)];
    expect([first.status, first.headers.etag]).toEqual([second.status, second.headers.etag]);

    // The route past Fastify, and the same route on it.
    for (const headers of [{}, { 'content-type': 'application/json; charset=UTF-8' }]) {
      const byId = await lab(service, { ...headers, 'x-request-id': 'request-7' });
      const twice = await lab(service, { ...headers, 'x-request-id': 'request-7' });
      expect(byId.headers['x-model-variant']).toBe(twice.headers['x-model-variant']);
    }
    expect(
      (await service.get(`/v2/models/movies/versions/${short(ids[1])}/ready`)).json,
    ).toMatchObject({ ready: true });
    await service.stop();
  });

  it('asks a shadow, compares, and answers nobody by it', async () => {
    const served = new Served();
    served.put({ stable: ids[0], shadow: ids[1] });
    const service = await served.start();
    await eventually(async () => expect((await listed(service)).models).toHaveLength(2), LONG_MS);
    for (let i = 0; i < 10; i++) {
      expect((await lab(service)).headers['x-model-variant']).toBe('stable');
      await service.post('/v1/recommendations', { text: 'love' });
    }
    await eventually(async () => {
      const result = await valueOf(service, 'recommender_shadow_requests_total', {
        result: 'compared',
      });
      expect(result).toBe(20);
    });
    expect(await valueOf(service, 'recommender_shadow_overlap_ratio_count')).toBe(20);
    expect(await valueOf(service, 'recommender_shadow_latency_difference_seconds_count')).toBe(20);
    await service.stop();
  });

  const damages: [string, string, RegExp, (served: Served, id: string) => void][] = [
    ['missing', 'missing', /has no version/u, (served, id) => rmSync(served.manifest(id))],
    [
      'truncated',
      'damaged',
      /the artifact is damaged/u,
      (served, id) => {
        const bytes = readFileSync(served.artifact(id)).subarray(0, 1_000);
        writeFileSync(served.artifact(id), bytes);
      },
    ],
    [
      'other bytes',
      'damaged',
      /it has the digest/u,
      (served, id) => {
        const bytes = readFileSync(served.artifact(id));
        bytes[bytes.length - 1] ^= 1;
        writeFileSync(served.artifact(id), bytes);
      },
    ],
    [
      'no manifest that can be read',
      'damaged',
      /manifest is broken/u,
      (served, id) => writeFileSync(served.manifest(id), '{}'),
    ],
  ];
  it.each(damages)(
    'refuses a version that is %s, and changes nothing else',
    async (_, result, reason, damage) => {
      const served = new Served();
      served.put({ stable: ids[0] });
      const service = await served.start();
      await serves(service, ids[0]);
      damage(served, ids[1]);
      served.put({ stable: ids[1] });
      await eventually(async () => {
        const { models } = await listed(service);
        expect(models[1]).toMatchObject({
          state: 'refused',
          version: short(ids[1]),
          reason: expect.stringMatching(reason) as string,
        });
      }, LONG_MS);
      await serves(service, ids[0]);
      expect((await service.get('/readyz')).status).toBe(200);
      const counted = await valueOf(service, 'recommender_model_reloads_total', { result });
      expect(counted).toBeGreaterThan(0);
      const ready = await service.get(`/v2/models/movies/versions/${short(ids[1])}/ready`);
      expect([ready.status, (ready.json as { ready: boolean }).ready]).toEqual([503, false]);
      expect(service.log.some(({ msg }) => msg.includes('a model was refused'))).toBe(true);
      await service.stop();
    },
  );

  it('refuses a format of the future', async () => {
    const served = new Served();
    served.put({ stable: ids[0] });
    const service = await served.start();
    const id = served.addFuture(ids[1]);
    served.put({ stable: id });
    await eventually(async () => {
      const result = await valueOf(service, 'recommender_model_reloads_total', {
        result: 'format',
      });
      expect(result).toBeGreaterThan(0);
    }, LONG_MS);
    expect((await listed(service)).models[1].reason).toMatch(/version "2", expected .* "1"/u);
    await serves(service, ids[0]);
    await service.stop();
  });

  it('refuses what is too large', async () => {
    const served = new Served();
    served.put({ stable: ids[0] });
    const service = await served.start({ MODEL_MEMORY_LIMIT_BYTES: '1000' });
    expect(problemOf(await service.get('/readyz'), 503).detail).toMatch(/at most 1000 may be/u);
    expect(
      await valueOf(service, 'recommender_model_reloads_total', { result: 'too_large' }),
    ).toBeGreaterThan(0);
    await service.stop();
  });

  it('keeps what it has when the roll-out is broken, and takes up the next one', async () => {
    const served = new Served();
    served.put({ stable: ids[0] });
    const service = await served.start();
    served.put({ stable: 'x' });
    await eventually(async () => {
      const count = await valueOf(service, 'recommender_model_reloads_total', {
        result: 'rollout',
      });
      expect(count).toBe(1);
    }, LONG_MS);
    await serves(service, ids[0]);
    served.put({ stable: ids[1] });
    await serves(service, ids[1]);
    await service.stop();
  });

  it('follows a roll-out file of its own instead, by its events', async () => {
    const served = new Served();
    const file = join(served.store, 'rollout-of-cluster.json');
    served.put({ stable: ids[2] });
    served.put({ stable: ids[0] }, file);
    const service = await served.start({ ROLLOUT_FILE: file, ROLLOUT_POLL_MS: '600000' });
    await serves(service, ids[0]);
    served.put({ stable: ids[1] }, file);
    await serves(service, ids[1]);
    await service.stop();
  });

  it('ends cleanly in the middle of a swap', async () => {
    const served = new Served();
    served.put({ stable: ids[0] });
    const service = await served.start();
    served.put({ stable: ids[1] });
    await admin(service, 'reload').catch(() => undefined);
    served.put({ stable: ids[2] });
    void admin(service, 'reload').catch(() => undefined);
    expect(await service.stop()).toEqual({ code: 0, signal: null });
    expect(service.stray).toEqual([]);
  });
});

describe('the verbs of operators', () => {
  it('pin a version whatever the roll-out says, until it is unpinned', async () => {
    const served = new Served();
    served.put({ stable: ids[0], candidate: ids[2], weight: 50 });
    const service = await served.start();
    const pinned = await admin(service, 'pin', { version: ids[1].slice(0, 8) });
    expect(pinned.status).toBe(200);
    expect(adminResponseSchema.parse(pinned.json)).toMatchObject({
      pinned: short(ids[1]),
      models: [{ version: short(ids[1]), variant: 'stable', state: 'ready' }],
      message: expect.stringContaining(`pinned to ${short(ids[1])}`) as string,
    });
    await serves(service, ids[1]);
    expect((await listed(service)).pinned).toBe(short(ids[1]));
    expect(await valueOf(service, 'recommender_model_pinned')).toBe(1);
    served.put({ stable: ids[2] });
    expect((await admin(service, 'reload')).status).toBe(200);
    await serves(service, ids[1]);
    expect((await admin(service, 'unpin')).status).toBe(200);
    await serves(service, ids[2]);
    expect(await valueOf(service, 'recommender_model_pinned')).toBe(0);
    await service.stop();
  });

  it('say what cannot be done, and then nothing has changed', async () => {
    const served = new Served();
    served.put({ stable: ids[0] });
    writeFileSync(served.artifact(ids[1]), 'x');
    const service = await served.start();
    const refused = problemOf(await admin(service, 'pin', { version: ids[1] }), 409);
    expect(refused.code).toBe('version_refused');
    for (const version of ['0'.repeat(64), '0000'])
      expect(problemOf(await admin(service, 'pin', { version }), 404).code).toBe('unknown_model');
    expect(problemOf(await admin(service, 'pin', { version: '../x' }), 400).code).toBe(
      'invalid_request',
    );
    await serves(service, ids[0]);
    expect((await listed(service)).pinned).toBeUndefined();
    expect((await service.post('/admin/reload', {})).status).toBe(404);
    await service.stop();
  });

  it('need a store', async () => {
    const service = await startService();
    expect(problemOf(await admin(service, 'reload'), 409).code).toBe('no_store');
    await service.stop();
  });
});
