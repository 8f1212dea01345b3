import type { CatalogueFilm } from '#contracts';
import { send } from './support/http.js';
import { filmCalled, FILMS, fitModel, writeCatalogue } from './support/sample.js';
import { problemOf, type RunningService, startService, useService } from './support/service.js';

const service = useService();

const pathOf = (id: string | number): string => `/v1/movies/${encodeURIComponent(String(id))}`;

describe('GET /v1/movies/{id}', () => {
  it('answers every film of the catalogue with every fact that is written there', async () => {
    for (const film of FILMS) {
      const answer = await service.get(pathOf(film.id));
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
      expect(answer.json).toEqual(film);
    }
  });

  it.each([['999999'], ['0'], ['-1'], ['null'], ['The Godfather'], ['__proto__'], ['1 OR 1=1']])(
    'answers 404 for an id that is not there: %s',
    async (id) => {
      const problem = problemOf(await service.get(pathOf(id)), 404);
      expect(problem).toMatchObject({
        code: 'unknown_film',
        errors: [{ path: 'id', value: JSON.stringify(id) }],
      });
    },
  );

  it.each(['01', '1.0', '1e0', '+1', '0x1', '1_', ' 1', '1%20'])(
    'takes "%s" for no number: one film has one address',
    async (id) => {
      problemOf(await service.get(`/v1/movies/${id.replace(' ', '%20')}`), 404);
    },
  );

  it('decodes what is percent-encoded without need', async () => {
    expect((await service.get('/v1/movies/%31')).json).toEqual(FILMS.find(({ id }) => id === 1));
    expect((await service.get('/v1/%6Dovies/1')).status).toBe(200);
  });

  it.each(['%', '%2', '%zz', '%ff', '%c0%af', '%ed%a0%80', '1%'])(
    'answers 400 for percent-encoding that is broken: %s',
    async (id) => {
      problemOf(await service.get(`/v1/movies/${id}`), 400);
    },
  );

  it('ignores a query', async () => {
    expect((await service.get('/v1/movies/1?id=2&x=%zz')).json).toMatchObject({ id: 1 });
  });
});

describe('an id may be any string or integer', () => {
  const ids: CatalogueFilm['id'][] = [
    1,
    '1',
    2,
    -5,
    Number.MAX_SAFE_INTEGER,
    'tt0111161',
    'a/b',
    '../../etc/passwd',
    '..',
    '.',
    '100%',
    '%2F',
    'a?b#c&d=e',
    'a b+c',
    'é',
    'e\u0301',
    '七人の侍',
    '🎬',
    '\u0000',
    '"quoted"\\',
    '__proto__',
    'constructor',
    'x'.repeat(200),
    '侍'.repeat(200),
    '🎬'.repeat(100),
  ];
  let other: RunningService;
  beforeAll(async () => {
    const films = ids.map((id, i) => ({ id, title: `Film number ${i}` }));
    const model = await fitModel('ids.out', writeCatalogue('ids.jsonl', films));
    other = await startService({ MODEL_PATH: model });
  });
  afterAll(() => other.stop());

  it.each(ids.filter((id) => id !== 1).map((id) => [id]))('%j', async (id) => {
    const answer = await other.get(pathOf(id));
    expect(answer.json).toMatchObject({ id, title: `Film number ${ids.indexOf(id)}` });
    expect(answer.status).toBe(200);
  });

  it('a text goes before the number that reads the same: a path holds text', async () => {
    expect((await other.get('/v1/movies/1')).json).toMatchObject({ id: '1' });
    expect((await other.get('/v1/movies/2')).json).toMatchObject({ id: 2 });
  });
});

describe('HEAD', () => {
  it.each([['/v1/movies/1'], ['/livez'], ['/readyz'], ['/healthz']])(
    '%s has the head of GET and no body',
    async (path) => {
      const head = await send(service.url, path, { method: 'HEAD' });
      const get = await service.get(path);
      expect(head.status).toBe(200);
      expect(head.text).toBe('');
      for (const name of ['content-type', 'content-length'])
        expect(head.headers[name]).toBe(get.headers[name]);
    },
  );

  it('tells what is missing by its status', async () => {
    for (const [path, status] of Object.entries({ '/v1/movies/999999': 404, '/nothing': 404 })) {
      const answer = await send(service.url, path, { method: 'HEAD' });
      expect({ path, status: answer.status, text: answer.text }).toEqual({
        path,
        status,
        text: '',
      });
    }
  });
});

describe('a method that a path does not have', () => {
  const READ = 'GET, HEAD';
  it.each([
    ['POST', '/v1/movies/1', READ],
    ['PUT', '/v1/movies/1', READ],
    ['DELETE', '/v1/movies/1', READ],
    ['PATCH', '/v1/movies/1', READ],
    ['OPTIONS', '/v1/movies/1', READ],
    ['DELETE', '/v1/movies/999999?x=1', READ],
    ['POST', '/livez', READ],
    ['POST', '/readyz', READ],
    ['POST', '/healthz', READ],
    ['GET', '/recommend', 'POST'],
    ['PUT', '/recommend', 'POST'],
    ['TRACE', '/recommend', 'POST'],
    ['GET', '/recommend?movie_id=1', 'POST'],
    ['GET', '/v1/recommendations', 'POST'],
    ['DELETE', '/v1/recommendations', 'POST'],
    ['PROPFIND', '/v1/recommendations', 'POST'],
  ])('%s %s is answered with 405 and Allow: %s (%s)', async (method, path, allow) => {
    const answer = await send(service.url, path, { method });
    expect(problemOf(answer, 405).code).toBe('method_not_allowed');
    expect(answer.headers.allow).toBe(allow);
  });

  it.each(['/recommend', '/v1/recommendations'])('HEAD %s has Allow too', async (path) => {
    const answer = await send(service.url, path, { method: 'HEAD' });
    expect([answer.status, answer.headers.allow, answer.text]).toEqual([405, 'POST', '']);
  });
});

describe('a path that is not there is answered with 404', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/nothing'],
    ['POST', '/nothing'],
    ['GET', '/v1'],
    ['GET', '/v1/movies/'],
    ['GET', '/v1/movies/1/similar/x'],
    ['GET', '//v1/movies/1'],
    ['GET', '/v1//movies/1'],
    ['GET', '/V1/MOVIES/1'],
    ['GET', '/LIVEZ'],
    ['GET', '/livez;x=1'],
    ['GET', '/recommend/1'],
    ['GET', '/metrics'],
    ['GET', '/../../etc/passwd'],
    ['GET', '/%2e%2e/%2e%2e/etc/passwd'],
    ['GET', '/favicon.ico'],
  ])('%s %s', async (method, path) => {
    const answer = await send(service.url, path, { method });
    const problem = problemOf(answer, 404);
    expect(problem.code).toBe('not_found');
    expect(answer.headers.allow).toBeUndefined();
    expect(problem.didYouMean).toBeUndefined();
  });

  it('a slash too many is no wrong method', async () => {
    const found: unknown[] = [];
    for (const path of ['/livez/', '/v1/movies/1/', '/recommend/', '/v1/recommendations/']) {
      const isRead = path === '/livez/' || path === '/v1/movies/1/';
      const body = isRead ? undefined : { movie_id: 1 };
      const { status } = await send(service.url, path, { method: isRead ? 'GET' : 'POST', body });
      if (status === 405) found.push(`${path} does not answer the method that it answers`);
    }
    expect(found).toEqual([]);
  });
});

describe('what the facts of a film are good for', () => {
  it('shows umlauts and other scripts as they are, in UTF-8', async () => {
    const amelie = filmCalled('Amélie');
    const samurai = filmCalled('Seven Samurai');
    expect((await service.get(pathOf(amelie.id))).text).toContain('"Amélie"');
    expect((await service.get(pathOf(samurai.id))).text).toContain('七人の侍');
  });
});
