import {
  type CatalogueFilm,
  ITEM_FIELDS,
  type RecommendationsResponse,
  recommendationsResponseSchema,
} from '#contracts';
import { filmCalled, FILMS, fitModel, writeCatalogue } from './support/sample.js';
import { problemOf, type RunningService, startService, useService } from './support/service.js';

const service = useService();
const PATH = '/v1/recommendations';
/** Scores are given to eight digits. */
const ROUNDING = 1e-6;

/** An answer, checked against the contract and against what holds for every list. */
async function ask(body: unknown, on: RunningService = service): Promise<RecommendationsResponse> {
  const answer = await on.post(PATH, body);
  expect({ status: answer.status, body: answer.status === 200 ? '' : answer.text }).toEqual({
    status: 200,
    body: '',
  });
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  const list = recommendationsResponseSchema.parse(answer.json);
  expect(list.requestId).toBe(answer.headers['x-request-id']);
  expect(list.tookMs).toBeGreaterThanOrEqual(0);
  return list;
}

/** The full items of a list: for requests without `fields`. */
async function listOf(body: object) {
  const { items, outcome } = await ask(body);
  const { limit = 10 } = body as { limit?: number };
  expect(outcome).toBe(items.length === 0 ? 'empty' : items.length < limit ? 'short' : 'ok');
  return items.map((item, i) => {
    const { rank, id, title, year, score, reasons } = item;
    if (id === undefined || score === undefined) throw new Error(`not whole: ${String(title)}`);
    expect(rank).toBe(i + 1);
    const previous = items[i - 1]?.score;
    if (previous !== undefined) expect(score).toBeLessThanOrEqual(previous);
    expect(score).toBeGreaterThan(0);
    return { id, title, year, score, reasons: reasons ?? [] };
  });
}

const idsOf = async (body: object) => (await listOf(body)).map(({ id }) => id);

/** Score by id: of the hundred best, so far as they go. */
const scoresOf = async (body: object) =>
  new Map((await listOf({ ...body, limit: 100 })).map(({ id, score }) => [id, score]));

const GODFATHER = filmCalled('The Godfather');
const SAMURAI = filmCalled('Seven Samurai');
const AMELIE = filmCalled('Amélie');

describe('seeds', () => {
  it.each<[name: string, seed: object, film: CatalogueFilm]>([
    ['an id', { id: GODFATHER.id }, GODFATHER],
    ['a title', { title: 'The Godfather' }, GODFATHER],
    ['a title in the wrong case, without its article', { title: 'GODFATHER' }, GODFATHER],
    ['a title without its accents', { title: 'amelie' }, AMELIE],
    ['an original title', { title: '七人の侍' }, SAMURAI],
    ['a title and a year', { title: 'The Godfather', year: 1972 }, GODFATHER],
    ['a weight', { id: GODFATHER.id, weight: 0.001 }, GODFATHER],
  ])('a film may be named by %s', async (_, seed, film) => {
    const { seeds, items } = await ask({ seeds: [seed] });
    const { id, title, year } = film;
    expect(seeds).toEqual({ resolved: [{ path: 'seeds[0]', id, title, year }], unknown: [] });
    expect(items).toEqual((await ask({ seeds: [{ id }] })).items);
  });

  it.each([1946, 1991])('a year tells films of one title apart (%i)', async (year) => {
    const { id, title } = filmCalled('Beauty and the Beast', year);
    const { seeds } = await ask({ seeds: [{ title: 'Beauty and the Beast', year }] });
    expect(seeds.resolved).toEqual([{ path: 'seeds[0]', id, title, year }]);
  });

  it('of several films give the weighted mean of what each of them gives', async () => {
    const a = await scoresOf({ seeds: [{ id: GODFATHER.id }] });
    const b = await scoresOf({ seeds: [{ id: SAMURAI.id }] });
    const both = await listOf({
      seeds: [{ id: GODFATHER.id, weight: 3 }, { title: 'Seven Samurai' }],
      limit: 100,
    });
    const known = both.filter(({ id }) => a.has(id) && b.has(id));
    expect(known.length).toBeGreaterThan(10);
    for (const { id, score } of known) {
      const mean = (3 * (a.get(id) ?? NaN) + (b.get(id) ?? NaN)) / 4;
      expect(Math.abs(score - mean)).toBeLessThan(ROUNDING);
    }
  });

  it('count by their weights beside each other, not by their sum', async () => {
    const seedsOf = (a: number, b: number) => [
      { id: GODFATHER.id, weight: a },
      { id: SAMURAI.id, weight: b },
    ];
    const { items } = await ask({ seeds: seedsOf(1, 4) });
    expect((await ask({ seeds: seedsOf(20, 80) })).items).toEqual(items);
    expect((await ask({ seeds: seedsOf(4, 1) })).items).not.toEqual(items);
    const [first] = await idsOf({ seeds: seedsOf(100, 0.01) });
    expect(first).toBe((await idsOf({ seeds: [{ id: GODFATHER.id }] }))[0]);
  });

  it('are never answered, nor what is to be avoided, however many are asked for', async () => {
    const seeds = FILMS.slice(0, 20).map(({ id }) => ({ id }));
    const avoid = FILMS.slice(20, 40).map(({ id }) => ({ id }));
    const ids = await idsOf({ seeds, avoid, limit: 100 });
    expect(ids.filter((id) => FILMS.slice(0, 40).some((film) => film.id === id))).toEqual([]);
    expect(ids.length).toBeGreaterThan(50);
  });
});

describe('avoid', () => {
  it('takes away half of what the avoided film shares with each answer', async () => {
    const liked = await scoresOf({ seeds: [{ id: GODFATHER.id }] });
    const disliked = filmCalled('GoodFellas');
    const away = await scoresOf({ seeds: [{ id: disliked.id }] });
    const request = { seeds: [{ id: GODFATHER.id }], avoid: [{ title: 'GoodFellas' }] };
    const list = await listOf({ ...request, limit: 100 });
    const known = list.filter(({ id }) => liked.has(id) && away.has(id));
    expect(known.length).toBeGreaterThan(10);
    for (const { id, score } of known) {
      const expected = (liked.get(id) ?? NaN) - 0.5 * (away.get(id) ?? NaN);
      expect(Math.abs(score - expected)).toBeLessThan(ROUNDING);
    }
    expect(liked.has(disliked.id)).toBe(true);
    expect(list.map(({ id }) => id)).not.toContain(disliked.id);
  });

  it('keeps the avoided film out even where it would be the best of all', async () => {
    const seeds = [{ title: 'The Godfather Part II' }];
    const other = filmCalled('Amélie');
    const avoid = [
      { id: GODFATHER.id, weight: 0.001 },
      { id: other.id, weight: 100 },
    ];
    expect((await idsOf({ seeds, avoid: [avoid[1]] }))[0]).toBe(GODFATHER.id);
    expect(await idsOf({ seeds, avoid, limit: 100 })).not.toContain(GODFATHER.id);
  });

  it('tells which films it was, and which it does not know', async () => {
    const { seeds } = await ask({
      seeds: [{ id: 1 }],
      avoid: [{ title: 'Goodfelas' }, { title: 'goodfellas' }],
    });
    expect(seeds.resolved.map(({ path, title }) => [path, title])).toEqual([
      ['seeds[0]', 'The Shawshank Redemption'],
      ['avoid[1]', 'GoodFellas'],
    ]);
    expect(seeds.unknown).toEqual([
      {
        path: 'avoid[0]',
        seed: { title: 'Goodfelas' },
        didYouMean: [expect.objectContaining({ title: 'GoodFellas' })],
      },
    ]);
  });
});

describe('text', () => {
  it('alone finds films by the words of a wish, and the reasons name them', async () => {
    const list = await listOf({ text: 'samurai defend a village from bandits', explain: true });
    expect(list[0].id).toBe(SAMURAI.id);
    const terms = list[0].reasons.map(({ term }) => term);
    expect(terms).toEqual(expect.arrayContaining([expect.stringMatching(/^samurai$/iu)]));
  });

  it('understands genres and full names', async () => {
    const list = await listOf({ text: 'western with Clint Eastwood', limit: 3, explain: true });
    const films = list.map(({ id }) => FILMS.find((film) => film.id === id));
    expect(films[0]?.genres).toContain('Western');
    expect([...(films[0]?.cast ?? []), ...(films[0]?.directors ?? [])]).toContain('Clint Eastwood');
    expect(list[0].reasons.map(({ block }) => block)).toEqual(
      expect.arrayContaining(['genres', 'people']),
    );
  });

  it('counts beside seeds as much as one seed of weight 1', async () => {
    const text = 'prison escape';
    const wish = await scoresOf({ text });
    const seed = await scoresOf({ seeds: [{ id: GODFATHER.id }] });
    const both = await listOf({ text, seeds: [{ id: GODFATHER.id, weight: 2 }], limit: 100 });
    const known = both.filter(({ id }) => wish.has(id) && seed.has(id));
    expect(known.length).toBeGreaterThan(3);
    for (const { id, score } of known) {
      const mean = (2 * (seed.get(id) ?? NaN) + (wish.get(id) ?? NaN)) / 3;
      expect(Math.abs(score - mean)).toBeLessThan(ROUNDING);
    }
  });

  it('that says nothing is answered with an empty list', async () => {
    for (const text of ['the of and', 'zzzqqq', '?!', '__proto__ constructor', '\ud800'])
      expect(await ask({ text })).toMatchObject({ outcome: 'empty', items: [] });
  });

  it('stands in when no seed is known', async () => {
    const { items, seeds } = await ask({ text: 'heist', seeds: [{ id: 'none' }] });
    expect(items.length).toBeGreaterThan(0);
    expect(seeds.unknown).toHaveLength(1);
  });
});

describe('filter', () => {
  const includes = (labels: readonly string[], wanted: string): boolean =>
    labels.some((label) => label.toLowerCase() === wanted.toLowerCase());
  const between = (value: number | undefined, from: number, to: number): boolean =>
    value !== undefined && value >= from && value <= to;

  const cases: [filter: object, passes: (film: CatalogueFilm) => boolean][] = [
    [{ genres: { any: ['Western', 'War'] } }, ({ genres: g }) => hasAny(g, ['Western', 'War'])],
    [
      { genres: { all: ['Drama', 'Romance'] } },
      ({ genres: g }) => includes(g, 'Drama') && includes(g, 'Romance'),
    ],
    [{ genres: { none: ['Drama', 'Crime'] } }, ({ genres: g }) => !hasAny(g, ['Drama', 'Crime'])],
    [
      { genres: { any: ['Action', 'Comedy'], all: ['Adventure'], none: ['Family', 'War'] } },
      ({ genres: g }) =>
        hasAny(g, ['Action', 'Comedy']) &&
        includes(g, 'Adventure') &&
        !hasAny(g, ['Family', 'War']),
    ],
    [{ genres: { any: ['sCIENCE  fiction '] } }, ({ genres: g }) => includes(g, 'Science Fiction')],
    [{ year: { from: 1990, to: 1999 } }, ({ year }) => between(year, 1990, 1999)],
    [{ year: { from: 2010 } }, ({ year }) => between(year, 2010, Infinity)],
    [{ year: { to: 1950 } }, ({ year }) => between(year, -Infinity, 1950)],
    [{ year: { from: 1972, to: 1972 } }, ({ year }) => year === 1972],
    [{ runtime: { to: 95 } }, ({ runtimeMinutes: m }) => between(m, 0, 95)],
    [{ runtime: { from: 100.5, to: 120 } }, ({ runtimeMinutes: m }) => between(m, 100.5, 120)],
    [{ language: ['ja', 'ko'] }, ({ language }) => language === 'ja' || language === 'ko'],
    [{ maturity: ['PG', 'g'] }, ({ maturity }) => maturity === 'PG' || maturity === 'G'],
    [
      { genres: { any: ['Drama'] }, year: { from: 1980 }, language: ['en'], maturity: ['R'] },
      ({ genres: g, year, language, maturity }) =>
        includes(g, 'Drama') && between(year, 1980, 9999) && language === 'en' && maturity === 'R',
    ],
  ];

  function hasAny(labels: readonly string[], wanted: readonly string[]): boolean {
    return wanted.some((label) => includes(labels, label));
  }

  const wishes = [
    { seeds: [{ id: GODFATHER.id }] },
    { seeds: [{ id: 3 }, { id: SAMURAI.id, weight: 2 }], avoid: [{ id: 1 }] },
    { text: 'love and war in a small town' },
  ];

  it.each(cases)('%j holds for every film answered, and hides no other', async (filter, passes) => {
    expect(FILMS.filter(passes).length).toBeGreaterThan(2);
    expect(FILMS.filter(passes).length).toBeLessThan(FILMS.length);
    for (const wish of wishes) {
      const ids = await idsOf({ ...wish, filter, limit: 100 });
      expect(ids.length).toBeGreaterThan(0);
      for (const id of ids) {
        const film = (await service.get(`/v1/movies/${String(id)}`)).json as CatalogueFilm;
        expect({ film, passes: passes(film) }).toEqual({ film, passes: true });
      }
      // The best of all films that pass stand first, in the order that they have without a filter.
      const unfiltered = await idsOf({ ...wish, limit: 100 });
      const best = unfiltered.filter((id) => {
        const film = FILMS.find((candidate) => candidate.id === id);
        return film !== undefined && passes(film);
      });
      expect(ids.slice(0, best.length)).toEqual(best);
    }
  });

  it('that nothing passes leaves an empty list, one that says nothing leaves all', async () => {
    const seeds = [{ id: GODFATHER.id }];
    const contradiction = { genres: { all: ['Drama'], none: ['Drama'] } };
    for (const filter of [{ language: ['xx'] }, { year: { to: 1801 } }, contradiction])
      expect(await ask({ seeds, filter })).toMatchObject({ outcome: 'empty', items: [] });
    const { items } = await ask({ seeds });
    for (const filter of [{}, { genres: {} }, { year: {} }, { year: { from: 1800, to: 2200 } }])
      expect((await ask({ seeds, filter })).items).toEqual(items);
  });

  it.each(['any', 'all', 'none'])(
    'with an unknown genre in "%s" is refused, and the known ones are named',
    async (group) => {
      const filter = { genres: { [group]: ['Drama', 'Dramma', 'Crime', 'Crim'] } };
      const answer = await service.post(PATH, { seeds: [{ id: 1 }], filter });
      const { code, errors = [] } = problemOf(answer, 400);
      expect(code).toBe('unknown_filter_value');
      expect(errors.map(({ path, value }) => [path, value])).toEqual([
        [`filter.genres.${group}[1]`, '"Dramma"'],
        [`filter.genres.${group}[3]`, '"Crim"'],
      ]);
      const genres = [...new Set(FILMS.flatMap((film) => film.genres))].sort();
      expect(errors[0].message).toBe(`expected one of ${genres.join(', ')}`);
      expect(errors.map(({ didYouMean }) => didYouMean)).toEqual([['Drama'], ['Crime']]);
    },
  );

  it('with an unknown rating is refused, and the known ones are named', async () => {
    const body = { seeds: [{ id: 1 }], filter: { maturity: ['FSK 12'] } };
    const { errors = [] } = problemOf(await service.post(PATH, body), 400);
    expect(errors).toEqual([
      {
        path: 'filter.maturity[0]',
        message: 'expected one of G, PG, PG-13, R',
        value: '"FSK 12"',
      },
    ]);
  });

  it('does not pass films that lack the fact', async () => {
    const films = [
      { id: 1, title: 'Ghost', description: 'train' },
      { id: 2, title: 'Bare', description: 'train' },
      {
        id: 3,
        title: 'Whole',
        description: 'train',
        year: 2000,
        runtimeMinutes: 90,
        language: 'en',
        maturity: 'PG',
        genres: ['Drama'],
      },
    ];
    const model = await fitModel('bare.out', writeCatalogue('bare.jsonl', films));
    const other = await startService({ MODEL_PATH: model });
    const idsFor = async (filter: object) =>
      (await ask({ seeds: [{ id: 1 }], filter }, other)).items.map(({ id }) => id).sort();
    expect(await idsFor({})).toEqual([2, 3]);
    for (const filter of [
      { year: { from: 1800 } },
      { runtime: { to: 10_000 } },
      { language: ['en'] },
      { maturity: ['PG'] },
      { genres: { any: ['Drama'] } },
    ])
      expect({ filter, ids: await idsFor(filter) }).toEqual({ filter, ids: [3] });
    expect(await idsFor({ genres: { none: ['Drama'] } })).toEqual([2]);
    await other.stop();
  });
});

describe('the size and shape of a list', () => {
  const seeds = [{ id: GODFATHER.id }];

  it('"limit" cuts it; the default is ten', async () => {
    const all = await idsOf({ seeds, limit: 100 });
    expect(all).toHaveLength(100);
    for (const limit of [1, 2, 49, 50, 51, 99])
      expect(await idsOf({ seeds, limit })).toEqual(all.slice(0, limit));
    expect(await idsOf({ seeds })).toEqual(all.slice(0, 10));
  });

  it.each([0.1, 0.2, 0.3, 0.5])('"minScore": %d keeps what is as good', async (minScore) => {
    for (const wish of [{ seeds }, { seeds, avoid: [{ id: 1 }] }, { text: 'mafia family war' }])
      for (const limit of [10, 50, 100]) {
        const all = await listOf({ ...wish, limit });
        const best = await listOf({ ...wish, limit, minScore });
        expect(best).toEqual(all.filter(({ score }) => score >= minScore));
      }
  });

  it('"exclude" takes films out and lets the next ones move up', async () => {
    const all = await idsOf({ seeds, limit: 20 });
    const exclude = [all[0], all[3], all[7]];
    const rest = all.filter((id) => !exclude.includes(id));
    expect(await idsOf({ seeds, exclude, limit: 17 })).toEqual(rest);
    expect(await idsOf({ seeds, exclude: [GODFATHER.id], limit: 20 })).toEqual(all);
    expect(await idsOf({ seeds, exclude: [], limit: 20 })).toEqual(all);
    // An id of the other type is another film, and one that is not there hides nothing.
    expect(await idsOf({ seeds, exclude: [String(all[0]), 'x', 1e9], limit: 20 })).toEqual(all);
    const text = 'mafia family';
    const [first, ...others] = await idsOf({ text });
    expect(await idsOf({ text, exclude: [first], limit: 9 })).toEqual(others);
  });

  it('"outcome" is ok, short or empty', async () => {
    const one = { year: { from: 1972, to: 1972 } };
    expect((await ask({ seeds, limit: 1 })).outcome).toBe('ok');
    expect((await ask({ seeds, limit: 100, filter: one })).outcome).toBe('short');
    expect((await ask({ seeds, minScore: 1 })).outcome).toBe('empty');
  });

  it('"fields" leaves only what is asked for', async () => {
    const { items: whole } = await ask({ seeds, explain: true, limit: 3 });
    for (const name of ITEM_FIELDS) {
      const { items } = await ask({ seeds, explain: true, limit: 3, fields: [name] });
      expect(items).toEqual(whole.map((item) => ({ [name]: item[name] })));
    }
    const { items } = await ask({ seeds, limit: 3, fields: ['title', 'id', 'id'] });
    expect(items).toEqual(whole.map(({ id, title }) => ({ id, title })));
    // Reasons are made only when they are asked for.
    expect((await ask({ seeds, limit: 2, fields: ['reasons'] })).items).toEqual([{}, {}]);
    expect((await ask({ seeds, limit: 1 })).items[0]).not.toHaveProperty('reasons');
  });

  it('names the model that answered', async () => {
    const { model, variant } = await ask({ seeds });
    const health = (await service.get('/healthz')).json as { model: { version: string } };
    expect(model).toEqual({ name: 'movies', version: health.model.version });
    expect(variant).toBe('stable');
  });
});

describe('explain', () => {
  it.each<[name: string, wish: object]>([
    ['one seed', { seeds: [{ id: GODFATHER.id }] }],
    ['several seeds', { seeds: [{ id: 1, weight: 0.3 }, { id: 2 }, { id: 3, weight: 7 }] }],
    ['seeds and avoided films', { seeds: [{ id: 1 }, { id: 2 }], avoid: [{ id: 141 }, { id: 3 }] }],
    ['a wish', { text: 'a gangster in new york falls in love' }],
    ['everything', { seeds: [{ id: 9 }], avoid: [{ id: 2 }], text: 'war', minScore: 0.01 }],
  ])('takes the score apart: %s', async (_, wish) => {
    const list = await listOf({ ...wish, explain: true, limit: 100 });
    expect(list.length).toBeGreaterThan(10);
    for (const { score, reasons } of list) {
      const sum = reasons.reduce((total, { contribution }) => total + contribution, 0);
      expect(Math.abs(sum - score)).toBeLessThan(ROUNDING);
      const named = reasons.filter(({ block }) => block !== 'rest');
      expect(reasons.slice(0, named.length)).toEqual(named);
      expect(reasons.length - named.length).toBeLessThanOrEqual(1);
      expect(named.length).toBeGreaterThan(0);
      expect(named.length).toBeLessThanOrEqual(5);
      // Era and language rank lower than their size.
      const sizes = named
        .filter(({ block }) => block !== 'era' && block !== 'language')
        .map(({ contribution }) => Math.abs(contribution));
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
      for (const { block, term } of named) {
        expect(['text', 'genres', 'keywords', 'people', 'era', 'language']).toContain(block);
        expect(term).not.toBe('');
      }
    }
  });

  it('names only what both films have', async () => {
    const [{ reasons }] = await listOf({ seeds: [{ id: GODFATHER.id }], explain: true });
    const second = filmCalled('The Godfather Part II');
    const shared = (facts: (film: CatalogueFilm) => readonly string[]) =>
      facts(GODFATHER).filter((fact) => facts(second).includes(fact));
    const people = shared(({ cast, directors }) => [...cast, ...directors]);
    const genres = shared((film) => film.genres);
    for (const { block, term } of reasons) {
      if (block === 'people') expect(people).toContain(term);
      if (block === 'genres') expect(genres).toContain(term);
      if (block === 'era') expect(term).toMatch(/^19[67]0s$/u);
    }
    expect(reasons.map(({ block }) => block)).toEqual(expect.arrayContaining(['people']));
  });
});

describe('strategy', () => {
  const seeds = [{ id: GODFATHER.id }, { id: SAMURAI.id }, { id: AMELIE.id, weight: 0.5 }];

  it('max scores each film by the seed that it is most like, as much as that seed weighs', async () => {
    const single = await Promise.all(
      seeds.map(async ({ id, weight = 1 }) => ({
        weight,
        scores: await scoresOf({ seeds: [{ id }] }),
      })),
    );
    const list = await listOf({ seeds, strategy: 'max', limit: 100 });
    for (const { id, score } of list.slice(0, 50)) {
      const best = Math.max(...single.map(({ weight, scores }) => weight * (scores.get(id) ?? 0)));
      expect(Math.abs(score - best)).toBeLessThan(ROUNDING);
    }
    expect(list).not.toEqual(await listOf({ seeds, limit: 100 }));
  });

  it('max gives the reasons of that seed, and they add up to the score', async () => {
    const list = await listOf({ seeds, strategy: 'max', limit: 30, explain: true });
    const alone = await listOf({ seeds: [{ id: SAMURAI.id }], limit: 100, explain: true });
    const shared = alone.filter(({ id, score }) =>
      list.some((other) => other.id === id && other.score === score),
    );
    expect(shared.length).toBeGreaterThan(3);
    for (const film of shared)
      expect(list.find(({ id }) => id === film.id)?.reasons).toEqual(film.reasons);
    for (const { score, reasons } of list) {
      const sum = reasons.reduce((total, { contribution }) => total + contribution, 0);
      expect(Math.abs(sum - score)).toBeLessThan(ROUNDING);
    }
  });

  it('of one seed is the same, and avoided films count in both', async () => {
    const one = { seeds: [seeds[0]] };
    expect(await listOf({ ...one, strategy: 'max' })).toEqual(await listOf(one));
    const away = { ...one, avoid: [{ title: 'GoodFellas' }] };
    expect(await listOf({ ...away, strategy: 'max' })).toEqual(await listOf(away));
    const both = { seeds: seeds.slice(0, 2), strategy: 'max' };
    const liked = await scoresOf(both);
    const list = await listOf({ ...both, avoid: [{ title: 'GoodFellas' }], limit: 100 });
    for (const { id, score } of list) expect(score).toBeLessThanOrEqual(liked.get(id) ?? 1);
  });
});

describe('diversity', () => {
  const seeds = [{ id: GODFATHER.id }];

  it('0 is the list as it is; more of it keeps the best film and the scores, and changes the rest', async () => {
    const plain = await listOf({ seeds });
    expect(await listOf({ seeds, diversity: 0 })).toEqual(plain);
    const scores = await scoresOf({ seeds });
    for (const diversity of [0.3, 0.7, 1]) {
      const { items, outcome } = await ask({ seeds, diversity });
      expect(outcome).toBe('ok');
      expect(items[0]).toEqual({ rank: 1, ...withoutReasons(plain[0]) });
      expect(items.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect(new Set(items.map(({ id }) => id)).size).toBe(10);
      // All of them are among the hundred best, with the scores that they have there.
      for (const { id, score } of items) expect(scores.get(id ?? '')).toBe(score);
    }
  });

  it('makes the films of a list less like each other, step by step', async () => {
    const likeness = async (diversity: number): Promise<number> => {
      const ids = (await ask({ seeds, diversity })).items.map(({ id }) => id ?? '');
      let sum = 0;
      for (const id of ids) {
        const scores = await scoresOf({ seeds: [{ id }] });
        for (const other of ids) sum += scores.get(other) ?? 0;
      }
      return sum;
    };
    const [none, some, all] = [await likeness(0), await likeness(0.5), await likeness(1)];
    expect(some).toBeLessThan(none);
    expect(all).toBeLessThan(some);
  });

  function withoutReasons({ id, title, year, score }: Awaited<ReturnType<typeof listOf>>[number]) {
    return { id, title, year, score };
  }
});

describe('caps', () => {
  const seeds = [{ id: GODFATHER.id }];
  const filmOf = (id: unknown) => FILMS.find((film) => film.id === id);
  const peopleOf = (id: unknown) => {
    const { directors = [], cast = [] } = filmOf(id) ?? {};
    return [...new Set([...directors, ...cast])];
  };
  const most = (labels: readonly string[]): number =>
    Math.max(0, ...labels.map((label) => labels.filter((other) => other === label).length));

  it.each([1, 2])(
    'maxPerCollection: %i film of a series, and the next best move up',
    async (cap) => {
      const wish = { text: 'a secret agent, james bond', seeds: [{ title: 'Alien' }] };
      const all = await idsOf({ ...wish, limit: 100 });
      const ids = await idsOf({ ...wish, limit: 40, maxPerCollection: cap });
      const collections = (some: readonly unknown[]) =>
        some.flatMap((id) => filmOf(id)?.collection ?? []);
      expect(most(collections(all.slice(0, 40)))).toBeGreaterThan(cap);
      expect(most(collections(ids))).toBe(cap);
      expect(ids).toHaveLength(40);
      // What is left out would break the cap; what is in stands in the same order.
      const kept = all.filter((id, i) => {
        const own = filmOf(id)?.collection;
        const before = all.slice(0, i).filter((other) => filmOf(other)?.collection === own);
        return own === undefined || before.length < cap;
      });
      expect(ids).toEqual(kept.slice(0, 40));
    },
  );

  it('maxPerPerson counts directors and cast, and what is answered only', async () => {
    const ids = await idsOf({ seeds, limit: 30, maxPerPerson: 1 });
    expect(ids).toHaveLength(30);
    expect(most(ids.flatMap(peopleOf))).toBe(1);
    // The seed is no part of the list: its own people may be in it.
    expect(peopleOf(ids[0])).toContain('Al Pacino');
    expect(most((await idsOf({ seeds, limit: 30 })).flatMap(peopleOf))).toBeGreaterThan(1);
  });

  it('hold in diverse lists and in fallbacks too', async () => {
    const caps = { maxPerPerson: 1, maxPerCollection: 1 };
    const { items } = await ask({ seeds, diversity: 0.4, limit: 50, ...caps });
    expect(items).toHaveLength(50);
    expect(most(items.flatMap(({ id }) => peopleOf(id)))).toBe(1);
    const popular = await ask({ text: 'zzzqqq', fallback: 'popular', limit: 50, ...caps });
    expect(popular.items).toHaveLength(50);
    expect(most(popular.items.flatMap(({ id }) => peopleOf(id)))).toBe(1);
  });
});

describe('a film that is named twice', () => {
  it('counts once, with both weights, however it is named', async () => {
    const other = { id: SAMURAI.id };
    const twice = [{ id: GODFATHER.id }, other, { title: 'The Godfather', weight: 2 }];
    const once = [{ id: GODFATHER.id, weight: 3 }, other];
    for (const strategy of ['mean', 'max']) {
      const { items, seeds } = await ask({ seeds: twice, strategy });
      expect(items).toEqual((await ask({ seeds: once, strategy })).items);
      expect(seeds.resolved.map(({ path, id }) => [path, id])).toEqual([
        ['seeds[0]', GODFATHER.id],
        ['seeds[1]', SAMURAI.id],
        ['seeds[2]', GODFATHER.id],
      ]);
    }
  });

  it('as liked and as avoided is refused, and both places are named', async () => {
    const answer = await service.post(PATH, {
      seeds: [{ id: SAMURAI.id }, { title: 'the godfather' }],
      avoid: [{ title: 'Amelie' }, { id: GODFATHER.id }],
    });
    const { code, errors } = problemOf(answer, 400);
    expect(code).toBe('contradictory_request');
    expect(errors?.map(({ path, value }) => [path, value])).toEqual([
      ['seeds[1]', '"The Godfather"'],
      ['avoid[1]', '"The Godfather"'],
    ]);
  });
});

describe('shortfall', () => {
  const seeds = [{ id: GODFATHER.id }];
  const reasonsFor = async (body: object) => {
    const { shortfall, items } = await ask(body);
    expect(shortfall?.got).toBe(items.length);
    return shortfall?.reasons.map(({ cause, left }) => [cause, left]);
  };

  it('is absent from a list that is as long as was asked for', async () => {
    expect(await ask({ seeds })).not.toHaveProperty('shortfall');
  });

  it('names the filter and what it leaves', async () => {
    const of1972 = FILMS.filter(({ year, id }) => year === 1972 && id !== GODFATHER.id);
    const filter = { year: { from: 1972, to: 1972 } };
    const { shortfall } = await ask({ seeds, filter, limit: 20 });
    const [{ cause, left, message }] = shortfall?.reasons ?? [];
    expect({ wanted: shortfall?.wanted, cause, left }).toEqual({
      wanted: 20,
      cause: 'filter',
      left: of1972.length,
    });
    expect(message).toBe(`${of1972.length} films left by "filter"`);
  });

  it('names each condition that took films away once there were too few', async () => {
    const filter = { genres: { any: ['Western'] } };
    const westerns = FILMS.filter(({ genres }) => genres.includes('Western'));
    const exclude = [westerns[0].id, westerns[1].id];
    const wish = { seeds, filter, limit: 50 };
    const all = await listOf({ ...wish, exclude });
    // Scores are rounded in answers: a little less, so that the film itself reaches it.
    const minScore = all[Math.floor(all.length / 2)].score - 1e-6;
    const reaching = all.filter(({ score }) => score >= minScore).length;
    expect(await reasonsFor({ ...wish, exclude, minScore })).toEqual([
      ['filter', westerns.length],
      ['exclude', westerns.length - 2],
      ['minScore', reaching],
    ]);
    const capped = (await reasonsFor({ ...wish, maxPerPerson: 1 })) ?? [];
    expect(capped.map(([cause]) => cause)).toEqual(['filter', 'maxPerPerson']);
    // A filter that leaves enough is no reason.
    const wide = { seeds, filter: { year: { from: 1900 } }, minScore: 0.3 };
    expect((await reasonsFor(wide))?.map(([cause]) => cause)).toEqual(['minScore']);
  });

  it('says when no word is known', async () => {
    expect(await reasonsFor({ text: 'zzzqqq' })).toEqual([['text', 0]]);
  });
});

describe('fallback', () => {
  const popular = { fallback: 'popular', limit: 3 };

  it('is none unless it is asked for: an unknown film stays a 404, an empty list empty', async () => {
    for (const fallback of [undefined, 'none']) {
      problemOf(await service.post(PATH, { seeds: [{ id: 'x' }], fallback }), 404);
      expect(await ask({ text: 'zzzqqq', fallback })).toMatchObject({ outcome: 'empty' });
    }
  });

  it.each<[name: string, wish: object, cause: string]>([
    ['no seed is known', { seeds: [{ title: 'The Godfahter' }] }, 'seeds'],
    ['no word is known', { text: 'zzzqqq' }, 'text'],
    ['nothing reaches the lowest score', { seeds: [{ id: 1 }], minScore: 1 }, 'minScore'],
  ])('popular stands in when %s, and says so', async (_, wish, cause) => {
    const { outcome, items, shortfall } = await ask({ ...wish, ...popular, explain: true });
    expect(outcome).toBe('fallback');
    expect(shortfall).toMatchObject({ wanted: 3, got: 0, reasons: [{ cause, left: 0 }] });
    const known = (wish as { seeds?: { id?: number }[] }).seeds?.map(({ id }) => id) ?? [];
    // The sample does not say how popular its films are: they are in the order of their ids.
    const first = FILMS.filter(({ id }) => !known.includes(Number(id))).slice(0, 3);
    expect(items.map(({ id, score }) => [id, score])).toEqual(first.map(({ id }) => [id, 0]));
    expect(items.map(({ reasons }) => reasons)).toEqual(
      first.map(() => [{ block: 'fallback', term: 'popularity', contribution: 0 }]),
    );
  });

  it('tells which seeds were not known, with suggestions', async () => {
    const { seeds } = await ask({ seeds: [{ title: 'The Godfahter' }], ...popular });
    expect(seeds.unknown[0].didYouMean[0]).toMatchObject({ title: 'The Godfather' });
  });

  it('keeps to filter, exclude and avoid', async () => {
    const filter = { genres: { any: ['Western'] } };
    const westerns = FILMS.filter(({ genres }) => genres.includes('Western'));
    const [exclude, avoid] = [[westerns[0].id], [{ id: westerns[1].id }]];
    const { items } = await ask({ text: 'zzzqqq', filter, exclude, avoid, ...popular });
    expect(items.map(({ id }) => id)).toEqual(westerns.slice(2, 5).map(({ id }) => id));
  });

  it('is not used where something fits, or where it has nothing either', async () => {
    const one = { seeds: [{ id: 1 }], filter: { year: { from: 1972, to: 1972 } }, limit: 100 };
    expect((await ask({ ...one, fallback: 'popular' })).outcome).toBe('short');
    const nothing = { text: 'war', filter: { language: ['xx'] }, ...popular };
    expect(await ask(nothing)).toMatchObject({ outcome: 'empty', items: [] });
  });
});

describe('subject', () => {
  it('changes nothing where one model answers, and is neither repeated nor logged', async () => {
    const seeds = [{ id: GODFATHER.id }];
    const subject = 'ann@example.org';
    const { text } = await service.post(PATH, { seeds, subject });
    expect((await ask({ seeds, subject })).items).toEqual((await ask({ seeds })).items);
    const refused = await service.post(PATH, { seeds, limit: 0, subject: [subject] });
    problemOf(refused, 400);
    expect(text + refused.text + JSON.stringify(service.log)).not.toContain('ann@');
  });
});

describe('seeds that are not there', () => {
  it('are listed with what was probably meant; the others are answered', async () => {
    const { seeds, items } = await ask({
      seeds: [
        { title: 'The Godfahter', weight: 2 },
        { id: GODFATHER.id },
        { id: String(SAMURAI.id) },
        { title: 'Beauty and the Beast', year: 1900 },
        { title: 'qqqqq' },
      ],
    });
    const { id, title, year } = GODFATHER;
    expect(seeds.resolved).toEqual([{ path: 'seeds[1]', id, title, year }]);
    expect(seeds.unknown.map(({ path, seed }) => [path, seed])).toEqual([
      ['seeds[0]', { title: 'The Godfahter', weight: 2 }],
      ['seeds[2]', { id: String(SAMURAI.id) }],
      ['seeds[3]', { title: 'Beauty and the Beast', year: 1900 }],
      ['seeds[4]', { title: 'qqqqq' }],
    ]);
    const [typo, twin, years, hopeless] = seeds.unknown.map((unknown) => unknown.didYouMean);
    expect(typo[0]).toEqual({ id, title, year });
    expect(twin).toEqual([{ id: SAMURAI.id, title: SAMURAI.title, year: SAMURAI.year }]);
    expect(years.map((suggestion) => suggestion.year).sort()).toEqual([1946, 1991, 2017]);
    expect(hopeless).toEqual([]);
    expect(items).toEqual((await ask({ seeds: [{ id }] })).items);
  });

  it('are a 404 with suggestions when none is known and there is no wish', async () => {
    const seeds = [{ title: 'The Godfahter' }, { id: 999_999 }, { id: '2' }];
    const problem = problemOf(await service.post(PATH, { seeds, avoid: [{ id: 1 }] }), 404);
    expect(problem.code).toBe('unknown_film');
    expect(problem.errors?.map(({ path, value }) => [path, value])).toEqual([
      ['seeds[0]', '"The Godfahter"'],
      ['seeds[1]', '999999'],
      ['seeds[2]', '"2"'],
    ]);
    expect(problem.didYouMean).toContainEqual({ id: 2, title: 'The Godfather', year: 1972 });
  });
});

describe('a wrong body is answered with 400 that names the place', () => {
  const seeds = [{ id: 1 }];
  it.each<[body: unknown, path: string]>([
    [{}, ''],
    [{ avoid: seeds }, ''],
    [{ seeds: [] }, 'seeds'],
    [{ seeds: { id: 1 } }, 'seeds'],
    [{ seeds: Array.from({ length: 51 }, (_, id) => ({ id })) }, 'seeds'],
    [{ seeds: [1] }, 'seeds[0]'],
    [{ seeds: [{}] }, 'seeds[0]'],
    [{ seeds: [{ id: 1 }, { id: 1.5 }] }, 'seeds[1].id'],
    [{ seeds: [{ id: 1, title: 'both' }] }, 'seeds[0]'],
    [{ seeds: [{ id: 1, year: 1999 }] }, 'seeds[0]'],
    [{ seeds, avoid: [{ year: 1999 }] }, 'avoid[0]'],
    [{ text: ' ' }, 'text'],
    [{ text: 'x'.repeat(1_001) }, 'text'],
    [{ seeds, limit: 0 }, 'limit'],
    [{ seeds, limit: 101 }, 'limit'],
    [{ seeds, minScore: 1.1 }, 'minScore'],
    [{ seeds, explain: 'yes' }, 'explain'],
    [{ seeds, fields: [] }, 'fields'],
    [{ seeds, fields: ['id', 'plot'] }, 'fields[1]'],
    [{ seeds, exclude: [1, null] }, 'exclude[1]'],
    [{ seeds, filter: { genre: ['Drama'] } }, 'filter'],
    [{ seeds, filter: { genres: ['Drama'] } }, 'filter.genres'],
    [{ seeds, filter: { genres: { any: [] } } }, 'filter.genres.any'],
    [{ seeds, filter: { year: { from: 2000, to: 1999 } } }, 'filter.year'],
    [{ seeds, filter: { year: { from: 1700 } } }, 'filter.year.from'],
    [{ seeds, filter: { language: ['english'] } }, 'filter.language[0]'],
    [{ seeds, strategy: 'min' }, 'strategy'],
    [{ seeds, diversity: -0.1 }, 'diversity'],
    [{ seeds, diversity: 1.1 }, 'diversity'],
    [{ seeds, maxPerCollection: 0 }, 'maxPerCollection'],
    [{ seeds, maxPerPerson: 1.5 }, 'maxPerPerson'],
    [{ seeds, fallback: 'always' }, 'fallback'],
    [{ fallback: 'popular' }, ''],
    [{ seeds, subject: '' }, 'subject'],
    [{ seeds, subject: 'x'.repeat(201) }, 'subject'],
    [{ seeds, offset: 1 }, ''],
  ])('%j: "%s"', async (body, path) => {
    const problem = problemOf(await service.post(PATH, body), 400);
    expect(problem.code).toBe('invalid_request');
    const paths = problem.errors?.map((error) => error.path) ?? [];
    expect(paths.some((found) => found === path || found.startsWith(`${path}.`))).toBe(true);
  });

  it.each([0, -1, 101, '1', null])('for the weight %j', async (weight) => {
    const body = { seeds: [{ id: 1, weight }] };
    const { errors = [] } = problemOf(await service.post(PATH, body), 400);
    expect(errors.map(({ path }) => path)).toEqual(['seeds[0].weight']);
  });
});

describe('the same request gives the same bytes', () => {
  const bodies = [
    { seeds: [{ id: GODFATHER.id }], explain: true, limit: 100 },
    { seeds: [{ id: 1 }, { id: 2, weight: 0.1 }], avoid: [{ id: 3 }], explain: true, limit: 100 },
    { text: 'a heist in paris with robert de niro', explain: true, limit: 100 },
    { text: 'war', seeds: [{ title: 'amelie' }], filter: { genres: { none: ['Crime'] } } },
    { seeds: [{ title: 'The Godfahter' }, { id: 5 }], fields: ['id', 'score'] },
    { seeds: [{ id: 7 }] },
    { seeds: [{ id: 1 }, { id: 2 }, { id: 3 }], strategy: 'max', explain: true, limit: 50 },
    { seeds: [{ id: 1 }, { id: 2 }], diversity: 0.7, maxPerPerson: 1, explain: true, limit: 50 },
    { seeds: [{ id: 2 }], minScore: 0.2, filter: { genres: { any: ['Crime'] } }, limit: 100 },
    { text: 'zzzqqq', fallback: 'popular', maxPerCollection: 1, subject: 'ann' },
  ];

  /** The body as it came, with the two facts left out that may differ. */
  async function bytesOf(on: RunningService, body: object): Promise<string> {
    const { status, text } = await on.post(PATH, body, { 'x-request-id': 'same' });
    expect(status).toBe(200);
    expect(text).toContain('"requestId":"same"');
    return text.replace(/"tookMs":[\d.]+/u, '"tookMs":0');
  }

  it('twice, and in two processes that were asked in another order', async () => {
    const first: string[] = [];
    for (const body of bodies) first.push(await bytesOf(service, body));
    const again: string[] = [];
    for (const body of bodies) again.push(await bytesOf(service, body));
    expect(again).toEqual(first);

    const other = await startService({ TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8' });
    const elsewhere: string[] = [];
    for (const body of bodies.toReversed()) elsewhere.unshift(await bytesOf(other, body));
    expect(elsewhere).toEqual(first);
    await other.stop();
  });

  it('also while many others are asked at the same time', async () => {
    const alone: string[] = [];
    for (const body of bodies) alone.push(await bytesOf(service, body));
    const rounds = Array.from({ length: 20 }, () => bodies).flat();
    const together = await Promise.all(rounds.map((body) => bytesOf(service, body)));
    expect(together).toEqual(Array.from({ length: 20 }, () => alone).flat());
  });
});
