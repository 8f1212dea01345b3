import { readFileSync } from 'node:fs';
import { type Operation, OPERATIONS } from '#contracts';
import { send } from './support/http.js';
import { makeKey, writeKeys } from './support/keys.js';
import { problemOf, startService, useService } from './support/service.js';

const service = useService({ LOG_LEVEL: 'debug' });

const asRoute = ({ method, path }: Pick<Operation, 'method' | 'path'>): string =>
  `${method.toUpperCase()} ${path.replaceAll(/\{(?<name>\w+)\}/gu, ':$<name>')}`;

interface Document {
  readonly security: unknown;
  readonly paths: Record<string, Record<string, unknown>>;
}

describe('the document and the service', () => {
  it('have the same routes: each one is in both; else: libs/contracts/src/openapi/operations', () => {
    const line = service.log.find(({ msg }) => msg === 'routes of the public listener');
    const served = (line?.routes as string[]).filter((route) => !route.startsWith('HEAD '));
    expect(served).toEqual(OPERATIONS.map(asRoute).sort());
  });

  it('agree with the document that is committed', async () => {
    const { status, headers, json } = await service.get('/openapi.json');
    expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    expect(json).toEqual(JSON.parse(readFileSync('openapi.json', 'utf8')));
    const again = await service.get('/openapi.json', { 'if-none-match': headers.etag ?? '' });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('agree on keys: where they are asked for, the document says so and can be read without', async () => {
    const key = makeKey('tv');
    const keyed = await startService({ API_KEYS_FILE: writeKeys('documented.json', [key]) });
    const { status, json } = await keyed.get('/openapi.json');
    expect(status).toBe(200);
    expect((json as Document).security).toEqual([{ bearer: [] }, { apiKey: [] }]);
    expect((await keyed.get('/docs')).status).toBe(200);
    expect((await keyed.get('/v1/models')).status).toBe(401);
    await keyed.stop('SIGKILL');
  });
});

describe('the page at /docs', () => {
  it('asks nobody but this service, and says so to the browser', async () => {
    const { status, headers, text } = await service.get('/docs');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/u);
    expect(headers['content-security-policy']).not.toMatch(/unsafe|http|\*/u);
    expect(text).not.toMatch(/https?:|<script>|<style|\son\w+=/u);
    const files = Array.from(text.matchAll(/(?:src|href)="(?<path>[^"]+)"/gu), ([, path]) => path);
    expect(files).toHaveLength(4);
    for (const path of files) expect((await service.get(`/${path}`)).status).toBe(200);
  });

  it.each([
    ['swagger-ui.css', 'text/css; charset=utf-8'],
    ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
    ['initializer.js', 'text/javascript; charset=utf-8'],
    ['favicon.png', 'image/png'],
  ])('has the file %s as %s', async (name, type) => {
    const { status, headers, text } = await service.get(`/docs/${name}`);
    expect([status, headers['content-type']]).toEqual([200, type]);
    expect(headers['cache-control']).toBe('max-age=3600');
    expect(text.length).toBeGreaterThan(100);
  });

  it.each([
    '/docs/package.json',
    '/docs/..%2fpackage.json',
    '/docs/%2e%2e%2fpackage.json',
    '/docs/__proto__',
    '/docs/swagger-ui-bundle.js.map',
  ])('has no other: %s', async (path) => {
    const answer = await send(service.url, path);
    expect(problemOf(answer, 404).code).toBe('not_found');
    expect(answer.headers['cache-control']).toBeUndefined();
  });
});

it('what is no route is refused before its body is looked at', async () => {
  const headers = { 'content-type': 'text/plain' };
  const wrong = await send(service.url, '/livez', { method: 'PUT', body: 'x', headers });
  expect([problemOf(wrong, 405).code, wrong.headers.allow]).toEqual([
    'method_not_allowed',
    'GET, HEAD',
  ]);
  const query = await send(service.url, '/v1/models', { method: 'QUERY' });
  expect(problemOf(query, 405).code).toBe('method_not_allowed');
  const nothing = await send(service.url, '/nothing', { method: 'POST', body: 'x', headers });
  expect(problemOf(nothing, 404).code).toBe('not_found');
});
