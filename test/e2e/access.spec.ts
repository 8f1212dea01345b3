import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { apiKeySchema } from '#contracts';
import { type Answer, send } from './support/http.js';
import { bearer, type MadeKey, makeKey, writeKeys, writeWhole } from './support/keys.js';
import { RECOMMENDER, run, scratch, STACK_TRACE } from './support/programs.js';
import { parseExposition } from './support/prometheus.js';
import { sampleModel } from './support/sample.js';
import {
  eventually,
  pause,
  problemOf,
  type RunningService,
  startService,
  useService,
} from './support/service.js';

const LISTS = '/v1/recommendations';
const LIST = { seeds: [{ id: 1 }], limit: 1 };

/** The value of one series; NaN if there is none. */
async function metric(service: RunningService, name: string, labels: Record<string, string>) {
  const { text } = await send(service.metricsUrl, '/metrics');
  const samples = [...parseExposition(text).values()].flatMap((family) => family.samples);
  const found = samples.find(
    (sample) =>
      sample.name === name &&
      Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  );
  return found?.value ?? NaN;
}

const denied = (service: RunningService, reason: string) =>
  metric(service, 'recommender_access_denied_total', { reason });

describe('key create', () => {
  const create = (...args: readonly string[]) => run(RECOMMENDER, ['key', 'create', ...args]);

  it('prints a key and the entry by which the service knows it', async () => {
    const args = ['--id', 'tv', '--scope', 'recommend', 'feedback', '--rate-per-minute', '60'];
    const { code, stdout, stderr } = await create(...args, '--owner', 'the living room');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [key] = /^mrk_tv_[0-9a-f]{64}$/mu.exec(stdout) ?? [];
    const [entry] = /^\{.*\}$/mu.exec(stdout) ?? [];
    expect(apiKeySchema.parse(JSON.parse(String(entry)))).toEqual({
      id: 'tv',
      sha256: createHash('sha256').update(String(key)).digest('hex'),
      scopes: ['recommend', 'feedback'],
      ratePerMinute: 60,
      owner: 'the living room',
    });
  });

  it.each<[what: string, args: readonly string[], said: string]>([
    ['no id', ['--scope', 'recommend'], '--id'],
    ['no scope', ['--id', 'tv'], '--scope'],
    ['a bad id', ['--id', 'My TV', '--scope', 'recommend'], 'My TV'],
    ['an unknown scope', ['--id', 'tv', '--scope', 'everything'], 'recommend, feedback'],
    ['a bad rate', ['--id', 'tv', '--scope', '*', '--rate-per-minute', 'often'], 'ratePerMinute'],
    ['a bad moment', ['--id', 'tv', '--scope', '*', '--not-after', 'tomorrow'], 'notAfter'],
    ['an unknown option', ['--id', 'tv', '--scope', '*', '--colour', 'red'], '--colour'],
  ])('refuses %s: exit code 2, a hint, no key', async (_, args, said) => {
    const { code, stdout, stderr } = await create(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
    expect(stderr).not.toMatch(STACK_TRACE);
    expect(stdout + stderr).not.toContain('mrk_');
  });
});

describe('without a file of keys', () => {
  const service = useService();

  it.each<Record<string, string>>([{}, { authorization: 'Bearer x' }, { 'x-api-key': 'mrk_' }])(
    'all may ask, whatever they bring: %j',
    async (headers) => {
      expect((await service.post('/recommend', { movie_id: 1 }, headers)).status).toBe(200);
      expect((await service.post(LISTS, LIST, headers)).status).toBe(200);
    },
  );
});

describe('with a file of keys', () => {
  const tv = makeKey('tv');
  const all = makeKey('all', { scopes: ['*'] });
  const admin = makeKey('admin', { scopes: ['admin'] });
  const feedback = makeKey('feedback', { scopes: ['feedback'] });
  const past = makeKey('past', { notAfter: '2001-01-01T00:00:00Z' });
  const future = makeKey('future', { notBefore: '2999-01-01T00:00:00Z' });
  const API_KEYS_FILE = writeKeys('keys.json', [tv, all, admin, feedback, past, future]);
  const service = useService({ API_KEYS_FILE, LOG_LEVEL: 'debug' });
  const ask = (headers: Record<string, string>) => service.post(LISTS, LIST, headers);

  it.each<[what: string, headers: Record<string, string>]>([
    ['as a bearer token', bearer(tv)],
    ['in other letters', { Authorization: `bearer ${tv.key}` }],
    ['in a header of its own', { 'X-API-Key': tv.key }],
    [
      "in a header of its own, beside another's credentials",
      {
        authorization: 'Basic eDp5',
        'x-api-key': tv.key,
      },
    ],
    ['for every scope', bearer(all)],
  ])('a key opens: %s', async (_, headers) => {
    expect((await ask(headers)).status).toBe(200);
  });

  it.each<[what: string, headers: Record<string, string>, code: string, reason: string]>([
    ['no key', {}, 'missing_key', 'missing'],
    ['credentials of another kind', { authorization: 'Basic eDp5' }, 'missing_key', 'missing'],
    ['an empty token', { authorization: 'Bearer ' }, 'invalid_key', 'malformed'],
    ['what is no key', { authorization: 'Bearer secret' }, 'invalid_key', 'malformed'],
    ['a secret alone', { 'x-api-key': tv.secret }, 'invalid_key', 'malformed'],
    ['a key with more behind it', { 'x-api-key': `${tv.key}0` }, 'invalid_key', 'malformed'],
    ['two keys', { authorization: `Bearer ${tv.key} ${tv.key}` }, 'invalid_key', 'malformed'],
    ['a key twice', { 'x-api-key': `${tv.key}, ${tv.key}` }, 'invalid_key', 'malformed'],
    ['a key of an unknown id', bearer(makeKey('radio')), 'invalid_key', 'unknown'],
    ['a known id with another secret', bearer(makeKey('tv')), 'invalid_key', 'wrong_secret'],
    ['a key that has ended', bearer(past), 'invalid_key', 'expired'],
    ['a key that has not begun', bearer(future), 'invalid_key', 'not_yet_valid'],
  ])('401 for %s', async (_, headers, code, reason) => {
    const before = await denied(service, reason);
    const answer = await ask(headers);
    const problem = problemOf(answer, 401);
    expect(problem.code).toBe(code);
    const challenge =
      code === 'missing_key'
        ? 'Bearer realm="movie-recommender"'
        : `Bearer realm="movie-recommender", error="invalid_token", error_description="${problem.detail}"`;
    expect(answer.headers['www-authenticate']).toBe(challenge);
    expect(await denied(service, reason)).toBe(before + 1);
  });

  it.each<[who: string, key: MadeKey]>([
    ['feedback', feedback],
    ['admin', admin],
  ])('403 for a key that is for %s only, and the scope that is missing', async (_, key) => {
    const before = await denied(service, 'scope');
    const answer = await ask(bearer(key));
    expect(problemOf(answer, 403).code).toBe('insufficient_scope');
    expect(answer.headers['www-authenticate']).toMatch(
      /^Bearer realm="movie-recommender", error="insufficient_scope", .*scope="recommend"$/u,
    );
    expect(await denied(service, 'scope')).toBe(before + 1);
  });

  it('nobody learns which ids there are', async () => {
    const told = async (key: MadeKey) => {
      const { status, headers, json } = await ask(bearer(key));
      const problem = { ...(json as object), requestId: '' };
      return { status, problem, challenge: headers['www-authenticate'] };
    };
    expect(await told(makeKey('radio'))).toEqual(await told(makeKey('tv')));
  });

  describe('every route asks for one', () => {
    it.each<[method: string, path: string, body: unknown, status: number]>([
      ['POST', '/recommend', { movie_id: 1 }, 200],
      ['POST', '/recommend?q=1', { movie_id: 1 }, 200],
      ['POST', LISTS, LIST, 200],
      ['GET', '/v1/movies/1', undefined, 200],
      ['HEAD', '/v1/movies/1', undefined, 200],
      ['GET', '/nothing', undefined, 404],
      ['DELETE', LISTS, undefined, 405],
      ['POST', LISTS, 'no JSON', 400],
    ])('%s %s', async (method, path, body, status) => {
      expect((await send(service.url, path, { method, body })).status).toBe(401);
      const headers = bearer(tv);
      expect((await send(service.url, path, { method, body, headers })).status).toBe(status);
    });

    it.each(['/livez', '/readyz', '/healthz'])('but %s', async (path) => {
      expect((await service.get(path)).status).toBe(200);
      expect((await service.get(path, { authorization: 'Bearer x' })).status).toBe(200);
    });
  });

  it('metrics are open; what else is on their listener is for administrators', async () => {
    const status = async (path: string, headers = {}) =>
      (await send(service.metricsUrl, path, { headers })).status;
    expect(await status('/metrics')).toBe(200);
    expect(await status('/reload')).toBe(401);
    expect(await status('/reload', bearer(tv))).toBe(403);
    expect(await status('/reload', bearer(admin))).toBe(404);
  });

  it('who is refused is an outcome of its own', async () => {
    const outcome = { endpoint: LISTS, outcome: 'denied' };
    const count = () => metric(service, 'recommender_requests_total', outcome);
    const before = await count();
    await ask({});
    await ask(bearer(feedback));
    expect(await count()).toBe(before + 2);
  });

  it('the log names the key by its id, as soon as it has proved to be that key', async () => {
    const id = (headers: Record<string, string>, requestId: string) =>
      ask({ ...headers, 'x-request-id': requestId });
    await id(bearer(tv), 'named-tv');
    await id(bearer(feedback), 'named-feedback');
    await id(bearer(makeKey('tv')), 'not-named');
    const line = (requestId: string) =>
      eventually(() => {
        const found = service.log.find((entry) => entry.requestId === requestId);
        if (found === undefined) throw new Error('no line yet');
        return found;
      });
    expect(await line('named-tv')).toMatchObject({ keyId: 'tv', status: 200 });
    expect(await line('named-feedback')).toMatchObject({ keyId: 'feedback', status: 403 });
    expect((await line('not-named')).keyId).toBeUndefined();
  });
});

it('no key and no part of one is ever written, wherever it is sent', async () => {
  const [good, unknown] = [makeKey('tv'), makeKey('radio')];
  const wrong = makeKey('tv');
  const API_KEYS_FILE = writeKeys('silent.json', [good]);
  const service = await startService({ API_KEYS_FILE, LOG_LEVEL: 'trace' });
  for (const made of [good, wrong, unknown]) {
    const { key, secret } = made;
    await service.post(LISTS, LIST, bearer(made));
    await service.post(LISTS, LIST, { 'x-api-key': key });
    await service.post(LISTS, LIST, { 'x-api-key': secret });
    await service.get(`/v1/movies/1?key=${key}`, bearer(good));
    await service.get(`/v1/movies/${key}`, bearer(good));
    await service.get(`/${encodeURIComponent(key).replaceAll('_', '%5F')}`, bearer(good));
    await service.get(`/%zz${key}`, bearer(good));
    await service.post('/recommend', { movie_id: key, [key]: key }, bearer(good));
    await service.post('/recommend', `{"${key}`, { ...bearer(good), 'x-request-id': key });
    writeWhole('silent.json', `{"keys": [{"id": "tv", "sha256": "${key}", "${key}": 1}]}`);
    await pause(1_200);
    writeWhole('silent.json', `{"keys": ["${key}`);
    await pause(1_200);
  }
  const { text: metrics } = await send(service.metricsUrl, '/metrics');
  await service.stop();
  expect(service.log.filter(({ msg }) => msg === 'API keys are kept as they were')).toHaveLength(6);
  const written = JSON.stringify(service.log) + service.stray.join('\n') + metrics;
  expect(written).toContain('[redacted]');
  for (const { secret } of [good, wrong, unknown])
    expect(written).not.toContain(secret.slice(0, 8));
});

describe('a file of keys that cannot be used', () => {
  const { key, entry } = makeKey('tv');

  it.each<[what: string, path: () => string, said: string]>([
    ['missing', () => join(scratch, 'no-such-keys.json'), 'ENOENT'],
    ['no JSON', () => writeWhole('half.json', `{"keys": ["${key}`), 'not JSON'],
    [
      'wrong',
      () => writeWhole('wrong.json', JSON.stringify({ keys: [{ ...entry, id: key }] })),
      'keys[0].id',
    ],
  ])('that is %s keeps the service from starting', async (_, path, said) => {
    const API_KEYS_FILE = path();
    const settings = { API_KEYS_FILE, MODEL_PATH: await sampleModel(), PORT: '0' };
    const { code, stdout, stderr } = await run(RECOMMENDER, [], settings);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(API_KEYS_FILE);
    expect(stderr).toContain(said);
    expect(stderr).not.toContain(key.slice(-64, -56));
    expect(stderr).not.toMatch(STACK_TRACE);
  });
});

describe('rotation', () => {
  const [old, next] = [makeKey('tv-1', { owner: 'tv' }), makeKey('tv-2', { owner: 'tv' })];
  const reloads = (service: RunningService, result: string) =>
    metric(service, 'recommender_access_reloads_total', { result });
  const until = (service: RunningService, keys: number, times: number) =>
    eventually(() => {
      const read = service.log.filter(({ msg }) => msg === 'API keys were read again');
      expect(read).toHaveLength(times);
      expect(read.at(-1)).toMatchObject({ level: 'info', keys });
    });

  it('under load lets nobody in or out who should not be', async () => {
    const API_KEYS_FILE = writeKeys('rotation.json', [old]);
    const service = await startService({ API_KEYS_FILE });
    let isOver = false;
    const statuses = { old: [] as number[], next: [] as number[] };
    const keepAsking = async (who: keyof typeof statuses, made: MadeKey): Promise<void> => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      while (!isOver) {
        const asked = { method: 'POST', body: LIST, headers: bearer(made), agent };
        statuses[who].push((await send(service.url, LISTS, asked)).status);
      }
      agent.destroy();
    };
    const clients = [keepAsking('old', old), keepAsking('old', old)];
    const newcomers = [keepAsking('next', next)];
    await pause(100);
    writeKeys('rotation.json', [old, next]);
    await until(service, 2, 1);
    await pause(100);
    writeKeys('rotation.json', [next]);
    await until(service, 1, 2);
    await pause(100);
    isOver = true;
    await Promise.all([...clients, ...newcomers]);
    await service.stop();
    // Each is let in from one moment on or until one, and never falls back; two clients have one each.
    expect(changes(statuses.next)).toEqual([401, 200]);
    expect(new Set(statuses.old)).toEqual(new Set([200, 401]));
    const first = statuses.old.indexOf(401);
    const last = statuses.old.lastIndexOf(200);
    expect(last - first).toBeLessThanOrEqual(2);
  });

  it('follows a mounted Secret, whose folder is a link that is changed for another', async () => {
    const folder = join(scratch, 'secret');
    const put = (version: string, keys: readonly MadeKey[]): void => {
      mkdirSync(join(folder, version), { recursive: true });
      const text = JSON.stringify({ keys: keys.map(({ entry }) => entry) });
      writeFileSync(join(folder, version, 'keys.json'), text);
      symlinkSync(version, join(folder, '..data_tmp'));
      renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
    };
    put('..v1', [old]);
    symlinkSync('..data/keys.json', join(folder, 'keys.json'));
    const service = await startService({ API_KEYS_FILE: join(folder, 'keys.json') });
    const status = async (made: MadeKey) => (await service.post(LISTS, LIST, bearer(made))).status;
    expect([await status(old), await status(next)]).toEqual([200, 401]);
    put('..v2', [next]);
    rmSync(join(folder, '..v1'), { recursive: true });
    await until(service, 1, 1);
    expect([await status(old), await status(next)]).toEqual([401, 200]);
    await service.stop();
  });

  it('keeps the keys while the file is broken or gone, and says so once', async () => {
    const API_KEYS_FILE = writeKeys('broken.json', [old]);
    const service = await startService({ API_KEYS_FILE });
    const status = async (made: MadeKey) => (await service.post(LISTS, LIST, bearer(made))).status;
    const complaints = () =>
      service.log.filter(({ level, msg }) => level === 'error' && msg.startsWith('API keys'));
    writeWhole('broken.json', JSON.stringify({ keys: [{ id: 'tv-2' }] }));
    await eventually(() => expect(complaints()).toHaveLength(1));
    expect(complaints()[0].reason).toContain('keys[0].sha256');
    rmSync(API_KEYS_FILE);
    await eventually(() => expect(complaints()).toHaveLength(2));
    expect(complaints()[1].reason).toContain('ENOENT');
    await pause(2_100);
    expect(complaints()).toHaveLength(2);
    expect([await status(old), await status(next)]).toEqual([200, 401]);
    expect(await reloads(service, 'error')).toBe(2);
    expect(await reloads(service, 'ok')).toBe(0);
    writeKeys('broken.json', [next]);
    await until(service, 1, 1);
    expect([await status(old), await status(next)]).toEqual([401, 200]);
    expect(await reloads(service, 'ok')).toBe(1);
    await service.stop();
  });

  it('needs no change of the file for a key to end', async () => {
    const notAfter = new Date(Date.now() + 4_000).toISOString();
    const brief = makeKey('brief', { notAfter });
    const service = await startService({ API_KEYS_FILE: writeKeys('brief.json', [brief]) });
    const ask = () => service.post(LISTS, LIST, bearer(brief));
    expect((await ask()).status).toBe(200);
    await pause(Date.parse(notAfter) - Date.now());
    expect(problemOf(await ask(), 401).detail).toBe('this key is no longer valid');
    await service.stop();
  });

  /** Statuses without those that are as the one before them. */
  const changes = (statuses: readonly number[]): number[] =>
    statuses.filter((status, i) => status !== statuses[i - 1]);
});

describe('limits on how often one may ask', () => {
  const ask = (service: RunningService, headers: Record<string, string> = {}) =>
    service.post('/recommend', { movie_id: 1 }, headers);
  const limitsOf = ({ status, headers }: Answer) => ({
    status,
    limit: headers['ratelimit-limit'],
    remaining: headers['ratelimit-remaining'],
  });

  describe('for each address', () => {
    const service = useService({ RATE_LIMIT_PER_MINUTE: '3' });

    it('are told in headers; who is over gets 429 and is told when to come back', async () => {
      for (const remaining of ['2', '1', '0'])
        expect(limitsOf(await ask(service))).toEqual({ status: 200, limit: '3', remaining });
      const over = await ask(service);
      const problem = problemOf(over, 429);
      expect(problem.code).toBe('rate_limited');
      expect(limitsOf(over)).toEqual({ status: 429, limit: '3', remaining: '0' });
      const seconds = Number(over.headers['retry-after']);
      expect(seconds).toBeGreaterThan(50);
      expect(seconds).toBeLessThanOrEqual(60);
      expect(over.headers['ratelimit-reset']).toBe(String(seconds));
      expect(problem.detail).toContain(`${seconds} s`);
      expect(await denied(service, 'rate_limit')).toBe(1);
    });

    it('hold for all routes together, but not for health', async () => {
      problemOf(await service.get('/v1/movies/1'), 429);
      for (const path of ['/livez', '/readyz', '/healthz']) {
        const { status, headers } = await service.get(path);
        expect({ status, limit: headers['ratelimit-limit'] }).toEqual({ status: 200 });
      }
    });

    it('are not evaded by a forged X-Forwarded-For', async () => {
      for (const address of ['203.0.113.1', '203.0.113.2, 10.0.0.1'])
        problemOf(await ask(service, { 'x-forwarded-for': address }), 429);
    });
  });

  it.each<[TRUST_PROXY: string]>([['1'], ['loopback'], ['10.0.0.0/8, 127.0.0.0/8']])(
    'are for the address that a trusted proxy tells (TRUST_PROXY=%s)',
    async (TRUST_PROXY) => {
      const service = await startService({ RATE_LIMIT_PER_MINUTE: '1', TRUST_PROXY });
      const from = async (addresses: string) =>
        (await ask(service, { 'x-forwarded-for': addresses })).status;
      expect(await from('203.0.113.1')).toBe(200);
      expect(await from('203.0.113.2')).toBe(200);
      // What stands before the last address was written by the client itself.
      expect(await from('198.51.100.7, 203.0.113.1')).toBe(429);
      expect(await from('2001:db8::1')).toBe(200);
      expect(await from('2001:db8::ffff:1')).toBe(429);
      await service.stop();
    },
  );

  it('are for each key, and a key may have its own', async () => {
    const [slow, tv] = [makeKey('slow', { ratePerMinute: 1 }), makeKey('tv')];
    const API_KEYS_FILE = writeKeys('rates.json', [slow, tv]);
    const service = await startService({ API_KEYS_FILE, RATE_LIMIT_PER_MINUTE: '2' });
    const statuses = async (made: MadeKey) => {
      const answers = [1, 2, 3].map(() => ask(service, bearer(made)));
      return (await Promise.all(answers)).map(({ status }) => status).sort();
    };
    expect(await statuses(slow)).toEqual([200, 429, 429]);
    expect(await statuses(tv)).toEqual([200, 200, 429]);
    await service.stop();
  });

  it('may be for one key only', async () => {
    const [slow, tv] = [makeKey('slow', { ratePerMinute: 1 }), makeKey('tv')];
    const service = await startService({ API_KEYS_FILE: writeKeys('one.json', [slow, tv]) });
    await ask(service, bearer(slow));
    problemOf(await ask(service, bearer(slow)), 429);
    for (let i = 0; i < 5; i++) expect((await ask(service, bearer(tv))).status).toBe(200);
    await service.stop();
  });
});
