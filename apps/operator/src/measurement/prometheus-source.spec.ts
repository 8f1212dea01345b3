import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PrometheusSource } from './prometheus-source.js';

const request = {
  metric: 'm',
  stage: 'Canary',
  candidate: 'b'.repeat(64),
  stable: 'a'.repeat(64),
  windowSeconds: 300,
} as const;

const vector = (...values: readonly (readonly [Record<string, string>, string])[]) => ({
  status: 'success',
  data: {
    resultType: 'vector',
    result: values.map(([metric, value]) => ({ metric, value: [1, value] })),
  },
});

describe('a measurement by Prometheus', () => {
  let server: Server;
  let address: string;
  let answer: (query: string) => { status?: number; body: unknown };
  let queries: string[];

  beforeEach(async () => {
    queries = [];
    server = createServer((incoming, response) => {
      let body = '';
      incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
      incoming.on('end', () => {
        const query = new URLSearchParams(body).get('query') ?? '';
        queries.push(query);
        const { status = 200, body: answered } = answer(query);
        response
          .writeHead(status)
          .end(typeof answered === 'string' ? answered : JSON.stringify(answered));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  const measure = (metric: Parameters<PrometheusSource['measure']>[1]) =>
    new PrometheusSource(address, 'films').measure(request, metric, 1_000);

  it('adds up the increase over the window, of both versions', async () => {
    answer = (query) => ({ body: query.includes('"error"') ? vector() : vector([{}, '40.5']) });
    expect(await measure({ kind: 'errorRatio' })).toMatchObject({
      seen: { candidate: { hits: 0, of: 40.5 }, stable: { hits: 0, of: 40.5 } },
    });
    expect(queries).toContain(
      `sum(increase(recommender_requests_total{namespace="films",model_version=~"${'b'.repeat(12)}",outcome=~"error"}[300s]))`,
    );
  });

  it('has buckets, whatever the order and the form of their bounds', async () => {
    answer = () => ({
      body: vector([{ le: '+Inf' }, '9'], [{ le: '1.0' }, '7'], [{ le: '0.5' }, '4']),
    });
    expect(await measure({ kind: 'latencyP99' })).toMatchObject({
      seen: { candidate: { bounds: [0.5, 1], counts: [4, 3, 2] } },
    });
  });

  it('fills in a query of somebody else', async () => {
    answer = () => ({ body: vector([{}, '0.5']) });
    const query = 'x{v="$version",n="$namespace"}[$window]';
    expect(await measure({ query, samplesQuery: 'count(x)' })).toMatchObject({
      seen: { candidate: { value: 0.5, samples: 0.5 } },
    });
    expect(queries).toContain('x{v="bbbbbbbbbbbb",n="films"}[300s]');
  });

  it('finds nothing where nothing is', async () => {
    answer = () => ({ body: vector() });
    const measured = await measure({ query: 'x', samplesQuery: 'y' });
    expect(measured).toMatchObject({ seen: { candidate: { value: undefined, samples: 0 } } });
  });

  it.each<[string, ReturnType<typeof answer>, RegExp]>([
    [
      'refuses the query',
      { status: 400, body: { status: 'error', error: 'parse error' } },
      /parse error/u,
    ],
    [
      'is a proxy that fails',
      { status: 502, body: '<html>bad gateway' },
      /502 and no answer.*bad gateway/u,
    ],
    [
      'gives two numbers',
      { body: vector([{ a: '1' }, '1'], [{ a: '2' }, '2']) },
      /2 series, expected one/u,
    ],
  ])('says why when the server %s', async (_, given, reason) => {
    answer = () => given;
    expect(await measure({ query: 'x' })).toMatchObject({
      error: expect.stringMatching(reason) as unknown,
    });
  });

  it('says why when nobody is there', async () => {
    server.close();
    expect(await measure({ query: 'x' })).toMatchObject({
      error: expect.stringMatching(/ECONNREFUSED/u) as unknown,
    });
  });
});
