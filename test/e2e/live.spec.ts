import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CatalogueFilm,
  liveFilmResponseSchema,
  type RecommendationsResponse,
} from '#contracts';
import { type Answer, send } from './support/http.js';
import { makeKey, writeKeys, writeWhole } from './support/keys.js';
import { RECOMMENDER, run, scratch, STACK_TRACE, TRAINER } from './support/programs.js';
import { parseExposition } from './support/prometheus.js';
import { filmCalled, FILMS, writeCatalogue } from './support/sample.js';
import {
  eventually,
  pause,
  problemOf,
  type RunningService,
  startService,
  useService,
} from './support/service.js';

/** How often the service is killed in the middle of a storm. */
const KILLS = Number(process.env.KILLS ?? 8);
jest.setTimeout(60_000 + KILLS * 10_000);

const LISTS = '/v1/recommendations';
const jaws = filmCalled('Jaws');
const seed = filmCalled('Jurassic Park');

const put = (service: RunningService, id: string | number, body: unknown, headers = {}) =>
  send(service.metricsUrl, `/v1/movies/${encodeURIComponent(id)}`, {
    method: 'PUT',
    body,
    headers,
  });
const remove = (service: RunningService, id: string | number) =>
  send(service.metricsUrl, `/v1/movies/${encodeURIComponent(id)}`, { method: 'DELETE' });
const putAnswer = ({ json }: Answer) => liveFilmResponseSchema.parse(json);
const itemsOf = ({ json }: Answer) => (json as RecommendationsResponse).items;
/** Facts without the id. */
const { id: jawsId, ...ofJaws } = jaws;

/** Every way to a film that is like Jaws: each answers with its title if it is there. */
function waysTo(service: RunningService, film: Pick<CatalogueFilm, 'id' | 'title'>) {
  const { id, title } = film;
  const encoded = encodeURIComponent(title);
  const list = (body: object) => service.post(LISTS, { limit: 100, ...body });
  const ofItsGenres = { genres: { all: jaws.genres } };
  const ways: Readonly<Record<string, () => Promise<Answer>>> = {
    'the lab': () => service.post('/recommend', { movie_id: seed.id, top_n: 100 }),
    'the lab, past the hot route': () =>
      service.post('/recommend?x', { movie_id: seed.id, top_n: 100 }),
    'a list for a seed': () => list({ seeds: [{ id: seed.id }] }),
    'a list for words': () => list({ text: 'shark beach police chief', explain: true }),
    'a list with a filter': () => list({ seeds: [{ id: seed.id }], filter: ofItsGenres }),
    'the best of several': () => list({ seeds: [{ id: seed.id }, { id: 1 }], strategy: 'max' }),
    'a varied list': () => list({ seeds: [{ id: seed.id }], diversity: 0.1 }),
    'a fallback': () =>
      list({ seeds: [{ title: 'zzzz' }], fallback: 'popular', filter: ofItsGenres }),
    'a seed that is the film': () => list({ seeds: [{ id }, { id: seed.id }] }),
    'a seed of its title': () => list({ seeds: [{ title: title.toUpperCase() }], text: 'x' }),
    'did you mean': () => list({ seeds: [{ title: `${title}x` }], text: 'x' }),
    'a batch': () =>
      service.post(`${LISTS}:batch`, { requests: [{ seeds: [{ id: seed.id }], limit: 100 }] }),
    'typing ahead': () => service.get(`/v1/movies?q=${encoded}`),
    'typing ahead, misspelt': () => service.get(`/v1/movies?q=${encoded}s&limit=50`),
    'the film itself': () => service.get(`/v1/movies/${encodeURIComponent(id)}`),
    'films like another': () => service.get(`/v1/movies/${seed.id}/similar?limit=100`),
    'films like it': () => service.get(`/v1/movies/${encodeURIComponent(id)}/similar`),
    inference: () =>
      service.post('/v2/models/movies/infer', {
        inputs: [{ name: 'movie_id', datatype: 'INT64', shape: [1], data: [seed.id] }],
        parameters: { limit: 50 },
      }),
  };
  return ways;
}

/** The ways by which a title is seen, and those that fail. */
async function seenBy(service: RunningService, film: Pick<CatalogueFilm, 'id' | 'title'>) {
  const seen: string[] = [];
  for (const [way, ask] of Object.entries(waysTo(service, film))) {
    const { text, status } = await ask();
    expect({ way, isFailed: status >= 500 }).toEqual({ way, isFailed: false });
    if (text.includes(JSON.stringify(film.title))) seen.push(way);
  }
  return seen;
}

async function liveMovies({ metricsUrl }: RunningService) {
  const { text } = await send(metricsUrl, '/metrics');
  const samples = parseExposition(text).get('recommender_live_movies')?.samples ?? [];
  return Object.fromEntries(samples.map(({ labels, value }) => [labels.change, value]));
}

const ALL = Object.keys(waysTo({} as RunningService, jaws));

describe('a film', () => {
  const service = useService();
  const fresh = { ...ofJaws, id: 'fresh', title: 'Tiburon of Zanzibar' };

  it('that is put is everywhere with the next request, and gone when it is deleted', async () => {
    expect(await seenBy(service, fresh)).toEqual([]);
    const answer = await put(service, 'fresh', { ...fresh, id: undefined });
    expect(answer.status).toBe(201);
    const { knownTerms, ...rest } = putAnswer(answer);
    expect(rest).toEqual({ id: 'fresh', revision: 1, durable: false });
    expect(knownTerms).toBeGreaterThan(10);
    expect(await seenBy(service, fresh)).toEqual(ALL);
    expect((await service.get('/v1/movies/fresh')).json).toEqual(fresh);
    const similar = itemsOf(await service.get('/v1/movies/fresh/similar?limit=1'));
    expect(similar).toMatchObject([{ id: jaws.id }]);

    const { status, text } = await remove(service, 'fresh');
    expect([status, text]).toEqual([204, '']);
    expect(await seenBy(service, fresh)).toEqual([]);
    problemOf(await service.get('/v1/movies/fresh'), 404);
    problemOf(await remove(service, 'fresh'), 404);
  });

  it('that is replaced has its new facts everywhere, and its old ones nowhere', async () => {
    expect(await seenBy(service, jaws)).toEqual(ALL);
    const renamed = { ...jaws, title: 'Mandibulas', genres: [...jaws.genres, 'Ichthyology'] };
    expect((await put(service, jawsId, renamed)).status).toBe(200);
    expect(await seenBy(service, renamed)).toEqual(ALL);
    const byOldTitle = { id: 'none', title: jaws.title };
    expect(await seenBy(service, byOldTitle)).toEqual([]);
    const filter = { genres: { any: ['ichthyology'] } };
    const found = await service.post(LISTS, { seeds: [{ id: seed.id }], filter });
    expect(itemsOf(found)).toMatchObject([{ id: jawsId, title: 'Mandibulas' }]);

    expect((await remove(service, jawsId)).status).toBe(204);
    expect(await seenBy(service, renamed)).toEqual([]);
    expect((await service.post(LISTS, { seeds: [{ id: 1 }], filter })).status).toBe(400);

    // Put as the model has it: nothing is laid over it any more.
    expect((await put(service, jawsId, ofJaws)).status).toBe(201);
    expect(await seenBy(service, jaws)).toEqual(ALL);
  });

  it('is told of by the revision, where changes are laid over the model', async () => {
    const modelOf = async () =>
      ((await service.get('/v1/movies?q=jaws')).json as RecommendationsResponse).model;
    expect(await modelOf()).not.toHaveProperty('revision');
    const { revision } = putAnswer(await put(service, 'fresh', { ...ofJaws, title: 'x' }));
    expect(await modelOf()).toHaveProperty('revision', revision);
    const { model } = (await service.post(LISTS, { text: 'shark' }))
      .json as RecommendationsResponse;
    expect(model).toHaveProperty('revision', revision);
    const before = await service.get(`/v1/movies/${seed.id}/similar`);
    await put(service, 'fresh', { ...ofJaws, title: 'y' });
    const after = await service.get(`/v1/movies/${seed.id}/similar`, {
      'if-none-match': String(before.headers.etag),
    });
    expect([after.status, after.headers['cache-control']]).toEqual([200, 'no-cache']);
    expect(await liveMovies(service)).toEqual({ put: 2, delete: 0 });
    await remove(service, 'fresh');
    expect(await liveMovies(service)).toEqual({ put: 1, delete: 1 });
  });

  it.each<[path: string, body: object, id: string | number, status: number]>([
    ['2', { title: 'the integer that there is' }, 2, 200],
    ['7000', { title: 'text, as there is no such film' }, '7000', 201],
    ['7000', { title: 'the text that there is' }, '7000', 200],
    ['7001', { id: 7001, title: 'the integer that the body says' }, 7001, 201],
    ['7001', { title: 'the integer that there is now' }, 7001, 200],
    ['7001', { id: '7001', title: 'the text that the body says' }, '7001', 201],
    ['7001', { title: 'the text, as for GET, where there are both' }, '7001', 200],
    ['007', { title: 'text' }, '007', 201],
    ['é/ü %', { title: 'percent-encoded' }, 'é/ü %', 201],
  ])('put at %s as %j has the id %j: %i', async (path, body, id, status) => {
    const answer = await put(service, path, body);
    expect([putAnswer(answer).id, answer.status]).toEqual([id, status]);
    expect((await service.get(`/v1/movies/${encodeURIComponent(path)}`)).json).toMatchObject({
      ...body,
      id,
    });
  });

  it('that was deleted is put again under its own id', async () => {
    expect((await remove(service, 3)).status).toBe(204);
    const answer = await put(service, '3', { title: 'Three' });
    expect([answer.status, putAnswer(answer).id]).toEqual([201, 3]);
  });

  it('of unknown words is there, and has no term', async () => {
    const answer = await put(service, 'odd', { title: 'Qwrtzp', popularity: 1e300 });
    expect(putAnswer(answer).knownTerms).toBe(0);
    expect(itemsOf(await service.get('/v1/movies?q=qwrtzp'))).toMatchObject([{ id: 'odd' }]);
    expect((await service.get('/v1/movies/odd/similar')).json).toMatchObject({ outcome: 'empty' });
  });

  it.each<[what: string, path: string, body: unknown, status: number, says: RegExp]>([
    ['an id that is not that of the path', 'a', { id: 'b', title: 'x' }, 400, /"id" is "b"/u],
    ['1 for "01"', '01', { id: 1, title: 'x' }, 400, /"id" is 1/u],
    ['no title', 'a', {}, 400, /"title"/u],
    ['an unknown field', 'a', { title: 'x', rating: 5 }, 400, /unknown field "rating"/u],
    ['__proto__', 'a', '{"title":"x","__proto__":{"year":1990}}', 400, /__proto__/u],
    ['a year that is none', 'a', { title: 'x', year: 'MCM' }, 400, /"year" is "MCM"/u],
    ['too many labels', 'a', { title: 'x', cast: Array(501).fill('y') }, 400, /"cast"/u],
    ['no object', 'a', [], 400, /the body is/u],
    ['null', 'a', 'null', 400, /the body is null/u],
    ['no JSON', 'a', '{"title":', 400, /JSON/u],
    ['no UTF-8', 'a', Buffer.from([0x22, 0xff, 0x22]), 400, /UTF-8/u],
    ['nothing', 'a', '', 400, /./u],
    ['too much', 'a', { title: 'x', description: 'y'.repeat(300_000) }, 413, /larger/u],
    ['an id that is too long', 'a'.repeat(201), { title: 'x' }, 400, /200 characters/u],
  ])('of which %s is said is refused', async (_, path, body, status, says) => {
    const before = await liveMovies(service);
    expect(problemOf(await put(service, path, body), status).detail).toMatch(says);
    expect(await liveMovies(service)).toEqual(before);
  });

  it('is not put on the public listener', async () => {
    problemOf(
      await send(service.url, '/v1/movies/1', { method: 'PUT', body: { title: 'x' } }),
      405,
    );
    problemOf(await send(service.url, '/v1/movies/1', { method: 'DELETE' }), 405);
  });

  it('may come and go while lists are asked for: none fails or tells of half a change', async () => {
    let isOver = false;
    const change = async (): Promise<void> => {
      for (let round = 0; round < 30; round++) {
        await put(service, 'half', { ...ofJaws, title: `Half ${round}`, tagline: `Half ${round}` });
        if (round % 3 === 2) await remove(service, 'half');
      }
      isOver = true;
    };
    const ask = async (): Promise<void> => {
      while (!isOver) {
        const { status } = await service.post('/recommend', { movie_id: seed.id, top_n: 50 });
        expect(status).toBe(200);
        const film = await service.get('/v1/movies/half');
        if (film.status !== 200) continue;
        const { title, tagline } = film.json as CatalogueFilm;
        expect(tagline).toBe(title);
      }
    };
    await Promise.all([change(), ask(), ask()]);
    expect((await send(service.metricsUrl, '/metrics')).status).toBe(200);
  });
});

it('needs the scope "admin" where there are keys', async () => {
  const [reader, operator] = [makeKey('reader'), makeKey('operator', { scopes: ['admin'] })];
  const API_KEYS_FILE = writeKeys('live-keys.json', [reader, operator]);
  const service = await startService({ API_KEYS_FILE });
  const as = ({ key }: { key: string }) => ({ authorization: `Bearer ${key}` });
  problemOf(await put(service, 'a', { title: 'x' }), 401);
  problemOf(await put(service, 'a', { title: 'x' }, as(reader)), 403);
  expect((await put(service, 'a', { title: 'x' }, as(operator))).status).toBe(201);
  await service.stop('SIGKILL');
});

it('refuses more changes than are allowed, and takes those of the same films', async () => {
  const service = await startService({ LIVE_TITLES_MAX: '2' });
  await put(service, 'a', { title: 'x' });
  await remove(service, 1);
  expect(problemOf(await put(service, 'b', { title: 'x' }), 409)).toMatchObject({
    code: 'too_many_live_titles',
    detail: expect.stringContaining('LIVE_TITLES_MAX') as string,
  });
  expect((await put(service, 1, { title: 'x' })).status).toBe(201);
  // To put what the model has makes room.
  expect((await put(service, 1, { ...FILMS[0] })).status).toBe(200);
  expect((await put(service, 'b', { title: 'x' })).status).toBe(201);
  await service.stop('SIGKILL');
});

it('lies under policies, whichever came first', async () => {
  const names = { hidden: ['fresh'], maturity: { allowed: ['PG', 'PG-13'], unrated: 'shown' } };
  const fresh = { ...ofJaws, maturity: 'PG', id: 'fresh', title: 'Tiburon of Zanzibar' };
  const POLICY_FILE = writeWhole('live-policies.json', JSON.stringify(names));
  const service = await startService({ POLICY_FILE });
  await put(service, 'fresh', fresh);
  expect(await seenBy(service, fresh)).toEqual([]);
  expect((await put(service, 'other', { ...fresh, id: 'other' })).status).toBe(201);
  expect(await seenBy(service, { ...fresh, id: 'other' })).toEqual(ALL);
  await put(service, 'other', { ...fresh, id: 'other', maturity: 'R' });
  expect(await seenBy(service, { ...fresh, id: 'other' })).toEqual([]);
  // A film of a rating that is not shown is none that is withheld once it is deleted.
  const withheld = async () => {
    const { text } = await send(service.metricsUrl, '/metrics');
    const samples = parseExposition(text).get('recommender_policy_withheld_movies')?.samples ?? [];
    return samples.find(({ labels }) => labels.rule === 'maturity')?.value;
  };
  const before = await withheld();
  const rated = FILMS.find(({ maturity }) => maturity === 'R');
  expect((await remove(service, rated?.id ?? '')).status).toBe(204);
  expect(await withheld()).toBe(Number(before) - 1);
  writeWhole('live-policies.json', JSON.stringify({ ...names, hidden: [] }));
  await eventually(async () => expect(await seenBy(service, fresh)).toEqual(ALL));
  await service.stop('SIGKILL');
});

it('lies over each model in service, and over those that come, but where they have it', async () => {
  const store = join(scratch, 'live-store');
  const fresh = { ...ofJaws, id: 'fresh', title: 'Tiburon of Zanzibar' };
  const versions: string[] = [];
  for (const [i, films] of [FILMS, FILMS.slice(0, 300), [...FILMS, fresh]].entries()) {
    const catalogue = writeCatalogue(`live-${i}.jsonl`, films);
    expect((await run(TRAINER, ['fit', catalogue, '--store', store])).code).toBe(0);
    const published = readdirSync(join(store, 'movies/versions'));
    versions.push(...published.filter((id) => !versions.includes(id)));
  }
  const [a, b, c] = versions;
  const rollout = (content: object) =>
    writeFileSync(join(store, 'movies/rollout.json'), JSON.stringify(content));
  rollout({ stable: a, candidate: b, weight: 50 });
  const service = await startService({ MODEL_STORE: store, ROLLOUT_POLL_MS: '100' });
  const versionsThatHaveIt = async () => {
    const found = new Set<string>();
    for (let i = 0; i < 30; i++) {
      const { status, headers } = await service.get('/v1/movies/fresh');
      if (status === 200) found.add(String(headers['x-model-version']));
    }
    return [...found].sort();
  };
  const short = (...ids: string[]) => ids.map((id) => id.slice(0, 12)).sort();
  await eventually(async () => {
    const { text } = await service.get('/v1/models');
    expect(short(a, b).every((version) => text.includes(version))).toBe(true);
  }, 20_000);
  expect(await versionsThatHaveIt()).toEqual([]);
  await put(service, 'fresh', fresh);
  await eventually(async () => expect(await versionsThatHaveIt()).toEqual(short(a, b)), 10_000);
  rollout({ stable: c });
  await eventually(async () => expect(await versionsThatHaveIt()).toEqual(short(c)), 20_000);
  const { model } = (await service.get('/v1/movies?q=tiburon')).json as RecommendationsResponse;
  expect(model).not.toHaveProperty('revision');
  await service.stop('SIGKILL');
});

describe('the log', () => {
  const fileOf = (name: string) => join(scratch, `${name}.jsonl`);

  it('brings changes back after a restart, by a signal and by a kill', async () => {
    const LIVE_TITLES_FILE = fileOf('restart');
    for (const [round, signal] of (['SIGTERM', 'SIGKILL', 'SIGTERM'] as const).entries()) {
      const service = await startService({ LIVE_TITLES_FILE });
      for (let before = 0; before < round; before++)
        expect((await service.get(`/v1/movies/r${before}`)).status).toBe(200);
      const answer = putAnswer(await put(service, `r${round}`, { title: `Round ${round}` }));
      expect(answer).toMatchObject({ revision: round + 1, durable: true });
      expect((await service.stop(signal)).code).toBe(signal === 'SIGTERM' ? 0 : null);
    }
  });

  it.each<[what: string, damage: (text: string) => string, says: RegExp]>([
    ['a damaged line', (text) => text.replace('Second', 'Zecond'), /: line 2 is damaged/u],
    ['something else', () => '{"films": []}\n', /: line 1 is not/u],
  ])('of %s ends the start with a message', async (what, damage, says) => {
    const LIVE_TITLES_FILE = fileOf(`damaged-${what.replaceAll(' ', '-')}`);
    const service = await startService({ LIVE_TITLES_FILE });
    for (const title of ['First', 'Second', 'Third']) await put(service, title, { title });
    await service.stop('SIGKILL');
    const text = damage(readFileSync(LIVE_TITLES_FILE, 'utf8'));
    writeFileSync(LIVE_TITLES_FILE, text);
    const { code, stderr } = await run(RECOMMENDER, [], { LIVE_TITLES_FILE });
    expect(code).toBe(1);
    expect(stderr).toContain(LIVE_TITLES_FILE);
    expect(stderr).toMatch(says);
    expect(stderr).toContain('docs/live-titles.md');
    expect(stderr).not.toMatch(STACK_TRACE);
    expect(readFileSync(LIVE_TITLES_FILE, 'utf8')).toBe(text);
  });

  it('in a folder that there is not ends the start with a message', async () => {
    const LIVE_TITLES_FILE = join(scratch, 'none/live.jsonl');
    const { code, stderr } = await run(RECOMMENDER, [], { LIVE_TITLES_FILE });
    expect(code).toBe(1);
    expect(stderr).toMatch(/none\/live\.jsonl: .*ENOENT/u);
    expect(stderr).not.toMatch(STACK_TRACE);
  });

  it('of which the last line is torn is cut, and says so', async () => {
    const LIVE_TITLES_FILE = fileOf('torn');
    const first = await startService({ LIVE_TITLES_FILE });
    for (const title of ['First', 'Second']) await put(first, title, { title });
    await first.stop('SIGKILL');
    writeFileSync(LIVE_TITLES_FILE, readFileSync(LIVE_TITLES_FILE).subarray(0, -20));
    const second = await startService({ LIVE_TITLES_FILE });
    expect(second.log.find(({ msg }) => msg === 'a torn line was cut off')).toMatchObject({
      line: 2,
    });
    expect((await second.get('/v1/movies/First')).status).toBe(200);
    expect((await second.get('/v1/movies/Second')).status).toBe(404);
    await second.stop('SIGKILL');
  });

  /** What a film may be after a restart: what was answered last, or what was on its way. */
  interface Told {
    /** Version that is there, or undefined for none. */
    answered: number | undefined;
    pending?: { readonly version: number | undefined };
  }

  const WRITERS = 8;
  const FILMS_OF_ONE = 5;

  /** Puts and deletes films, each in its turn, until the service is gone. */
  async function storm(
    service: RunningService,
    writer: number,
    told: Map<string, Told>,
    clock: { version: number },
  ) {
    for (let turn = 0; ; turn++) {
      const id = `w${writer}-${turn % FILMS_OF_ONE}`;
      const film = told.get(id) ?? { answered: undefined };
      told.set(id, film);
      const isGoing = film.answered !== undefined && turn % 7 === 0;
      const version = isGoing ? undefined : ++clock.version;
      film.pending = { version };
      try {
        const { status } = isGoing
          ? await remove(service, id)
          : await put(service, id, {
              title: `v${version}`,
              description: `v${version} `.repeat(500),
            });
        expect([200, 201, 204]).toContain(status);
      } catch (error) {
        // Such as ECONNRESET: the service is gone.
        if (Object.hasOwn(Object(error) as object, 'code')) return;
        throw error;
      }
      film.answered = version;
      delete film.pending;
    }
  }

  it(`after each of ${KILLS} kills has all that was answered, and nothing by halves`, async () => {
    const LIVE_TITLES_FILE = fileOf('storm');
    const told = new Map<string, Told>();
    const clock = { version: 0 };
    let answered = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const service = await startService({ LIVE_TITLES_FILE });
      for (const [id, film] of told) {
        const { status, text } = await service.get(`/v1/movies/${id}`);
        const found = status === 404 ? undefined : (JSON.parse(text) as CatalogueFilm);
        const version = found === undefined ? undefined : Number(found.title.slice(1));
        if (found !== undefined) expect(found.description).toBe(`v${version} `.repeat(500));
        const possible = [film.answered, ...(film.pending ? [film.pending.version] : [])];
        expect({
          kill,
          id,
          version,
          possible,
          isPossible: possible.includes(version),
        }).toMatchObject({
          isPossible: true,
        });
        film.answered = version;
        delete film.pending;
      }
      const storms = Array.from({ length: WRITERS }, (_, i) => storm(service, i, told, clock));
      await pause(30 + Math.random() * 500);
      await service.stop('SIGKILL');
      await Promise.all(storms);
      answered = clock.version;
    }
    expect(answered).toBeGreaterThan(KILLS);
  });
});
