import { type CatalogueFilm, searchResponseSchema, similarResponseSchema } from '#contracts';
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

describe('GET /v1/movies?q=…', () => {
  const search = async (query: string) => {
    const answer = await service.get(`/v1/movies?${query}`);
    expect({
      query,
      status: answer.status,
      text: answer.status === 200 ? '' : answer.text,
    }).toEqual({
      query,
      status: 200,
      text: '',
    });
    return searchResponseSchema.parse(answer.json).items;
  };
  const titles = async (q: string, limit = 3) =>
    (await search(`q=${encodeURIComponent(q)}&limit=${limit}`)).map(({ title }) => title);

  it.each([
    ['godf', 'The Godfather'],
    ['the godfahter', 'The Godfather'],
    ['amelie', 'Amélie'],
    ['AMÉLIE', 'Amélie'],
    ['samurai seven', 'Seven Samurai'],
    ['七人の', 'Seven Samurai'],
    ['shawshank', 'The Shawshank Redemption'],
    ['shawshenk redemtion', 'The Shawshank Redemption'],
    ['godfather 2', 'The Godfather Part II'],
    ['beauty and the beast 1946', 'Beauty and the Beast'],
    ['goodfelas', 'GoodFellas'],
  ])('%j leads to %j first', async (q, title) => {
    expect((await titles(q))[0]).toBe(title);
  });

  it('finds every film of the catalogue by its own title among the first three', async () => {
    const missed: string[] = [];
    for (const { title } of FILMS) if (!(await titles(title)).includes(title)) missed.push(title);
    expect(missed).toEqual([]);
  });

  it('tells films of one title apart by a year', async () => {
    for (const year of [1946, 1991])
      expect((await search(`q=beauty+and+the+beast+${year}`))[0].year).toBe(year);
  });

  it('answers id, title, year and, where it is another, the original title', async () => {
    const { id, title, originalTitle, year } = filmCalled('Seven Samurai');
    expect((await search('q=seven%20samurai&limit=1'))[0]).toEqual({
      id,
      title,
      originalTitle,
      year,
    });
    expect((await search('q=heat&limit=1'))[0]).not.toHaveProperty('originalTitle');
  });

  it('answers as many as asked for, ten if nothing is said, none if none fits', async () => {
    expect(await search('q=the')).toHaveLength(10);
    expect(await search('q=the&limit=50')).toHaveLength(50);
    expect(await search('q=the&limit=1')).toHaveLength(1);
    for (const q of ['zzzzqqqq', '%3F%21', '%F0%9F%8E%AC', '%00'])
      expect(await search(`q=${q}`)).toEqual([]);
  });

  it.each<[query: string, path: string]>([
    ['', 'q'],
    ['q=', 'q'],
    ['q=%20', 'q'],
    [`q=${'x'.repeat(201)}`, 'q'],
    ['q=a&q=b', 'q'],
    ['q=a&limit=0', 'limit'],
    ['q=a&limit=51', 'limit'],
    ['q=a&limit=x', 'limit'],
    ['q=a&limit=', 'limit'],
    ['q=a&limit=5&limit=6', 'limit'],
    ['q=a&lang=en', ''],
  ])('"%s" is answered with 400 that names "%s"', async (query, path) => {
    const { code, errors = [] } = problemOf(await service.get(`/v1/movies?${query}`), 400);
    expect(code).toBe('invalid_request');
    expect(errors.map((error) => error.path)).toEqual([path]);
  });
});

describe('GET /v1/movies/{id}/similar', () => {
  const similar = async (id: string | number, query = '') => {
    const answer = await service.get(`${pathOf(id)}/similar${query}`);
    expect(answer.status).toBe(200);
    return similarResponseSchema.parse(answer.json);
  };

  it('answers what POST /v1/recommendations answers for that film alone', async () => {
    for (const { id, title, year } of FILMS.slice(0, 40)) {
      const { items, movie, outcome } = await similar(id, '?limit=20&explain=true');
      const body = { seeds: [{ id }], limit: 20, explain: true };
      const { json } = await service.post('/v1/recommendations', body);
      expect({ items, outcome }).toEqual({
        items: (json as typeof body & { items: unknown }).items,
        outcome: 'ok',
      });
      expect(movie).toEqual({ id, title, ...(year === undefined ? {} : { year }) });
    }
  });

  it('pages with offset: the pages together are the list', async () => {
    const { items: whole } = await similar(2, '?limit=100');
    const paged = [];
    for (let offset = 0; offset < 100; offset += 7)
      paged.push(...(await similar(2, `?limit=7&offset=${offset}`)).items);
    expect(paged.slice(0, 100)).toEqual(whole);
    expect(paged[50]?.rank).toBe(51);
  });

  it('says why a page is short, and that one behind the end is empty', async () => {
    const all = FILMS.length - 1;
    const last = await similar(2, `?limit=10&offset=${all - 4}`);
    expect(last.outcome).toBe('short');
    expect(last.shortfall).toMatchObject({
      wanted: 10,
      got: 4,
      reasons: [{ cause: 'catalogue', left: all }],
    });
    const none = await similar(2, '?offset=1000');
    expect(none).toMatchObject({ outcome: 'empty', items: [], shortfall: { wanted: 10, got: 0 } });
  });

  it('leaves out what "fields" does not name, and brings reasons when they are asked for', async () => {
    const { items } = await similar(2, '?fields=id,title&limit=2');
    expect(items.map((item) => Object.keys(item))).toEqual([
      ['id', 'title'],
      ['id', 'title'],
    ]);
    expect((await similar(2, '?explain=true&limit=1')).items[0].reasons?.length).toBeGreaterThan(0);
    expect((await similar(2, '?explain=false&limit=1')).items[0]).not.toHaveProperty('reasons');
  });

  it.each<[query: string, path: string]>([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=1e1', 'limit'],
    ['offset=-1', 'offset'],
    ['offset=1001', 'offset'],
    ['explain=yes', 'explain'],
    ['explain=', 'explain'],
    ['fields=', 'fields[0]'],
    ['fields=id,plot', 'fields[1]'],
    ['page=2', ''],
  ])('"%s" is answered with 400 that names "%s"', async (query, path) => {
    const { errors = [] } = problemOf(await service.get(`/v1/movies/2/similar?${query}`), 400);
    expect(errors.map((error) => error.path)).toEqual([path]);
  });

  it.each(['999999', '01', 'The Godfather'])('of an unknown film is a 404: %s', async (id) => {
    expect(problemOf(await service.get(`${pathOf(id)}/similar`), 404).code).toBe('unknown_film');
  });

  describe('may be kept', () => {
    const PATH = '/v1/movies/2/similar?limit=3';
    const tagOf = async (path: string, on: RunningService = service): Promise<string> => {
      const { headers } = await on.get(path);
      return headers.etag ?? '';
    };

    it('has a strong entity tag and says for how long it may be kept', async () => {
      const { headers, text } = await service.get(PATH);
      expect(headers.etag).toMatch(/^"[\w-]{27}"$/u);
      expect(headers['cache-control']).toBe('max-age=60');
      expect(headers['content-type']).toBe('application/json; charset=utf-8');
      expect((await service.get(PATH)).text).toBe(text);
    });

    it.each<[name: string, header: (tag: string) => string]>([
      ['the tag', (tag) => tag],
      ['one of several tags', (tag) => `"other", ${tag} , "another"`],
      ['the tag as a weak one', (tag) => `W/${tag}`],
      ['any', () => '*'],
    ])('is answered with 304 to who has it already: %s', async (_, header) => {
      const tag = await tagOf(PATH);
      const answer = await service.get(PATH, { 'if-none-match': header(tag) });
      expect([answer.status, answer.text]).toEqual([304, '']);
      expect(answer.headers.etag).toBe(tag);
      expect(answer.headers['cache-control']).toBe('max-age=60');
      expect(answer.headers['content-type']).toBeUndefined();
      expect(answer.headers['x-request-id']).toBeDefined();
    });

    it.each([['"other"'], ['other'], [''], ['"'], ['W/'], ['*, "x"']])(
      'is sent to who has something else: %s',
      async (header) => {
        expect((await service.get(PATH, { 'if-none-match': header })).status).toBe(200);
      },
    );

    it('has another tag for another question, and the same in another process', async () => {
      const paths = [
        PATH,
        '/v1/movies/2/similar?limit=4',
        '/v1/movies/3/similar?limit=3',
        '/v1/movies/2/similar?limit=3&explain=true',
        '/v1/movies/2/similar?limit=3&offset=1',
        '/v1/movies?q=heat',
        '/v1/movies?q=alien',
      ];
      const tags = await Promise.all(paths.map((path) => tagOf(path)));
      expect(new Set(tags).size).toBe(paths.length);
      const twin = await startService();
      expect(await Promise.all(paths.map((path) => tagOf(path, twin)))).toEqual(tags);
      await twin.stop();
    });

    it('has another tag when another model is in service', async () => {
      const films = FILMS.slice(0, 20);
      const model = await fitModel('fewer.out', writeCatalogue('fewer.jsonl', films));
      const later = await startService({ MODEL_PATH: model });
      const path = '/v1/movies?q=godfather&limit=1';
      const [now, then] = [await service.get(path), await later.get(path)];
      expect(searchResponseSchema.parse(then.json).items).toEqual(
        searchResponseSchema.parse(now.json).items,
      );
      expect(then.headers.etag).not.toBe(now.headers.etag);
      const asked = { 'if-none-match': now.headers.etag ?? '' };
      expect((await later.get(path, asked)).status).toBe(200);
      await later.stop();
    });

    it('HEAD has the head of GET', async () => {
      const head = await send(service.url, PATH, { method: 'HEAD' });
      const get = await service.get(PATH);
      expect([head.status, head.text]).toEqual([200, '']);
      for (const name of ['etag', 'cache-control', 'content-type', 'content-length'])
        expect(head.headers[name]).toBe(get.headers[name]);
    });
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
    const title = `Film number ${ids.indexOf(id)}`;
    expect(answer.json).toMatchObject({ id, title });
    expect(answer.status).toBe(200);
    const { status, json } = await other.get(`${pathOf(id)}/similar`);
    expect(status).toBe(200);
    expect(similarResponseSchema.parse(json).movie).toEqual({ id, title });
  });

  it('a text goes before the number that reads the same: a path holds text', async () => {
    expect((await other.get('/v1/movies/1')).json).toMatchObject({ id: '1' });
    expect((await other.get('/v1/movies/2')).json).toMatchObject({ id: 2 });
    for (const [path, id] of [
      ['1', '1'],
      ['2', 2],
    ] as const)
      expect((await other.get(`/v1/movies/${path}/similar`)).json).toMatchObject({ movie: { id } });
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
    ['POST', '/v1/movies', READ],
    ['DELETE', '/v1/movies/1/similar', READ],
    ['POST', '/v1/models', READ],
    ['PUT', '/v1/models/x', READ],
    ['POST', '/v2', READ],
    ['POST', '/v2/health/ready', READ],
    ['GET', '/v2/models/movies/infer', 'POST'],
    ['GET', '/v1/recommendations:batch', 'POST'],
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
    ['GET', '/v1/movies/1/like'],
    ['POST', '/v1/recommendationsXbatch'],
    ['POST', '/v1/recommendations::batch'],
    ['POST', '/v1/recommendations:'],
    ['POST', '/v1/recommendations:batches'],
    ['GET', '/v2/health'],
    ['GET', '/v2/models'],
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
