import { createServer, type AddressInfo } from 'node:net';
import { createServer as createHttpServer, type Server } from 'node:http';
import { send } from './support/http.js';
import { eventually, type RunningService, startService } from './support/service.js';

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number };
}

interface Span {
  readonly traceId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: readonly Attribute[];
}

interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}

const SERVER = 2;
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';

const factsOf = (attributes: readonly Attribute[]) =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]),
  );

describe('with a collector', () => {
  const exports: Export[] = [];
  const paths: string[] = [];
  let collector: Server;
  let service: RunningService;

  beforeAll(async () => {
    collector = createHttpServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        paths.push(request.url ?? '');
        exports.push(JSON.parse(Buffer.concat(chunks).toString()) as Export);
        response.setHeader('content-type', 'application/json').end('{}');
      });
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const { port } = collector.address() as AddressInfo;
    service = await startService({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      LOG_LEVEL: 'debug',
    });
  });
  afterAll(() => {
    collector.closeAllConnections();
    collector.close();
  });

  const spans = () =>
    exports.flatMap(({ resourceSpans }) =>
      resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
    );

  it('tells it of each request, in the trace of its caller, and the log names the trace', async () => {
    const traceparent = `00-${TRACE}-${PARENT}-01`;
    const headers = (id: string) => ({ traceparent, 'x-request-id': id });
    await service.post('/recommend', { movie_id: 1 }, headers('hot'));
    await service.get('/v1/movies/none', headers('missing'));
    await service.post('/v1/recommendations', { text: 'heist' }, { 'x-request-id': 'own' });
    await service.get('/nothing', { traceparent: 'nonsense', 'x-request-id': 'odd' });
    await send(service.metricsUrl, '/metrics');
    const traceOf = (id: string) =>
      service.log.find(({ requestId, msg }) => requestId === id && msg === 'answered')?.traceId;
    await eventually(() => expect(traceOf('odd')).toBeDefined());
    // What has not been sent is sent at the end.
    await service.stop();

    const told = spans().map(({ traceId, parentSpanId, name, kind, attributes }) => {
      const facts = factsOf(attributes);
      expect(kind).toBe(SERVER);
      expect(traceOf(String(facts['recommender.request_id']))).toBe(traceId);
      return {
        name,
        isJoined: traceId === TRACE && parentSpanId === PARENT,
        status: facts['http.response.status_code'],
        route: facts['http.route'],
      };
    });
    expect(told).toEqual([
      { name: 'POST /recommend', isJoined: true, status: 200, route: '/recommend' },
      { name: 'GET /v1/movies/:id', isJoined: true, status: 404, route: '/v1/movies/:id' },
      {
        name: 'POST /v1/recommendations',
        isJoined: false,
        status: 200,
        route: '/v1/recommendations',
      },
      { name: 'GET', isJoined: false, status: 404, route: undefined },
    ]);
    expect(new Set(paths)).toEqual(new Set(['/v1/traces']));
    const [{ resource }] = exports[0].resourceSpans;
    expect(factsOf(resource.attributes)).toMatchObject({ 'service.name': 'movie-recommender' });
  });
});

describe('without', () => {
  it('a collector, no line of the log names a trace', async () => {
    const service = await startService({ LOG_LEVEL: 'debug' });
    await service.post('/recommend', { movie_id: 1 }, { 'x-request-id': 'untraced' });
    const line = await eventually(() => {
      const found = service.log.find(({ requestId }) => requestId === 'untraced');
      expect(found).toBeDefined();
      return found;
    });
    expect(line).not.toHaveProperty('traceId');
    await service.stop();
  });

  it('one that answers, requests are answered all the same and the end comes in time', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => closed.once('listening', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const service = await startService({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      SHUTDOWN_TIMEOUT_MS: '2000',
    });
    expect((await service.post('/recommend', { movie_id: 1 })).status).toBe(200);
    const started = performance.now();
    expect(await service.stop()).toEqual({ code: 0, signal: null });
    expect(performance.now() - started).toBeLessThan(8_000);
  });
});
