import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { environmentSchema } from '#contracts';
import { send } from './support/http.js';
import { RECOMMENDER, run, scratch, type Settings, STACK_TRACE } from './support/programs.js';
import { sampleModel } from './support/sample.js';
import {
  eventually,
  type LogLine,
  pause,
  problemOf,
  startService,
  useService,
} from './support/service.js';
import { exchange, open } from './support/socket.js';

describe('--help', () => {
  it.each(['--help', '-h'])('%s lists every setting with meaning and default', async (flag) => {
    const { code, stdout, stderr } = await run(RECOMMENDER, [flag], { PORT: 'not a number' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const [name, schema] of Object.entries(environmentSchema.shape)) {
      const described = stdout.slice(stdout.indexOf(`  ${name} `));
      expect(described).toMatch(new RegExp(`^ {2}${name} +\\S`, 'u'));
      expect(schema.description).toBeDefined();
      expect(described.split('\n')[0]).toContain(schema.description);
      expect(described.split('\n')[1]).toContain(String(schema.parse(undefined)));
    }
  });
});

describe('settings', () => {
  it('that are wrong are all named in one message; exit code 2', async () => {
    const wrong = {
      PORT: '99999',
      METRICS_PORT: 'none',
      MODEL_NAME: 'Not A Name',
      LOG_LEVEL: 'loud',
      BODY_LIMIT_BYTES: '1.5',
      SHUTDOWN_DELAY_MS: '-1',
      SHUTDOWN_TIMEOUT_MS: 'Infinity',
    };
    const { code, stdout, stderr } = await run(RECOMMENDER, [], wrong);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const [name, value] of Object.entries(wrong)) expect(stderr).toContain(`${name}=${value}`);
    expect(stderr).toContain('--help');
    expect(stderr).not.toMatch(STACK_TRACE);
    expect(stderr.trim().split('\n')).toHaveLength(Object.keys(wrong).length + 2);
  });

  it('that are right are not named with those that are wrong', async () => {
    const settings = { PORT: '0', MODEL_NAME: 'movies-2', LOG_LEVEL: 'loud' };
    const { code, stderr } = await run(RECOMMENDER, [], settings);
    expect(code).toBe(2);
    expect(stderr).toContain('LOG_LEVEL=loud');
    expect(stderr).not.toMatch(/PORT|MODEL_NAME/u);
  });

  it('that are empty count as not given', async () => {
    const service = await startService({ MODEL_NAME: '', LOG_LEVEL: ' ', BODY_LIMIT_BYTES: '' });
    expect((await service.get('/healthz')).json).toMatchObject({ model: { name: 'movies' } });
    await service.stop();
  });

  it('are followed: name of the model, size of bodies, log level', async () => {
    const settings = { MODEL_NAME: 'films-1', BODY_LIMIT_BYTES: '1024', LOG_LEVEL: 'debug' };
    const service = await startService(settings);
    const { json } = await service.post('/v1/recommendations', { text: 'heist' });
    expect(json).toMatchObject({ model: { name: 'films-1' } });
    problemOf(await service.post('/recommend', `{"movie_id":1}${' '.repeat(1_011)}`), 413);
    problemOf(await service.post('/v1/recommendations', { text: 'x'.repeat(1_024) }), 413);
    const fits = await service.post('/recommend', `{"movie_id":1}${' '.repeat(1_010)}`);
    expect(fits.status).toBe(200);
    // At debug every request has its line.
    await eventually(() =>
      expect(service.log.filter(({ msg }) => msg === 'answered')).toHaveLength(4),
    );
    await service.stop();
  });
});

describe('a service that cannot start ends with 1, a hint and no stack trace', () => {
  /** A model file whose header or bytes were changed. */
  async function changed(name: string, change: (bytes: Buffer) => Buffer): Promise<string> {
    const path = join(scratch, name);
    writeFileSync(path, change(readFileSync(await sampleModel())));
    return path;
  }
  const replaceText = (bytes: Buffer, from: string, to: string): Buffer =>
    Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1');

  it.concurrent.each<[name: string, path: () => Promise<string> | string]>([
    ['missing', () => join(scratch, 'no-such-model.safetensors')],
    ['a folder', folder],
    ['cut off by its last byte', () => changed('tail', (bytes) => bytes.subarray(0, -1))],
    [
      'of a later version',
      () => changed('version', (b) => replaceText(b, 'formatVersion":"1', 'formatVersion":"9')),
    ],
    [
      'without a tensor',
      () => changed('tensor', (b) => replaceText(b, '"films.masks":{', '"filmz.masks":{')),
    ],
    ['damaged in one byte of a number', () => changed('flip', flipWeight)],
  ])('when the model is %s', async (_, path) => {
    const MODEL_PATH = await path();
    const { code, stdout, stderr } = await start({ MODEL_PATH });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(MODEL_PATH);
    expect(stderr).toContain('npm run fit');
    expect(stderr).not.toMatch(STACK_TRACE);
  });

  it.concurrent.each(['PORT', 'METRICS_PORT'])('when %s is taken', async (name) => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    const port = String((holder.address() as AddressInfo).port);
    const { code, stderr } = await start({ MODEL_PATH: await sampleModel(), [name]: port });
    holder.close();
    expect(code).toBe(1);
    expect(stderr).toContain(port);
    expect(stderr).not.toMatch(STACK_TRACE);
  });

  /** A service that starts after all is killed. */
  async function start(settings: Settings) {
    const free = { HOST: '127.0.0.1', METRICS_HOST: '127.0.0.1', PORT: '0', METRICS_PORT: '0' };
    return run(RECOMMENDER, [], { ...free, ...settings }, (stdout, child) => {
      if (stdout.includes('"listening"')) child.kill('SIGKILL');
    });
  }

  function folder(): string {
    const path = join(scratch, 'folder.safetensors');
    mkdirSync(path);
    return path;
  }

  function flipWeight(bytes: Buffer): Buffer {
    const headerBytes = Number(bytes.readBigUInt64LE(0));
    const header = JSON.parse(bytes.toString('utf8', 8, 8 + headerBytes)) as Record<
      string,
      { data_offsets: [number, number] }
    >;
    const [start] = header['matrix.weights'].data_offsets;
    bytes[8 + headerBytes + start + 3] ^= 0x08;
    return bytes;
  }
});

describe('health', () => {
  const service = useService();

  it('says alive, ready, and what runs here', async () => {
    expect((await service.get('/livez')).json).toEqual({ status: 'ok' });
    expect((await service.get('/readyz')).status).toBe(200);
    expect((await service.get('/readyz')).json).toMatchObject({
      status: 'ok',
      details: { model: { status: 'up', name: 'movies' } },
    });
    expect((await service.get('/healthz')).json).toMatchObject({ status: 'ok' });
  });

  it('tells where it listens in one line of its log', () => {
    const lines = service.log.filter(({ msg }) => msg === 'listening');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: 'info',
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/u) as string,
      metricsUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/u) as string,
      model: { name: 'movies' },
      pid: service.pid,
    });
    expect(Date.parse(String(lines[0].time))).not.toBeNaN();
  });
});

describe('the id of a request', () => {
  const service = useService({ LOG_LEVEL: 'debug' });
  const ask = (id?: string) =>
    service.post(
      '/v1/recommendations',
      { seeds: [{ id: 1 }], limit: 1 },
      id === undefined ? {} : { 'x-request-id': id },
    );

  it.each(['a', 'abc-123', '0af7651916cd43dd8448eb211c80319c', 'a.b:c_d-E9', 'x'.repeat(128)])(
    'is taken over if it is safe: %s',
    async (id) => {
      const { headers, json } = await ask(id);
      expect(headers['x-request-id']).toBe(id);
      expect(json).toMatchObject({ requestId: id });
    },
  );

  it.each([
    'x'.repeat(129),
    'a b',
    'a,b',
    '<script>',
    '"quoted"',
    "'; drop table films; --",
    '{"level":"error"}',
    '${jndi:ldap://evil.example}',
    '../../etc',
    'caf\u00e9',
    'a\tb',
    '%0d%0aSet-Cookie:a=b',
    '',
    ' ',
  ])('is replaced if it is not: %j', async (id) => {
    const { headers, json } = await ask(id);
    const { requestId } = json as { requestId: string };
    expect(requestId).toMatch(/^[\w.:-]{1,128}$/u);
    expect(requestId).not.toBe(id);
    expect(headers['x-request-id']).toBe(requestId);
  });

  it('is replaced if there are two', async () => {
    const bytes = Buffer.from(
      'GET /livez HTTP/1.1\r\nHost: x\r\nX-Request-Id: one\r\nX-Request-Id: two\r\n\r\n',
    );
    const answer = await exchange(service.url, bytes);
    expect(answer?.status).toBe(200);
    expect(answer?.headers['x-request-id']).toMatch(/^[\w.:-]{1,128}$/u);
    expect(['one', 'two']).not.toContain(answer?.headers['x-request-id']);
  });

  it('is another one for every request that brings none', async () => {
    const ids = await Promise.all(Array.from({ length: 200 }, () => ask()));
    expect(new Set(ids.map(({ headers }) => headers['x-request-id'])).size).toBe(200);
  });

  it.each<[name: string, method: string, path: string, body: unknown, status: number]>([
    ['an unknown film', 'POST', '/recommend', { movie_id: 'x' }, 404],
    ['a wrong body', 'POST', '/recommend', {}, 400],
    ['no JSON', 'POST', '/v1/recommendations', '{', 400],
    ['a wrong path', 'GET', '/nothing', undefined, 404],
    ['a wrong method', 'DELETE', '/livez', undefined, 405],
    ['a path that cannot be decoded', 'GET', '/v1/movies/%zz', undefined, 400],
  ])('is in header, body and log of a refusal: %s', async (name, method, path, body, status) => {
    const id = name.replaceAll(' ', '-');
    const headers = { 'x-request-id': id };
    const answer = await send(service.url, path, { method, body, headers });
    expect(problemOf(answer, status).requestId).toBe(id);
    expect(answer.headers['x-request-id']).toBe(id);
    await eventually(() => expect(linesOf(id)).toHaveLength(1));
    expect(linesOf(id)[0]).toMatchObject({ level: 'info', method, url: path, status });
  });

  it('stands in the line that every request has in a debug log', async () => {
    await ask('in-the-log');
    await eventually(() => expect(linesOf('in-the-log')).toHaveLength(1));
    expect(linesOf('in-the-log')[0]).toMatchObject({
      level: 'debug',
      msg: 'answered',
      method: 'POST',
      url: '/v1/recommendations',
      status: 200,
    });
    expect(linesOf('in-the-log')[0].seconds).toBeGreaterThan(0);
  });

  it('does not let anyone write lines of their own into the log', async () => {
    const forged = '/x?%0a{"level":"error","msg":"forged"}\u2028';
    await send(service.url, encodeURI(forged));
    await service.post('/recommend', { movie_id: '\n{"level":"error","msg":"forged"}\n' });
    await service.post('/v1/recommendations', { ['\n{"level":"error"}\n']: 1 });
    await ask('after-the-forgery');
    await eventually(() => expect(linesOf('after-the-forgery')).toHaveLength(1));
    expect(service.stray).toEqual([]);
    expect(service.log.filter(({ level }) => level === 'error')).toEqual([]);
  });

  const linesOf = (id: string): LogLine[] =>
    service.log.filter(({ requestId }) => requestId === id);
});

describe('the log', () => {
  it('has lines for refusals only, unless told otherwise, all of them JSON', async () => {
    const service = await startService();
    await service.post('/recommend', { movie_id: 1 });
    problemOf(await service.post('/recommend', {}), 400);
    problemOf(await service.get('/nothing'), 404);
    await eventually(() => expect(service.log.length).toBeGreaterThan(2));
    await service.stop();
    expect(service.stray).toEqual([]);
    expect(service.log.map(({ msg, status }) => [msg, status])).toEqual([
      ['listening', undefined],
      ['answered', 400],
      ['answered', 404],
      ['draining', undefined],
      ['stopped', undefined],
    ]);
    for (const line of service.log) {
      expect(line).toMatchObject({ level: 'info', name: 'recommender', pid: service.pid });
      expect(String(line.time)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u);
      if (line.msg === 'answered') expect(line.requestId).toMatch(/^[\w.:-]+$/u);
    }
  });
});

describe('SIGTERM', () => {
  it('takes readiness away, keeps liveness and goes on serving, then ends with 0', async () => {
    const service = await startService({ SHUTDOWN_DELAY_MS: '1500' });
    expect((await service.get('/readyz')).status).toBe(200);
    service.signal('SIGTERM');
    await eventually(() => expect(service.log.at(-1)?.msg).toBe('draining'));
    const [ready, live, answer] = await Promise.all([
      service.get('/readyz'),
      service.get('/livez'),
      service.post('/recommend', { movie_id: 1 }),
    ]);
    const metrics = await send(service.metricsUrl, '/metrics');
    expect([live.status, answer.status, metrics.status]).toEqual([200, 200, 200]);
    for (const { headers } of [ready, live, answer]) expect(headers.connection).toBe('close');
    expect(ready.status).toBe(503);
    expect(await service.ended).toEqual({ code: 0, signal: null });
    expect(service.log.filter(({ level }) => level === 'error')).toEqual([]);
    await expect(service.get('/livez')).rejects.toThrow('ECONNREFUSED');
  });

  it('under load fails no request', async () => {
    const CLIENTS = 8;
    const service = await startService({ SHUTDOWN_DELAY_MS: '800' });
    const clients = Array.from({ length: CLIENTS }, (_, i) => keepAsking(i));
    await pause(300);
    service.signal('SIGTERM');
    const results = await Promise.all(clients);
    expect(results.flatMap(({ failures }) => failures)).toEqual([]);
    for (const { answered } of results) expect(answered).toBeGreaterThan(3);
    expect(await service.ended).toEqual({ code: 0, signal: null });
    expect(service.log.at(-1)).toMatchObject({ level: 'info', msg: 'stopped' });

    /** One connection that is kept; it is given up when the service asks for that. */
    async function keepAsking(client: number) {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const failures: string[] = [];
      let answered = 0;
      for (let isTold = false; !isTold;) {
        try {
          const isLab = (client + answered) % 2 === 0;
          const { status, headers, text } = await (isLab
            ? send(service.url, '/recommend', { method: 'POST', body: { movie_id: 1 }, agent })
            : send(service.url, '/v1/movies/1', { agent }));
          if (status === 200) answered++;
          else failures.push(`${status}: ${text}`);
          isTold = headers.connection === 'close';
        } catch (error) {
          isTold = true;
          const { code, message } = error as NodeJS.ErrnoException;
          if (code !== 'ECONNREFUSED') failures.push(message);
        }
        // Some ask without a pause, some think.
        if (client % 2 === 1) await pause(5 * client);
      }
      agent.destroy();
      return { answered, failures };
    }
  });

  it('closes connections on which nothing happens', async () => {
    const service = await startService();
    const idle = open(service.url);
    await exchangeOn(idle, 'GET /livez HTTP/1.1\r\nHost: x\r\n\r\n');
    const closed = new Promise((resolve) => idle.once('close', resolve));
    const begun = performance.now();
    expect(await service.stop()).toEqual({ code: 0, signal: null });
    await closed;
    expect(performance.now() - begun).toBeLessThan(3_000);
  });

  it('lets a request in flight come to its end, and then ends without delay', async () => {
    const service = await startService({ SHUTDOWN_TIMEOUT_MS: '3000' });
    const client = open(service.url);
    client.write(`${HALF}Content-Length: 14\r\n\r\n{"mov`);
    await inFlight(service.metricsUrl, 1);
    service.signal('SIGTERM');
    // The listener is closed, and still the request is waited for.
    await eventually(() => expect(send(service.url, '/livez')).rejects.toThrow('ECONNREFUSED'));
    const begun = performance.now();
    const answer = await exchangeOn(client, 'ie_id":1}');
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/u);
    expect(answer).toContain('"recommendations":');
    expect(await service.ended).toEqual({ code: 0, signal: null });
    expect(performance.now() - begun).toBeLessThan(2_500);
    client.destroy();
  });

  it('does not wait for ever for a request in flight: exit code 1 after the timeout', async () => {
    const service = await startService({ SHUTDOWN_TIMEOUT_MS: '300' });
    const client = open(service.url);
    client.write(`${HALF}Content-Length: 14\r\n\r\n{"mov`);
    await inFlight(service.metricsUrl, 1);
    const begun = performance.now();
    expect(await service.stop()).toEqual({ code: 1, signal: null });
    const took = performance.now() - begun;
    expect(took).toBeGreaterThan(250);
    expect(took).toBeLessThan(3_000);
    expect(service.log.at(-1)).toMatchObject({ level: 'warn', timeoutMs: 300 });
    client.destroy();
  });

  it('is heeded from the moment on at which the service says that it listens', async () => {
    const settings = { PORT: '0', METRICS_PORT: '0', MODEL_PATH: await sampleModel() };
    for (let i = 0; i < 3; i++) {
      let isTold = false;
      const { code, signal } = await run(
        RECOMMENDER,
        [],
        { ...settings, SHUTDOWN_DELAY_MS: '0' },
        (stdout, child) => {
          if (!isTold && stdout.includes('"listening"')) isTold = child.kill('SIGTERM');
        },
      );
      expect({ code, signal }).toEqual({ code: 0, signal: null });
    }
  });

  it.each<[first: NodeJS.Signals, second: NodeJS.Signals]>([
    ['SIGTERM', 'SIGTERM'],
    ['SIGTERM', 'SIGINT'],
  ])('%s and a second signal (%s) end at once', async (first, second) => {
    const service = await startService({ SHUTDOWN_DELAY_MS: '60000' });
    await service.get('/livez');
    service.signal(first);
    await eventually(() => expect(service.log.at(-1)).toMatchObject({ msg: 'draining' }));
    expect((await service.get('/livez')).status).toBe(200);
    const begun = performance.now();
    expect(await service.stop(second)).toEqual({ code: 1, signal: null });
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  const HALF = 'POST /recommend HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';

  async function inFlight(metricsUrl: string, count: number): Promise<void> {
    await eventually(async () => {
      const { text } = await send(metricsUrl, '/metrics');
      expect(text).toContain(`\nrecommender_requests_in_flight ${count}\n`);
    });
  }

  /** Writes on a connection and gives the first piece of what comes back. */
  function exchangeOn(socket: ReturnType<typeof open>, text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      socket.once('data', (chunk) => resolve(chunk.toString()));
      socket.once('close', () => reject(new Error('closed without an answer')));
      socket.write(text);
    });
  }
});
