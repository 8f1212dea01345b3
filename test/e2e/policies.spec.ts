import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogueFilm, RecommendationsResponse } from '#contracts';
import { type Answer, send } from './support/http.js';
import { writeWhole } from './support/keys.js';
import { RECOMMENDER, ROOT, run, scratch, STACK_TRACE } from './support/programs.js';
import { parseExposition } from './support/prometheus.js';
import { filmCalled, FILMS, sampleModel } from './support/sample.js';
import {
  eventually,
  pause,
  problemOf,
  type RunningService,
  startService,
} from './support/service.js';

const LISTS = '/v1/recommendations';
const INFER = '/v2/models/movies/infer';
const LATER = '2099-01-01T00:00:00Z';
const PAST = '2001-01-01T00:00:00Z';
const WITHHOLDING = ['maturity', 'region', 'window', 'hidden', 'ban'] as const;

const write = (name: string, content: unknown): string =>
  writeWhole(name, typeof content === 'string' ? content : JSON.stringify(content));
const linesOf = ({ log }: RunningService, msg: string) => log.filter((line) => line.msg === msg);

/** Changes the file of policies and waits until the service has read it. */
async function change(service: RunningService, name: string, content: unknown): Promise<void> {
  const before = linesOf(service, 'policies were read again').length;
  write(name, content);
  await eventually(() =>
    expect(linesOf(service, 'policies were read again')).toHaveLength(before + 1),
  );
}

/** The values of one metric by one of its labels. */
async function metric(service: RunningService, name: string, label: string) {
  const { text } = await send(service.metricsUrl, '/metrics');
  const samples = parseExposition(text).get(name)?.samples ?? [];
  return Object.fromEntries(samples.map(({ labels, value }) => [labels[label], value]));
}

const listOf = (answer: Answer) => answer.json as RecommendationsResponse;
const idsOf = (answer: Answer) => listOf(answer).items.map(({ id }) => id);

describe('whatever withholds a film', () => {
  // Of the five films nearest to the seed; of another rating, so that the seed itself stays.
  const seed = filmCalled('Jurassic Park');
  const film = filmCalled('Jaws');
  const ratings = new Set(FILMS.flatMap(({ maturity }) => maturity ?? []));
  const allowed = [...ratings].filter((rating) => rating !== film.maturity);
  const { id, title, year = 0, genres } = film;
  const FILE = 'every-route.json';
  const version = () =>
    (service.log.find(({ msg }) => msg === 'listening')?.model as { version: string }).version;

  let service: RunningService;
  beforeAll(async () => {
    service = await startService({ POLICY_FILE: write(FILE, {}) });
  });
  afterAll(() => service.stop('SIGKILL'));

  const list = (body: object) => service.post(LISTS, { limit: 100, ...body });
  const tensor = { name: 'movie_id', datatype: 'INT64', shape: [1] };
  const inference = (path: string, asked: CatalogueFilm) =>
    service.post(path, {
      inputs: [{ ...tensor, data: [asked.id] }],
      parameters: { limit: 50 },
    });
  const encoded = encodeURIComponent(title);
  const ofItsYear = { year: { from: year, to: year } };

  /** Every way to a film: each answers with its title unless it is withheld. */
  const WAYS: readonly [way: string, ask: () => Promise<Answer>][] = [
    ['the lab, answers that are kept', () => service.post('/recommend', { movie_id: seed.id })],
    ['the lab', () => service.post('/recommend', { movie_id: seed.id, top_n: 100 })],
    ['the lab, past the hot route', () => service.post('/recommend?x', { movie_id: seed.id })],
    ['a list for a seed', () => list({ seeds: [{ id: seed.id }] })],
    ['a list for a title', () => list({ seeds: [{ title: seed.title }], explain: true })],
    ['a list for words', () => list({ text: 'shark beach police chief' })],
    ['a list with a filter', () => list({ seeds: [{ id: seed.id }], filter: ofItsYear })],
    ['a list of its genres', () => list({ text: 'shark', filter: { genres: { all: genres } } })],
    ['the best of several', () => list({ seeds: [{ id: seed.id }, { id: 1 }], strategy: 'max' })],
    ['a varied list', () => list({ seeds: [{ id: seed.id }], diversity: 0.5 })],
    ['a capped list', () => list({ seeds: [{ id: seed.id }], maxPerCollection: 100 })],
    ['a list that excludes others', () => list({ seeds: [{ id: seed.id }], exclude: [1, 2] })],
    ['a list of names only', () => list({ seeds: [{ id: seed.id }], fields: ['title'] })],
    [
      'a fallback',
      () => list({ seeds: [{ title: 'zzzz' }], fallback: 'popular', filter: ofItsYear }),
    ],
    ['a seed that is the film', () => list({ seeds: [{ id }, { id: seed.id }] })],
    ['a seed of its title', () => list({ seeds: [{ title: title.toUpperCase() }], text: 'x' })],
    ['a film to avoid', () => list({ avoid: [{ id }], seeds: [{ id: seed.id }] })],
    ['"did you mean" for a title', () => list({ seeds: [{ title: `${title}x` }], text: 'x' })],
    ['"did you mean" in a refusal', () => list({ seeds: [{ title: `${title}x` }] })],
    ['"did you mean" for an id', () => service.post('/recommend', { movie_id: String(id) })],
    [
      '"did you mean" for a year',
      () => list({ seeds: [{ title: title.toLowerCase(), year: 1999 }] }),
    ],
    [
      'a batch',
      () => service.post(`${LISTS}:batch`, { requests: [{ seeds: [{ id: seed.id }], limit: 50 }] }),
    ],
    ['typing ahead', () => service.get(`/v1/movies?q=${encoded}`)],
    ['typing ahead, misspelt', () => service.get(`/v1/movies?q=${encoded}s&limit=50`)],
    ['the film itself', () => service.get(`/v1/movies/${id}`)],
    ['films like another', () => service.get(`/v1/movies/${seed.id}/similar?limit=100`)],
    ['films like it', () => service.get(`/v1/movies/${id}/similar`)],
    ['inference', () => inference(INFER, seed)],
    [
      'inference by version',
      () => inference(`/v2/models/movies/versions/${version()}/infer`, seed),
    ],
  ];

  const RULES: Readonly<Record<(typeof WITHHOLDING)[number], unknown>> = {
    maturity: { maturity: { allowed, unrated: 'shown' } },
    region: { regions: ['DE'], availability: [{ id, regions: ['FR', 'AT'] }] },
    window: {
      availability: [
        { id, until: PAST },
        { id, from: LATER },
      ],
    },
    hidden: { hidden: [id] },
    ban: { bans: [{ id, owner: 'desk', expires: LATER }] },
  };

  it.each(WAYS)('without a rule %s shows it', async (_, ask) => {
    expect((await ask()).text).toContain(JSON.stringify(title));
  });

  describe.each(WITHHOLDING)('%s:', (rule) => {
    beforeAll(() => change(service, FILE, RULES[rule]));

    it.each(WAYS)('%s does not show it', async (_, ask) => {
      const { text, status } = await ask();
      expect(text).not.toContain(JSON.stringify(title));
      expect(status).toBeLessThan(500);
    });

    it('it is as unknown as a film that there never was', async () => {
      const told = async (unknown: string | number) => {
        const answers = [
          await service.get(`/v1/movies/${unknown}`),
          await service.get(`/v1/movies/${unknown}/similar`),
          await service.post('/recommend', { movie_id: unknown }),
          await service.post(LISTS, { seeds: [{ id: unknown }] }),
          await service.post(INFER, { inputs: [{ ...tensor, data: [unknown] }] }),
        ];
        return answers.map((answer) => {
          const problem = problemOf(answer, 404);
          return JSON.stringify({ ...problem, requestId: '' }).replaceAll(String(unknown), '…');
        });
      };
      expect(await told(id)).toEqual(await told(987654));
    });

    it('what is asked for it in vain is as if it had not been named', async () => {
      const { items, seeds } = listOf(await list({ seeds: [{ id }, { id: seed.id }], limit: 5 }));
      expect(seeds).toMatchObject({ resolved: [{ id: seed.id }], unknown: [{ seed: { id } }] });
      expect(items).toEqual(listOf(await list({ seeds: [{ id: seed.id }], limit: 5 })).items);
    });

    it('is counted under its name', async () => {
      const counts = await metric(service, 'recommender_policy_withheld_movies', 'rule');
      expect(Object.keys(counts).sort()).toEqual([...WITHHOLDING].sort());
      const isRated = rule === 'maturity';
      const films = FILMS.filter(({ maturity }) => maturity === film.maturity).length;
      for (const [name, count] of Object.entries(counts))
        expect({ name, count }).toEqual({ name, count: name === rule ? (isRated ? films : 1) : 0 });
      const { policy } = listOf(await list({ seeds: [{ id: seed.id }], explain: true }));
      expect(policy).toEqual({ withheld: isRated ? films : 1 });
    });
  });

  it('without the rule it is back', async () => {
    await change(service, FILE, {});
    for (const [way, ask] of WAYS)
      expect({ way, text: (await ask()).text }).toEqual({
        way,
        text: expect.stringContaining(JSON.stringify(title)) as string,
      });
  });
});

describe('ratings that may be shown', () => {
  const POLICY_FILE = () => write('ratings.json', { maturity: { allowed: ['g'] } });
  const shown = FILMS.filter(({ maturity }) => maturity === 'G');
  const [seed] = shown;
  let service: RunningService;
  beforeAll(async () => {
    service = await startService({ POLICY_FILE: POLICY_FILE() });
  });
  afterAll(() => service.stop('SIGKILL'));

  it('leave unrated films out, and a short list says that it is for the rules', async () => {
    const answer = await service.post(LISTS, { seeds: [{ id: seed.id }], limit: 50 });
    const { items, shortfall, policy } = listOf(answer);
    const titles = items.map(({ title }) => title);
    expect(titles.length).toBeGreaterThan(0);
    expect(shown.map(({ title }) => title)).toEqual(expect.arrayContaining(titles));
    expect(shortfall?.reasons[0]).toEqual({
      cause: 'policy',
      left: shown.length - 1,
      message: `${shown.length - 1} films left by the rules of this service`,
    });
    expect(policy).toBeUndefined();
  });

  it('and their genres are all that can be asked for', async () => {
    const filtered = (filter: unknown) => service.post(LISTS, { text: 'x', filter });
    const ofRating = problemOf(await filtered({ maturity: ['R'] }), 400);
    expect(ofRating.errors).toMatchObject([{ message: 'expected one of G' }]);
    const known = new Set(shown.flatMap(({ genres }) => genres));
    const [other] = FILMS.flatMap(({ genres }) => genres).filter((genre) => !known.has(genre));
    const ofGenre = problemOf(await filtered({ genres: { any: [other] } }), 400);
    expect(ofGenre.detail).not.toContain(`${other},`);
    expect(ofGenre.detail).toContain([...known].sort().join(', '));
  });
});

describe('pins and buries', () => {
  const FILE = 'editors.json';
  const editorial = { owner: 'desk', expires: LATER };
  const [pinned, buried] = [filmCalled('Notting Hill'), filmCalled('The Godfather Part II')];
  const seed = filmCalled('The Godfather');
  let service: RunningService;
  let before: Answer;
  beforeAll(async () => {
    service = await startService({ POLICY_FILE: write(FILE, {}) });
    before = await service.post(LISTS, { seeds: [{ id: seed.id }], limit: 5 });
    await service.post('/recommend', { movie_id: seed.id });
    await change(service, FILE, {
      pins: [{ ...editorial, id: pinned.id, place: 2 }],
      buries: [{ ...editorial, id: buried.id }],
    });
  });
  afterAll(() => service.stop('SIGKILL'));
  const explained = (body: object) =>
    service.post(LISTS, { seeds: [{ id: seed.id }], limit: 5, explain: true, ...body });

  it('are in every list', async () => {
    expect(idsOf(before)).toContain(buried.id);
    const [first] = listOf(before).items.filter(({ id }) => id !== buried.id);
    const { recommendations } = (await service.post('/recommend', { movie_id: seed.id })).json as {
      recommendations: string[];
    };
    expect(recommendations.slice(0, 2)).toEqual([first.title, pinned.title]);
    const lists = [
      await explained({}),
      await service.get(`/v1/movies/${seed.id}/similar?limit=5`),
      await explained({ seeds: [{ title: 'zzzz' }], fallback: 'popular' }),
    ];
    for (const answer of lists) {
      expect(idsOf(answer)[1]).toBe(pinned.id);
      expect(idsOf(answer)).not.toContain(buried.id);
    }
  });

  it('are told as reasons, which add up to the score all the same', async () => {
    const bodies = [
      { limit: 100, minScore: 0 },
      { avoid: [{ title: 'Love Actually' }, { title: 'About Time' }] },
      { filter: { genres: { any: pinned.genres } } },
      { seeds: [{ title: 'zzzz' }], fallback: 'popular', limit: 100 },
    ];
    for (const body of bodies) {
      const { items } = listOf(await explained(body));
      for (const { score = NaN, reasons = [] } of items) {
        const sum = reasons.reduce((total, { contribution }) => total + contribution, 0);
        expect(Math.abs(sum - score)).toBeLessThan(1e-6);
      }
      const policies = items.flatMap(({ id, reasons = [] }) =>
        reasons.filter(({ block }) => block === 'policy').map(({ term }) => [id, term]),
      );
      expect(policies).toContainEqual([pinned.id, 'pin']);
      if (items.at(-1)?.id === buried.id) expect(policies).toContainEqual([buried.id, 'bury']);
    }
    expect(idsOf(await explained({ limit: 100 }))).toContain(pinned.id);
  });

  it('do not force on a caller what it refuses', async () => {
    expect(idsOf(await explained({ exclude: [pinned.id] }))).not.toContain(pinned.id);
    const filter = { year: { to: 1980 } };
    expect(idsOf(await explained({ filter }))).not.toContain(pinned.id);
  });

  it('can be for some lists only, and end by themselves', async () => {
    const expires = new Date(Date.now() + 3_500).toISOString();
    await change(service, FILE, {
      pins: [
        { ...editorial, expires, id: pinned.id, place: 1, seeds: [seed.id], genres: ['western'] },
        { ...editorial, expires: PAST, id: buried.id, place: 1 },
      ],
    });
    expect(idsOf(await explained({}))[0]).toBe(pinned.id);
    expect(idsOf(await explained({ seeds: [{ title: 'Alien' }] }))).not.toContain(pinned.id);
    const westerns = { genres: { none: ['Western'] } };
    expect(idsOf(await explained({ seeds: [{ id: 1 }], filter: westerns }))[0]).not.toBe(pinned.id);
    const [expired] = linesOf(service, 'editorial rules have expired');
    expect(expired).toMatchObject({ level: 'warn', rules: [{ kind: 'pin', id: buried.id }] });
    await pause(Date.parse(expires) - Date.now());
    expect(idsOf(await explained({}))).toEqual(idsOf(before));
    await explained({});
    const lines = await eventually(() => {
      const found = linesOf(service, 'editorial rules have expired');
      expect(found).toHaveLength(2);
      return found;
    });
    expect(lines[1]).toMatchObject({ rules: [{ id: pinned.id, owner: 'desk', expires }] });
  });
});

describe('a window', () => {
  it('opens and closes without a change of the file', async () => {
    const { id } = filmCalled('Alien');
    const service = await startService({ POLICY_FILE: write('window.json', {}) });
    const [from, until] = [Date.now() + 3_000, Date.now() + 4_000];
    await change(service, 'window.json', {
      availability: [
        { id, from: new Date(from).toISOString(), until: new Date(until).toISOString() },
      ],
    });
    const status = async () => (await service.get(`/v1/movies/${id}`)).status;
    expect(await status()).toBe(404);
    await pause(from - Date.now());
    expect(await status()).toBe(200);
    await pause(until - Date.now());
    expect(await status()).toBe(404);
    await service.stop();
  });
});

describe('answers that clients keep', () => {
  it('are asked for again each time where there are policies, and found changed by them', async () => {
    const path = `/v1/movies/${filmCalled('Alien').id}/similar?limit=3`;
    const service = await startService({ POLICY_FILE: write('kept.json', {}) });
    const first = await service.get(path);
    expect(first.headers['cache-control']).toBe('no-cache');
    const again = () => service.get(path, { 'if-none-match': first.headers.etag ?? '' });
    expect((await again()).status).toBe(304);
    await change(service, 'kept.json', { hidden: [idsOf(first)[0]] });
    const then = await again();
    expect(then.status).toBe(200);
    expect(idsOf(then).slice(0, 2)).toEqual(idsOf(first).slice(1));
    await service.stop();
  });
});

describe('a file of policies that cannot be used', () => {
  it.each<[what: string, path: () => string, said: string[]]>([
    ['missing', () => join(scratch, 'no-such-policies.json'), ['ENOENT']],
    ['no JSON', () => write('half.json', '{"hidden": ['), ['not JSON']],
    [
      'wrong in several places',
      () => write('wrong.json', { hidden: [null], bans: [{ id: 1, owner: 'desk' }] }),
      ['hidden[0] is null', 'bans[0].expires is nothing', 'docs/policies.md'],
    ],
  ])('that is %s keeps the service from starting', async (_, path, said) => {
    const POLICY_FILE = path();
    const settings = { POLICY_FILE, MODEL_PATH: await sampleModel(), PORT: '0' };
    const { code, stdout, stderr } = await run(RECOMMENDER, [], settings);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    for (const text of [POLICY_FILE, ...said]) expect(stderr).toContain(text);
    expect(stderr).not.toMatch(STACK_TRACE);
  });

  it('after a change leaves the policies as they were, and says so once', async () => {
    const { id } = filmCalled('Alien');
    const POLICY_FILE = write('broken.json', { hidden: [id, 987654] });
    const service = await startService({ POLICY_FILE });
    const complaints = () => linesOf(service, 'policies are kept as they were');
    const reloads = () => metric(service, 'recommender_policy_reloads_total', 'result');
    const status = async () => (await service.get(`/v1/movies/${id}`)).status;
    expect(await reloads()).toEqual({ ok: 0, error: 0 });
    write('broken.json', { hidden: [id], pins: [{ id }] });
    await eventually(() => expect(complaints()).toHaveLength(1));
    expect(complaints()[0].reason).toContain('pins[0].place');
    rmSync(POLICY_FILE);
    await eventually(() => expect(complaints()).toHaveLength(2));
    expect(await status()).toBe(404);
    expect(await reloads()).toEqual({ ok: 0, error: 2 });
    await change(service, 'broken.json', { hidden: [987654] });
    expect(await status()).toBe(200);
    expect(await reloads()).toEqual({ ok: 1, error: 2 });
    const unknown = linesOf(service, 'policies name what the catalogue does not have');
    expect(unknown).toMatchObject([
      { level: 'warn', count: 1, ids: [987654] },
      { level: 'warn', count: 1, ids: [987654] },
    ]);
    await service.stop();
  });
});

describe('data/sample-policies.json', () => {
  it('is in force as docs/policies.md says, and names nothing that the sample does not have', async () => {
    const POLICY_FILE = join(ROOT, 'data/sample-policies.json');
    const service = await startService({ POLICY_FILE });
    await service.post('/recommend', { movie_id: 1 });
    expect(linesOf(service, 'policies are in force')).toHaveLength(1);
    expect(service.log.filter(({ level }) => level !== 'info')).toEqual([]);
    await service.stop();
  });
});
