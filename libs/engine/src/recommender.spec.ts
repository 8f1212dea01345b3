import fc from 'fast-check';
import { type EngineConfig, PRESETS, withAudience } from './config.js';
import { fit } from './fit.js';
import { Bitset } from './index/bitset.js';
import { rowOf } from './index/neighbours.js';
import type { QueryVector } from './index/searcher.js';
import { combine, separate } from './query.js';
import type { Model } from './model.js';
import { type Answer, Recommender } from './recommender.js';
import type { RecommendRequest, Seed } from './request.js';
import { catalogues, cataloguesWithLikes, filters, wishes } from './testing/arbitraries.js';
import { aConfig, aFilm } from './testing/film-builder.js';
import {
  denseQuery,
  denseRow,
  dot,
  naiveCurate,
  naivePasses,
  naiveRanking,
  naiveSearch,
} from './testing/naive.js';

const configs = fc.constantFrom<EngineConfig>(
  PRESETS.hybrid,
  PRESETS.sklearn,
  { ...PRESETS.hybrid, neighbours: 3 },
  // Few terms and equal weights: most films tie.
  aConfig({ genres: 0.5, language: 0.5 }, { neighbours: 5 }),
);
const minScore = fc.constantFrom(undefined, 0, 0.05, 0.3, 0.999, 2);
const limit = fc.integer({ min: 1, max: 60 });
const weight = fc.constantFrom(undefined, 0.25, 1, 4);

/** A request about the films of a catalogue of any size: places are taken modulo its length. */
const requests = fc.record({
  seeds: fc.array(fc.record({ film: fc.nat(), weight }), { maxLength: 3 }),
  avoid: fc.array(fc.record({ film: fc.nat(), weight }), { maxLength: 2 }),
  text: fc.option(wishes, { nil: undefined, freq: 2 }),
  filter: fc.option(filters, { nil: undefined, freq: 2 }),
  exclude: fc.option(fc.array(fc.nat(), { maxLength: 4 }), { nil: undefined }),
  limit,
  minScore,
  strategy: fc.constantFrom(undefined, 'mean' as const, 'max' as const),
  diversity: fc.constantFrom(undefined, 0, 0.3, 0.7, 1),
  maxPerCollection: fc.constantFrom(undefined, undefined, 1, 2),
  maxPerPerson: fc.constantFrom(undefined, undefined, 1, 3),
  withheld: fc.option(fc.array(fc.nat(), { maxLength: 8 }), { nil: undefined }),
  buried: fc.option(fc.array(fc.nat(), { maxLength: 6 }), { nil: undefined }),
  pins: fc.option(
    fc.array(fc.record({ film: fc.nat(), place: fc.integer({ min: 1, max: 12 }) }), {
      maxLength: 5,
    }),
    { nil: undefined, freq: 2 },
  ),
});
type Asked = typeof requests extends fc.Arbitrary<infer T> ? T : never;

const withinCatalogue = (request: Asked, size: number): RecommendRequest => ({
  ...request,
  withheld: setOf(request.withheld, size),
  buried: setOf(request.buried, size),
  pins: request.pins?.map((pin) => ({ ...pin, film: pin.film % size })),
  seeds: request.seeds.map((seed) => ({ ...seed, film: seed.film % size })),
  avoid: request.avoid.map((seed) => ({ ...seed, film: seed.film % size })),
  exclude: request.exclude?.map((film) => film % size),
});

const setOf = (films: readonly number[] | undefined, size: number): Bitset | undefined =>
  films &&
  Bitset.of(
    size,
    films.map((film) => film % size),
  );

/** Each film where it is first named, with the sum of its weights. */
const naiveMerge = (seeds: readonly Seed[] = []): Seed[] =>
  seeds
    .filter(({ film }, i) => seeds.findIndex((seed) => seed.film === film) === i)
    .map(({ film }) => ({
      film,
      weight: seeds
        .filter((seed) => seed.film === film)
        .reduce((sum, seed) => sum + (seed.weight ?? 1), 0),
    }));

const NOTHING: QueryVector = { terms: [], weights: [] };

const listOf = ({ films, scores }: Pick<Answer, 'films' | 'scores'>) => ({
  films: [...films],
  scores: [...scores],
});

/** The films that fulfil all conditions of a request. */
function naiveAllowed({ films }: Model, request: RecommendRequest): ReadonlySet<number> {
  const { seeds = [], avoid = [], exclude = [], filter = {}, withheld } = request;
  const named = [...seeds, ...avoid].map(({ film }) => film).concat(exclude);
  const isAllowed = (film: number) =>
    !named.includes(film) && !withheld?.has(film) && naivePasses(films[film], filter);
  return new Set([...films.keys()].filter(isAllowed));
}

/** The pins that may stand in the list, with the best score of each, and what is buried. */
function naiveCuration(
  { films, matrix }: Model,
  { pins = [], buried, minScore = 0 }: RecommendRequest,
  queries: readonly QueryVector[],
  allowed: ReadonlySet<number>,
) {
  const rated = pins.map((pin) => {
    const row = denseRow(matrix, pin.film);
    const scores = queries.map((query) => dot(denseQuery(query, matrix.columns), row));
    const best = Math.max(...scores);
    return { ...pin, score: Math.max(0, best), source: scores.indexOf(best) };
  });
  return {
    pins: rated.filter(({ film, score }) => allowed.has(film) && score >= minScore),
    buried: [...films.keys()].filter((film) => buried?.has(film)),
  };
}

/** Holds an answer against scoring every film, applying every condition, and choosing one by one. */
function expectNaive(model: Model, request: RecommendRequest, answer: Answer): void {
  const { minScore } = request;
  const allowed = naiveAllowed(model, request);
  const ranking = naiveRanking(model.matrix, answer.queries, { allowed, minScore });
  const expected = naiveCurate(
    model.films,
    ranking,
    naiveCuration(model, request, answer.queries, allowed),
    {
      ...request,
      diversity: request.diversity ?? 0,
      similarity: (a, b) => dot(denseRow(model.matrix, a), denseRow(model.matrix, b)),
    },
  );
  const sources = [...answer.sources];
  expect({ ...listOf(answer), sources }).toEqual({
    films: expected.map(({ film }) => film),
    scores: expected.map(({ score }) => score),
    sources: expected.map(({ source }) => source),
  });
}

describe('Recommender.recommend', () => {
  it('answers the films that scoring every film and applying every condition leaves', () => {
    fc.assert(
      fc.property(catalogues(1), configs, requests, (films, config, asked) => {
        const recommender = new Recommender(fit(films, config));
        const { model } = recommender;
        const request = withinCatalogue(asked, films.length);
        const answer = recommender.recommend(request);
        expectNaive(model, request, answer);
      }),
      { numRuns: 1_000 },
    );
  });

  it('names the reasons for a short list, and gives none for a full one', () => {
    fc.assert(
      fc.property(catalogues(1), configs, requests, (films, config, asked) => {
        const recommender = new Recommender(fit(films, config));
        const { model } = recommender;
        const request = withinCatalogue(asked, films.length);
        const { seeds = [], avoid = [], exclude = [], filter = {}, limit: wanted } = request;
        const { withheld } = request;
        const answer = recommender.recommend(request);
        const shortfall = recommender.shortfallOf(request, answer);
        const got = answer.films.length;
        expect(shortfall === undefined).toBe(got >= wanted);
        if (shortfall === undefined) return;
        expect(shortfall).toMatchObject({ wanted, got });
        // Counts what is left after each cause, one condition after the other.
        const named = [...seeds, ...avoid].map(({ film }) => film);
        const others = [...model.films.keys()].filter((film) => !named.includes(film));
        const open = others.filter((film) => !withheld?.has(film));
        const passing = open.filter((film) => naivePasses(model.films[film], filter));
        const free = passing.filter((film) => !exclude.includes(film));
        const ranked = (minScore?: number) =>
          naiveRanking(model.matrix, answer.queries, { allowed: new Set(free), minScore }).length;
        const { maxPerCollection, maxPerPerson } = answer.refused;
        const fitting = [...answer.scores].filter((score) => score > 0).length;
        const left = {
          catalogue: others.length,
          policy: open.length,
          filter: passing.length,
          exclude: free.length,
          seeds: 0,
          text: 0,
          similarity: ranked(),
          minScore: ranked(request.minScore),
          maxPerCollection: fitting + maxPerPerson,
          maxPerPerson: fitting,
        };
        let before = wanted;
        for (const reason of shortfall.reasons) {
          expect(reason).toEqual({ cause: reason.cause, left: left[reason.cause] });
          expect(reason.left).toBeLessThan(before);
          before = reason.left;
        }
        const causes = shortfall.reasons.map(({ cause }) => cause);
        if (causes.includes('seeds')) expect({ seeds, text: request.text }).toEqual({ seeds: [] });
        if (causes.includes('text')) expect(ranked()).toBe(0);
        // The last one is what the list has, so nothing that took films away is missing.
        expect(before).toBe(fitting);
        if (maxPerCollection + maxPerPerson === 0)
          expect(shortfall.reasons.map(({ cause }) => cause)).not.toContain('maxPerPerson');
      }),
      { numRuns: 500 },
    );
  });

  it('takes a film that is named twice for one with both weights', () => {
    fc.assert(
      fc.property(catalogues(1), configs, requests, (films, config, asked) => {
        const recommender = new Recommender(fit(films, config));
        const request = withinCatalogue(asked, films.length);
        const once = {
          ...request,
          seeds: naiveMerge(request.seeds),
          avoid: naiveMerge(request.avoid),
        };
        expect(listOf(recommender.recommend(request))).toEqual(listOf(recommender.recommend(once)));
      }),
    );
  });

  it('answers them also in a model with an audience, which no wish in words asks', () => {
    const config = withAudience(PRESETS.hybrid, 0.5);
    fc.assert(
      fc.property(cataloguesWithLikes(1), requests, ([films, likes], asked) => {
        const recommender = new Recommender(fit(films, config, undefined, likes));
        const { model } = recommender;
        const request = withinCatalogue(asked, films.length);
        expectNaive(model, request, recommender.recommend(request));
        const wish = recommender.recommend({ text: '7 id-2 "id-2" kraken', limit: 1 }).queries[0];
        const blocks = Array.from(wish.terms, (term) => model.vocabulary.blockOf(term));
        expect(blocks).not.toContain('audience');
      }),
      { numRuns: 200 },
    );
  });

  it('asks by the seeds and the wish, less the avoided films', () => {
    fc.assert(
      fc.property(catalogues(1), configs, requests, (films, config, asked) => {
        const recommender = new Recommender(fit(films, config));
        const request = withinCatalogue(asked, films.length);
        const { text, strategy } = request;
        const [seeds, avoid] = [naiveMerge(request.seeds), naiveMerge(request.avoid)];
        const row = (film: number) => rowOf(recommender.model.matrix, film);
        const liked = seeds.map(({ film, weight = 1 }) => ({ vector: row(film), weight }));
        const wished = text === undefined ? [] : [recommender.recommend({ text, limit: 1 }).query];
        const wish = wished
          .filter((vector) => vector.terms.length > 0)
          .map((vector) => ({ vector, weight: 1 }));
        const all = [...liked, ...wish];
        const avoided = avoid.map(({ film, weight = 1 }) => ({ vector: row(film), weight }));
        const expected =
          strategy === 'max' && all.length > 0 ? separate(all, avoided) : [combine(all, avoided)];
        const { queries } = recommender.recommend(request);
        const plain = ({ terms, weights }: (typeof queries)[number]) => [
          [...terms],
          Array.from(weights),
        ];
        expect(queries.map(plain)).toEqual(expected.map(plain));
      }),
    );
  });

  it('answers the question for one film from its neighbours exactly as a full search would', () => {
    fc.assert(
      fc.property(
        catalogues(1),
        configs,
        limit,
        minScore,
        fc.nat(),
        (films, config, n, least, pick) => {
          const recommender = new Recommender(fit(films, config));
          const seed = pick % films.length;
          const plain: RecommendRequest = { seeds: [{ film: seed }], limit: n, minScore: least };
          const fast = listOf(recommender.recommend(plain));
          // A filter that lets every film through makes the recommender search.
          expect(fast).toEqual(listOf(recommender.recommend({ ...plain, filter: {} })));
          const { matrix } = recommender.model;
          const options = { skip: seed, minScore: least };
          expect(fast).toEqual(naiveSearch(matrix, rowOf(matrix, seed), n, options));
          // A film that scores exactly the minimum is answered on both ways.
          const atLeast = { ...plain, minScore: fast.scores.at(n >> 1) };
          expect(listOf(recommender.recommend(atLeast))).toEqual(
            listOf(recommender.recommend({ ...atLeast, filter: {} })),
          );
          // Neither the seed's weight nor excluding the seed itself changes the question.
          const weighed = { ...plain, seeds: [{ film: seed, weight: 7 }], exclude: [seed] };
          expect(listOf(recommender.recommend(weighed))).toEqual(fast);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('passes over what is withheld among the neighbours exactly as a full search would', () => {
    fc.assert(
      fc.property(
        catalogues(1),
        configs,
        limit,
        minScore,
        fc.nat(),
        fc.array(fc.nat()),
        (films, config, n, least, pick, out) => {
          const recommender = new Recommender(fit(films, config));
          const plain: RecommendRequest = {
            seeds: [{ film: pick % films.length }],
            withheld: setOf(out, films.length),
            limit: n,
            minScore: least,
          };
          const fast = listOf(recommender.recommend(plain));
          expect(fast).toEqual(listOf(recommender.recommend({ ...plain, filter: {} })));
          expect(fast.films.filter((film) => plain.withheld?.has(film))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  describe('of more films than have exact neighbours', () => {
    // Of two collections in turn, less and less like film 0; behind them films without a word.
    const alike = Array.from({ length: 140 }, (_, id) =>
      aFilm(id, {
        genres: Array.from({ length: 140 - id }, (__, genre) => `genre${genre}`),
        collection: id % 2 === 0 ? 'Alien' : 'Rocky',
      }),
    );
    const others = Array.from({ length: 50_000 }, (_, i) => aFilm(140 + i));
    const fitted = fit([...alike, ...others], aConfig({ genres: 1 }, { neighbours: 100 }));
    const missing = fitted.neighbours.films.slice();
    // As if the search for candidates had missed the nearest of all.
    missing.set(Array.from({ length: 100 }, (_, i) => i + 2));
    const neighbours = { ...fitted.neighbours, films: missing };
    const recommender = new Recommender({ ...fitted, neighbours });
    const filmsOf = (request: Partial<RecommendRequest>) => [
      ...recommender.recommend({ seeds: [{ film: 0 }], limit: 4, ...request }).films,
    ];

    it('answers the question for one film from what was found at fit time', () => {
      expect([...fitted.neighbours.films.subarray(0, 4)]).toEqual([1, 2, 3, 4]);
      expect(filmsOf({})).toEqual([2, 3, 4, 5]);
      expect(filmsOf({ limit: 101 }).slice(0, 4)).toEqual([1, 2, 3, 4]);
    });

    it.each<[string, Partial<RecommendRequest>]>([
      ['a cap', { limit: 3, maxPerCollection: 2 }],
      ['a cap that keeps most films out', { limit: 4, maxPerCollection: 1 }],
      ['diversity', { limit: 3, diversity: 0.5 }],
    ])('searches where %s may look further down the ranking', (_, wishes) => {
      expect(filmsOf(wishes)).toEqual(filmsOf({ ...wishes, filter: {} }));
      expect(filmsOf(wishes)).toContain(1);
    });
  });

  describe('with pins and buried films', () => {
    // Films 1 … 5 are less and less like film 0; film 6 has nothing in common with it.
    const facts = [6, 5, 4, 3, 2, 1].map((count) => ({
      genres: ['a', 'b', 'c', 'd', 'e', 'f'].slice(0, count),
    }));
    const films = [...facts, { genres: ['z'] }].map((fact, id) => aFilm(id, fact));
    const recommender = new Recommender(fit(films, aConfig({ genres: 1 })));
    const answered = (request: Partial<RecommendRequest>) => [
      ...recommender.recommend({ seeds: [{ film: 0 }], limit: 5, ...request }).films,
    ];
    const pin = (film: number, place: number) => ({ film, place });

    it.each<[what: string, request: Partial<RecommendRequest>, list: number[]]>([
      ['nothing is pinned', {}, [1, 2, 3, 4, 5]],
      ['a pin stands at its place', { pins: [pin(4, 1)] }, [4, 1, 2, 3, 5]],
      ['a pin may hold a film back', { pins: [pin(1, 3)] }, [2, 3, 1, 4, 5]],
      ['a pin needs nothing in common', { pins: [pin(6, 2)] }, [1, 6, 2, 3, 4]],
      ['the first of two at a place stays', { pins: [pin(6, 1), pin(5, 1)] }, [6, 5, 1, 2, 3]],
      ['the higher of two places is taken', { pins: [pin(6, 3), pin(6, 1)] }, [6, 1, 2, 3, 4]],
      ['a pin below a short list is its end', { limit: 9, pins: [pin(6, 8)] }, [1, 2, 3, 4, 5, 6]],
      ['a pin below a full list is not shown', { limit: 2, pins: [pin(1, 3)] }, [2, 3]],
      ['a list of pins alone', { limit: 2, pins: [pin(5, 2), pin(6, 1)] }, [6, 5]],
      ['an excluded film is not pinned', { pins: [pin(6, 1)], exclude: [6] }, [1, 2, 3, 4, 5]],
      ['nor a withheld one', { pins: [pin(6, 1)], withheld: setOf([6], 7) }, [1, 2, 3, 4, 5]],
      ['nor a seed', { pins: [pin(0, 1)] }, [1, 2, 3, 4, 5]],
      ['nor one below the lowest score', { pins: [pin(6, 1)], minScore: 0.01 }, [1, 2, 3, 4, 5]],
      ['nothing fits: no list of pins', { seeds: [], text: 'q', pins: [pin(6, 1)] }, []],
      ['a buried film is last', { buried: setOf([1, 3], 7) }, [2, 4, 5, 1, 3]],
      ['a buried film gives way', { limit: 3, buried: setOf([1], 7) }, [2, 3, 4]],
      [
        'a film that is pinned and buried is pinned',
        { pins: [pin(2, 1)], buried: setOf([2], 7) },
        [2, 1, 3, 4, 5],
      ],
    ])('%s', (_, request, list) => {
      expect(answered(request)).toEqual(list);
    });

    it('says which films stand where they were pinned', () => {
      const pins = [pin(6, 1), pin(0, 2), pin(5, 9)];
      const { pinned } = recommender.recommend({ seeds: [{ film: 0 }], limit: 3, pins });
      expect([...pinned]).toEqual([6]);
    });
  });

  it('gives the same answer to the same request, whatever was asked in between and by whom', () => {
    fc.assert(
      fc.property(
        catalogues(1),
        configs,
        fc.array(requests, { minLength: 2, maxLength: 6 }),
        (films, config, asked) => {
          const model = fit(films, config);
          const shared = new Recommender(model);
          const all = asked.map((request) => withinCatalogue(request, films.length));
          const first = all.map((request) => listOf(shared.recommend(request)));
          const again = all.toReversed().map((request) => listOf(shared.recommend(request)));
          const alone = all.map((request) => listOf(new Recommender(model).recommend(request)));
          expect(again.reverse()).toEqual(first);
          expect(alone).toEqual(first);
        },
      ),
    );
  });

  it('leaves the model as it was', () => {
    fc.assert(
      fc.property(catalogues(1), configs, requests, (films, config, asked) => {
        const [model, untouched] = [fit(films, config), fit(films, config)];
        const recommender = new Recommender(model);
        const answer = recommender.recommend(withinCatalogue(asked, films.length));
        for (const film of answer.films) recommender.explain(answer.query, film, 3);
        expect(model).toEqual(untouched);
      }),
    );
  });

  it('never answers seeds, avoided films and excluded films', () => {
    // Ten equal films: nothing else would keep them out.
    const films = Array.from({ length: 10 }, (_, id) => aFilm(id, { genres: ['Drama'] }));
    const recommender = new Recommender(fit(films, aConfig({ genres: 1 })));
    const answered = (request: Omit<RecommendRequest, 'limit'>) => [
      ...recommender.recommend({ ...request, limit: 100 }).films,
    ];
    expect(answered({ seeds: [{ film: 4 }] })).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9]);
    expect(answered({ seeds: [{ film: 4 }], exclude: [0, 9] })).toEqual([1, 2, 3, 5, 6, 7, 8]);
    expect(answered({ seeds: [{ film: 4 }, { film: 4 }, { film: 0 }] })).toEqual([
      1, 2, 3, 5, 6, 7, 8, 9,
    ]);
    expect(answered({ seeds: [{ film: 4 }], avoid: [{ film: 5 }], exclude: [6] })).toEqual([
      0, 1, 2, 3, 7, 8, 9,
    ]);
  });

  it('answers more films than the model keeps ready if they are asked for', () => {
    const films = Array.from({ length: 10 }, (_, id) => aFilm(id, { genres: ['Drama'] }));
    const recommender = new Recommender(fit(films, aConfig({ genres: 1 }, { neighbours: 2 })));
    expect(recommender.recommend({ seeds: [{ film: 0 }], limit: 2 }).films).toHaveLength(2);
    expect(recommender.recommend({ seeds: [{ film: 0 }], limit: 8 }).films).toHaveLength(8);
  });

  it('leaves out the nearest films when they are excluded and goes on with the next', () => {
    const films = Array.from({ length: 6 }, (_, id) => aFilm(id, { genres: ['Drama'] }));
    const recommender = new Recommender(fit(films, aConfig({ genres: 1 }, { neighbours: 2 })));
    const { films: found } = recommender.recommend({
      seeds: [{ film: 0 }],
      exclude: [1, 2],
      limit: 2,
    });
    expect([...found]).toEqual([3, 4]);
  });

  it('answers nothing when nothing is asked', () => {
    const recommender = new Recommender(fit([aFilm(1, { title: 'kraken' })], PRESETS.hybrid));
    for (const request of [{}, { seeds: [] }, { filter: {} }, { avoid: [{ film: 0 }] }])
      expect(listOf(recommender.recommend({ ...request, limit: 5 }))).toEqual({
        films: [],
        scores: [],
      });
  });

  it('answers the most popular films that fulfil all conditions, whatever they have to do with it', () => {
    fc.assert(
      fc.property(catalogues(1), configs, requests, (films, config, asked) => {
        const recommender = new Recommender(fit(films, config));
        const { model } = recommender;
        const request = { ...withinCatalogue(asked, films.length), minScore: 0 };
        const allowed = naiveAllowed(model, request);
        const ranking = [...allowed].map((film) => ({ film, score: 0, source: 0 }));
        const curation = naiveCuration(model, request, [NOTHING], allowed);
        const list = naiveCurate(model.films, ranking, curation, {
          ...request,
          diversity: 0,
          similarity: () => 0,
        });
        expect(listOf(recommender.popular(request))).toEqual({
          films: list.map(({ film }) => film),
          scores: list.map(() => 0),
        });
      }),
      { numRuns: 300 },
    );
  });

  it('pushes films like an avoided one down', () => {
    const films = [
      aFilm(0, { genres: ['Drama', 'Horror'] }),
      aFilm(1, { genres: ['Horror'] }),
      aFilm(2, { genres: ['Drama'] }),
      aFilm(3, { genres: ['Horror'] }),
    ];
    const recommender = new Recommender(fit(films, aConfig({ genres: 1 })));
    const { films: found } = recommender.recommend({
      seeds: [{ film: 0 }],
      avoid: [{ film: 3 }],
      limit: 5,
    });
    expect(found[0]).toBe(2);
  });

  it('finds films by a wish in words alone', () => {
    const films = [
      aFilm(1, { title: 'Ghosts of the desert' }),
      aFilm(2, { title: 'The violin', genres: ['Horror'] }),
      aFilm(3, { title: 'Tango', genres: ['Drama'] }),
    ];
    const recommender = new Recommender(fit(films, PRESETS.hybrid));
    const found = (text: string) => [...recommender.recommend({ text, limit: 5 }).films];
    expect(found('a ghost')).toEqual([0]);
    expect(found('some horror')).toEqual([1]);
    expect(found('horror with tango').sort()).toEqual([1, 2]);
    expect(found('zyzzyva')).toEqual([]);
  });
});

describe('Recommender.recommend, asked what cannot be asked,', () => {
  const films = [aFilm(0, { genres: ['Drama'] }), aFilm(1, { genres: ['Drama'] })];
  const recommender = new Recommender(fit(films, aConfig({ genres: 1 })));

  it.each<[Partial<RecommendRequest>, string]>([
    [{ limit: 0 }, 'limit is 0, expected an integer of at least 1'],
    [{ limit: 1.5 }, 'limit is 1.5'],
    [{ limit: NaN }, 'limit is NaN'],
    [{ limit: Infinity }, 'limit is Infinity'],
    [{ minScore: NaN }, 'minScore is NaN, expected a finite number'],
    [{ minScore: Infinity }, 'minScore is Infinity'],
    [{ seeds: [{ film: 2 }] }, 'seeds[0].film is 2, expected the index of one of 2 films'],
    [{ seeds: [{ film: 0 }, { film: -1 }] }, 'seeds[1].film is -1'],
    [{ seeds: [{ film: 0.5 }] }, 'seeds[0].film is 0.5'],
    [{ avoid: [{ film: 2 }] }, 'avoid[0].film is 2'],
    [{ exclude: [0, 2] }, 'exclude[1] is 2'],
    [{ seeds: [{ film: 0, weight: 0 }] }, 'seeds[0].weight is 0, expected a finite number above 0'],
    [{ seeds: [{ film: 0, weight: NaN }] }, 'seeds[0].weight is NaN'],
    [{ avoid: [{ film: 0, weight: Infinity }] }, 'avoid[0].weight is Infinity'],
    [{ avoid: [{ film: 0, weight: -1 }] }, 'avoid[0].weight is -1'],
    [{ diversity: -0.1 }, 'diversity is -0.1, expected 0 to 1'],
    [{ diversity: 1.1 }, 'diversity is 1.1'],
    [{ diversity: NaN }, 'diversity is NaN'],
    [{ maxPerCollection: 0 }, 'maxPerCollection is 0, expected an integer of at least 1'],
    [{ maxPerPerson: 1.5 }, 'maxPerPerson is 1.5'],
    [{ withheld: new Bitset(3) }, 'withheld.size is 3, expected one bit for each of 2 films'],
    [{ buried: new Bitset(1) }, 'buried.size is 1'],
    [{ pins: [{ film: 2, place: 1 }] }, 'pins[0].film is 2'],
    [{ pins: [{ film: 0, place: 0 }] }, 'pins[0].place is 0, expected an integer of at least 1'],
    [{ pins: [{ film: 0, place: 1.5 }] }, 'pins[0].place is 1.5'],
    [{ strategy: 'min' as 'max' }, 'strategy is "min", expected mean or max'],
  ])('refuses %j: %s', (bad, message) => {
    const request = { seeds: [{ film: 0 }], limit: 5, ...bad };
    const asked = () => recommender.recommend(request);
    expect(asked).toThrow(RangeError);
    expect(asked).toThrow(message);
  });

  it('answers the most that can be asked for', () => {
    const all = recommender.recommend({
      seeds: [{ film: 0 }],
      filter: {},
      limit: Number.MAX_SAFE_INTEGER,
    });
    expect([...all.films]).toEqual([1]);
  });
});

describe('a wish beside seeds', () => {
  const films = [
    aFilm(0, { title: 'kraken', genres: ['Drama'] }),
    aFilm(1, { title: 'kraken', genres: ['Drama'] }),
  ];
  const recommender = new Recommender(fit(films, PRESETS.hybrid));
  const scores = (text?: string) => [
    ...recommender.recommend({ seeds: [{ film: 0 }], text, limit: 5 }).scores,
  ];

  it('changes no score if the model knows none of its words', () => {
    expect(scores('zyzzyva')).toEqual(scores());
  });

  it('counts if the model knows one of them', () => {
    expect(scores('zyzzyva kraken')).not.toEqual(scores());
  });
});

describe('Recommender', () => {
  it('knows each film by its id, and 1 apart from "1"', () => {
    const recommender = new Recommender(fit([aFilm('1'), aFilm(1), aFilm('a')], PRESETS.hybrid));
    expect(recommender.indexOf(1)).toBe(0);
    expect(recommender.indexOf('1')).toBe(1);
    expect(recommender.indexOf('a')).toBe(2);
    expect(recommender.indexOf(2)).toBeUndefined();
    expect(recommender.indexOf('A')).toBeUndefined();
  });

  it('finds films by title and by facts, by the same index', () => {
    const films = [
      aFilm(1, { title: 'Heat', genres: ['Crime'], popularity: 1 }),
      aFilm(2, { title: 'Ran', genres: ['Drama'], popularity: 9 }),
    ];
    const recommender = new Recommender(fit(films, PRESETS.hybrid));
    expect(recommender.titles.find('heat')).toEqual([1]);
    expect(recommender.filters.match({ genres: { any: ['crime'] } })).toEqual(new Bitset(2).add(1));
    expect(recommender.indexOf(1)).toBe(1);
  });
});
