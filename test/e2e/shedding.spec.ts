import type { Socket } from 'node:net';
import { problemSchema } from '#contracts';
import { send } from './support/http.js';
import { parseExposition } from './support/prometheus.js';
import {
  eventually,
  pause,
  problemOf,
  type RunningService,
  startService,
} from './support/service.js';
import { open } from './support/socket.js';

const LISTS = '/v1/recommendations';
const ROUTES: readonly [path: string, body: string][] = [
  ['/recommend', '{"movie_id":1,"top_n":100}'],
  [LISTS, '{"seeds":[{"id":1},{"id":2},{"id":3}],"limit":100,"explain":true}'],
];

async function valueOf(service: RunningService, name: string, labels: Record<string, string>) {
  const { text } = await send(service.metricsUrl, '/metrics');
  return [...parseExposition(text).values()]
    .flatMap(({ samples }) => samples)
    .filter((sample) => sample.name === name)
    .filter(({ labels: had }) => Object.entries(labels).every(([k, v]) => had[k] === v))
    .reduce((sum, { value }) => sum + value, 0);
}
const shed = (service: RunningService, reason: string) =>
  valueOf(service, 'recommender_shed_total', { reason });
const seen = (service: RunningService, route: string, status: number) =>
  valueOf(service, 'http_server_request_duration_seconds_count', {
    route,
    status_code: String(status),
  });
const ended = (service: RunningService, endpoint: string, outcome: string) =>
  valueOf(service, 'recommender_requests_total', { endpoint, outcome });

const inFlight = (service: RunningService) =>
  valueOf(service, 'recommender_requests_in_flight', {});

const headOf = (path: string, body: string): string =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;

interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** The next answer on a connection. */
function nextAnswer(socket: Socket): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let text = '';
    const take = (chunk: Buffer): void => {
      text += chunk.toString('latin1');
      const [head, body = ''] = text.split('\r\n\r\n', 2);
      const length = Number(/content-length: (\d+)/iu.exec(head)?.[1] ?? Infinity);
      if (body.length < length) return;
      socket.off('data', take);
      resolve({ status: Number(head.slice(9, 12)), head, body });
    };
    socket.on('data', take);
    socket.once('close', () => reject(new Error(`closed without an answer: ${text}`)));
  });
}

async function connectMany(url: string, count: number): Promise<Socket[]> {
  const sockets = Array.from({ length: count }, () => open(url).setNoDelay());
  await Promise.all(sockets.map((s) => new Promise((resolve) => s.once('connect', resolve))));
  return sockets;
}

/** Writes the same on every connection at once and gives the answers. */
function burst(sockets: readonly Socket[], text: string): Promise<RawAnswer[]> {
  const answers = sockets.map((socket) => nextAnswer(socket));
  for (const socket of sockets) socket.write(text);
  return Promise.all(answers);
}

/** A body that takes many milliseconds to be read and refused: meanwhile a queue forms. */
const DEEP = '{"a":'.repeat(30_000) + '1' + '}'.repeat(30_000);
const occupy = (service: RunningService) => service.post('/recommend?occupied', DEEP);

/**
 * Writes the head of a request on every connection, then, once all of those are let in or turned
 * away, all bodies at once.
 *
 * @returns the answers, and how many were turned away for their heads
 */
async function burstOfBodies(
  service: RunningService,
  sockets: readonly Socket[],
  head: string,
  body: string,
) {
  let refused = 0;
  const answers = sockets.map(async (socket) => {
    const answer = await nextAnswer(socket);
    if (answer.status === 503) refused++;
    return answer;
  });
  for (const socket of sockets) {
    socket.write(head + body.slice(0, 4));
    await pause(1);
  }
  await eventually(async () => expect((await inFlight(service)) + refused).toBe(sockets.length));
  const refusedForHead = refused;
  const occupied = occupy(service);
  for (const socket of sockets) socket.write(body.slice(4));
  await occupied;
  return { answers: await Promise.all(answers), refusedForHead };
}

const count = (answers: readonly RawAnswer[], status: number): number =>
  answers.filter((answer) => answer.status === status).length;

function expectRefusals(answers: readonly RawAnswer[]): void {
  for (const { head, body } of answers.filter(({ status }) => status !== 200)) {
    expect(head).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n/u);
    expect(head).toMatch(/\r\nretry-after: 1\r\n/iu);
    expect(head).toMatch(/\r\ncontent-type: application\/problem\+json/iu);
    expect(head).not.toMatch(/\r\nconnection: close/iu);
    const problem = problemSchema.parse(JSON.parse(body));
    expect(problem).toMatchObject({ status: 503, code: 'overloaded' });
    expect(head).toContain(problem.requestId);
  }
}

describe('while the event loop is late', () => {
  const CLIENTS = 300;
  const STRICT = { MAX_QUEUE_DELAY_MS: '1' };

  describe.each(ROUTES)('%s', (path, body) => {
    it('a burst is answered in part; the rest gets 503 on a connection that is kept', async () => {
      const service = await startService(STRICT);
      const sockets = await connectMany(service.url, CLIENTS);
      const answers: RawAnswer[] = [];
      let occupiedInVain = 0;
      for (let i = 0; i < 5; i++) {
        const occupied = occupy(service);
        answers.push(...(await burst(sockets, headOf(path, body) + body)));
        if ((await occupied).status === 503) occupiedInVain++;
      }
      expect(count(answers, 200)).toBeGreaterThan(0);
      expect(count(answers, 503)).toBeGreaterThan(0);
      expectRefusals(answers);
      // Later all is well again, on the same connections.
      for (const socket of sockets.slice(0, 20))
        expect(await burst([socket], headOf(path, body) + body)).toMatchObject([{ status: 200 }]);
      const refused = count(answers, 503);
      const refusedHere = path === '/recommend' ? refused + occupiedInVain : refused;
      await eventually(async () => {
        expect(await shed(service, 'event_loop')).toBe(refused + occupiedInVain);
        expect(await seen(service, path, 503)).toBe(refusedHere);
        expect(await ended(service, path, 'shed')).toBe(refusedHere);
        expect(await ended(service, path, 'ok')).toBe(count(answers, 200) + 20);
      });
      // One line a second, not one a request.
      const warnings = () => service.log.filter(({ level }) => level === 'warn');
      await eventually(() => expect(warnings().length).toBeGreaterThan(0));
      for (const socket of sockets) socket.destroy();
      await service.stop();
      expect(warnings().length).toBeLessThan(10);
    });

    it('bodies that come apart from their heads are no way around that', async () => {
      const service = await startService(STRICT);
      const sockets = await connectMany(service.url, CLIENTS);
      let refusedForBody = 0;
      for (let i = 0; i < 5; i++) {
        const result = await burstOfBodies(service, sockets, headOf(path, body), body);
        expectRefusals(result.answers);
        expect(count(result.answers, 200)).toBeGreaterThan(0);
        refusedForBody += count(result.answers, 503) - result.refusedForHead;
      }
      expect(refusedForBody).toBeGreaterThan(0);
      for (const socket of sockets) socket.destroy();
      await service.stop();
    });

    it('nothing is turned away if no limit is set', async () => {
      const service = await startService({ MAX_QUEUE_DELAY_MS: '0' });
      const sockets = await connectMany(service.url, CLIENTS);
      const answers = await burst(sockets, headOf(path, body) + body);
      expect(count(answers, 200)).toBe(CLIENTS);
      for (const socket of sockets) socket.destroy();
      await service.stop();
    });
  });

  it('health is never turned away', async () => {
    const service = await startService(STRICT);
    const sockets = await connectMany(service.url, CLIENTS);
    const [path, body] = ROUTES[1];
    let shedInAll = 0;
    for (let i = 0; i < 10; i++) {
      const occupied = occupy(service);
      const flood = burst(sockets, headOf(path, body) + body);
      const probes = ['/livez', '/readyz', '/healthz', '/livez?verbose'].map((probe) =>
        service.get(probe),
      );
      for (const { status } of await Promise.all(probes)) expect(status).toBe(200);
      shedInAll += count(await flood, 503);
      await occupied;
    }
    expect(shedInAll).toBeGreaterThan(0);
    for (const socket of sockets) socket.destroy();
    await service.stop();
  });
});

describe('beyond the limit of requests in flight', () => {
  const LIMIT = 3;

  it.each(ROUTES)('503 until one of them is answered: %s', async (path, body) => {
    const service = await startService({ MAX_CONCURRENT_REQUESTS: String(LIMIT) });
    const sockets = await connectMany(service.url, LIMIT);
    for (const socket of sockets) socket.write(headOf(path, body) + body.slice(0, 4));
    await eventually(async () => expect(await inFlight(service)).toBe(LIMIT));
    const refused = await service.post(path, body);
    expect(problemOf(refused, 503).code).toBe('overloaded');
    expect(refused.headers['retry-after']).toBe('1');
    problemOf(await service.get('/nothing'), 503);
    expect((await service.get('/readyz')).status).toBe(200);
    expect(await shed(service, 'concurrency')).toBe(2);
    expect(await seen(service, path, 503)).toBe(1);
    expect(await seen(service, 'unmatched', 503)).toBe(1);
    // Those that were begun are answered, and then there is room again.
    expect(await burst([sockets[0]], body.slice(4))).toMatchObject([{ status: 200 }]);
    await eventually(async () => expect(await inFlight(service)).toBe(LIMIT - 1));
    expect((await service.post(path, body)).status).toBe(200);
    for (const socket of sockets) socket.destroy();
    await service.stop();
  });
});

it('beyond the limit of connections new ones are closed, and counted', async () => {
  const service = await startService({ MAX_CONNECTIONS: '4' });
  const sockets = await connectMany(service.url, 4);
  const refused = open(service.url);
  await new Promise((resolve) => refused.once('close', resolve));
  await eventually(async () => expect(await shed(service, 'connections')).toBe(1));
  sockets[0].destroy();
  await eventually(async () => expect((await service.get('/livez')).status).toBe(200));
  for (const socket of sockets) socket.destroy();
  await service.stop();
});
