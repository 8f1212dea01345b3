import fc from 'fast-check';
import { FittedCatalogue } from '../catalogue.js';
import { type EngineConfig, PRESETS, withAudience } from '../config.js';
import { Vectorizer } from '../features/vectorizer.js';
import { compareFilms, type Film, type FilmId } from '../film.js';
import { fit } from '../fit.js';
import { Bitset } from '../index/bitset.js';
import { findNeighbours, neighbourTask, rowOf } from '../index/neighbours.js';
import type { QueryVector } from '../index/searcher.js';
import { invert, type SparseMatrix } from '../index/sparse-matrix.js';
import type { Model } from '../model.js';
import { Recommender } from '../recommender.js';
import type { RecommendRequest } from '../request.js';
import { catalogues, cataloguesWithLikes, filters, wishes } from '../testing/arbitraries.js';
import { aConfig, aFilm } from '../testing/film-builder.js';
import { type Changes, Overlay } from './overlay.js';

const configs = fc.constantFrom<EngineConfig>(
  PRESETS.hybrid,
  { ...PRESETS.hybrid, neighbours: 3 },
  // Few terms and equal weights: most films tie.
  aConfig({ genres: 0.5, language: 0.5 }, { neighbours: 5 }),
);

/** Films that were put, under ids that the model has or has not, and films that were deleted. */
const changesTo = (films: readonly Film[]): fc.Arbitrary<Changes> => {
  const ids: readonly FilmId[] = [...films.map(({ id }) => id), 'new-1', 'new-2', 501, 502, '1'];
  const change = fc.tuple(
    fc.constantFrom(...ids),
    fc.option(
      catalogues(1, 1).map(([film]) => film),
      { nil: undefined, freq: 3 },
    ),
  );
  return fc
    .array(change, { minLength: 1, maxLength: 12, size: 'max' })
    .map(
      (all) => new Map(all.map(([id, film]) => [id, film === undefined ? film : { ...film, id }])),
    );
};

/** One catalogue of all films, whose model has the terms and weights of another one. */
class FrozenCatalogue extends FittedCatalogue {
  constructor(
    model: Model,
    private readonly terms: FittedCatalogue,
  ) {
    super(model);
  }

  override vectorOf(wish: string): QueryVector {
    return this.terms.vectorOf(wish);
  }
}

function toMatrix(rows: readonly QueryVector[], columns: number): SparseMatrix {
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach(({ terms }, i) => (starts[i + 1] = starts[i] + terms.length));
  return {
    rows: rows.length,
    columns,
    starts,
    terms: Uint32Array.from(rows.flatMap(({ terms }) => Array.from(terms))),
    weights: Float32Array.from(rows.flatMap(({ weights }) => Array.from(weights))),
  };
}

/** The naive way: all films in one model, every look-up made afresh. */
function madeAfresh(model: Model, changes: Changes): Recommender {
  const { films, vocabulary, config, matrix } = model;
  const vectorizer = new Vectorizer(vocabulary, films.length, config);
  const kept = films
    .map((film, i) => ({ film, row: rowOf(matrix, i) }))
    .filter(({ film }) => !changes.has(film.id));
  const put = [...changes.values()].flatMap((film) =>
    film === undefined ? [] : { film, row: vectorizer.vectorize(film) },
  );
  const all = [...kept, ...put].sort((a, b) => compareFilms(a.film, b.film));
  const merged = toMatrix(
    all.map(({ row }) => row),
    vocabulary.size,
  );
  const index = invert(merged);
  const task = neighbourTask(merged, vocabulary.starts, config.neighbours);
  const neighbours = findNeighbours(task, () => undefined);
  const own: Model = {
    ...model,
    films: all.map(({ film }) => film),
    matrix: merged,
    index,
    neighbours,
  };
  return new Recommender(own, new FrozenCatalogue(own, new FittedCatalogue(model)));
}

/** A request about films by their places among those that there are, modulo their number. */
const requests = fc.record({
  seeds: fc.array(fc.record({ film: fc.nat() }), { maxLength: 3 }),
  avoid: fc.array(fc.record({ film: fc.nat() }), { maxLength: 1 }),
  text: fc.option(wishes, { nil: undefined, freq: 2 }),
  filter: fc.option(filters, { nil: undefined, freq: 2 }),
  exclude: fc.option(fc.array(fc.nat(), { maxLength: 3 }), { nil: undefined }),
  limit: fc.integer({ min: 1, max: 30 }),
  minScore: fc.constantFrom(undefined, 0, 0.05, 0.3),
  strategy: fc.constantFrom(undefined, 'mean' as const, 'max' as const),
  diversity: fc.constantFrom(undefined, 0, 0.4),
  maxPerCollection: fc.constantFrom(undefined, undefined, 1),
  maxPerPerson: fc.constantFrom(undefined, undefined, 1),
  withheld: fc.option(fc.array(fc.nat(), { maxLength: 4 }), { nil: undefined, freq: 2 }),
  buried: fc.option(fc.array(fc.nat(), { maxLength: 2 }), { nil: undefined, freq: 2 }),
  pins: fc.option(
    fc.array(fc.record({ film: fc.nat(), place: fc.integer({ min: 1, max: 3 }) }), {
      maxLength: 2,
    }),
    { nil: undefined, freq: 2 },
  ),
});
/** A request that names films, also in sets, by their places. */
type Asked = Omit<RecommendRequest, 'withheld' | 'buried'> & {
  readonly withheld?: readonly number[] | undefined;
  readonly buried?: readonly number[] | undefined;
};
const oneSeed = fc.record({
  seeds: fc.tuple(fc.record({ film: fc.nat() })),
  limit: fc.integer({ min: 1, max: 8 }),
  minScore: fc.constantFrom(undefined, 0.3),
  withheld: fc.option(fc.array(fc.nat(), { maxLength: 3 }), { nil: undefined }),
});

type Namer = (place: number) => number;

/** The same request to a recommender of `size` films that has them under other indices. */
function translated(request: Asked, named: Namer, size: number): RecommendRequest {
  const setOf = (places: readonly number[] | undefined) =>
    places && Bitset.of(size, places.map(named));
  const placed = new Set<number>();
  const pinned = new Set<number>();
  return {
    ...request,
    seeds: request.seeds?.map(({ film }) => ({ film: named(film) })),
    avoid: request.avoid?.map(({ film }) => ({ film: named(film) })),
    exclude: request.exclude?.map(named),
    withheld: setOf(request.withheld),
    buried: setOf(request.buried),
    pins: request.pins
      ?.map(({ film, place }) => ({ film: named(film), place }))
      .filter(
        ({ film, place }) =>
          placed.size < placed.add(place).size && pinned.size < pinned.add(film).size,
      ),
  };
}

/** All that is answered to a request, films by their ids. */
function told(recommender: Recommender, request: RecommendRequest): unknown {
  const idOf = (film: number): FilmId => recommender.films[film].id;
  const answer = recommender.recommend(request);
  const popular = recommender.popular(request);
  return {
    films: [...answer.films].map(idOf),
    scores: [...answer.scores],
    sources: [...answer.sources],
    refused: answer.refused,
    queries: answer.queries.map(({ terms, weights }) => [Array.from(terms), Array.from(weights)]),
    shortfall: recommender.shortfallOf(request, answer),
    reasons: [...answer.films].map((film, i) =>
      recommender.explain(answer.queries[answer.sources[i]], film, 4),
    ),
    popular: [...popular.films].map(idOf),
  };
}

/** Fails unless both recommenders answer a request alike. */
function expectAlike(overlaid: Recommender, afresh: Recommender, request: Asked) {
  const { films } = afresh;
  if (films.length === 0) return;
  const idAt = (place: number): FilmId => films[place % films.length].id;
  const by =
    (recommender: Recommender): Namer =>
    (place) =>
      recommender.indexOf(idAt(place)) ?? NaN;
  const toldBy = (recommender: Recommender): unknown =>
    told(recommender, translated(request, by(recommender), recommender.films.length));
  expect(toldBy(overlaid)).toEqual(toldBy(afresh));
}

const someFilms = fc.array(fc.nat(), { maxLength: 4 });

const scenarios = fc.tuple(catalogues(1, 20), configs).chain(([films, config]) =>
  fc.record({
    films: fc.constant(films),
    config: fc.constant(config),
    changes: changesTo(films),
  }),
);

describe('a model with changes laid over it', () => {
  it('answers every request as one that was made of all films', () =>
    fc.assert(
      fc.property(
        scenarios,
        fc.array(requests, { minLength: 4, maxLength: 4 }),
        ({ films, config, changes }, asked) => {
          const model = fit(films, config);
          const overlaid = new Overlay(new Recommender(model)).with(changes);
          const afresh = madeAfresh(model, changes);
          for (const request of asked) expectAlike(overlaid, afresh, request);
        },
      ),
      { numRuns: 300 },
    ));

  it('answers for one film, from the neighbours of the fit or by a search, as one that was made of all', () =>
    fc.assert(
      fc.property(scenarios, oneSeed, ({ films, config, changes }, request) => {
        const model = fit(films, config);
        const overlaid = new Overlay(new Recommender(model)).with(changes);
        const afresh = madeAfresh(model, changes);
        for (let film = 0; film < afresh.films.length; film++)
          expectAlike(overlaid, afresh, { ...request, seeds: [{ film }] });
      }),
      { numRuns: 200 },
    ));

  it('finds titles as one that was made of all films', () => {
    const typed = fc.oneof(
      wishes,
      fc.constantFrom('rob', 'krakn', 'the', 'tan', 'co', 'ghostt 1999'),
    );
    fc.assert(
      fc.property(scenarios, typed, ({ films, config, changes }, text) => {
        const model = fit(films, config);
        const overlaid = new Overlay(new Recommender(model)).with(changes);
        const afresh = madeAfresh(model, changes);
        const found = (recommender: Recommender) => {
          const { titles } = recommender;
          const idsOf = (all: readonly number[]) => all.map((film) => recommender.films[film].id);
          return [
            idsOf(titles.search(text, 8)),
            idsOf(titles.suggest(text, 3)),
            idsOf(titles.find(text)),
            idsOf(titles.find(text, 1999)),
          ];
        };
        expect(found(overlaid)).toEqual(found(afresh));
      }),
      { numRuns: 500 },
    );
  });

  it('knows the labels that films still have, written as the first of them writes them', () =>
    fc.assert(
      fc.property(scenarios, filters, someFilms, ({ films, config, changes }, filter, out) => {
        const model = fit(films, config);
        const overlaid = new Overlay(new Recommender(model)).with(changes);
        const afresh = madeAfresh(model, changes);
        const { films: left } = afresh;
        const ids = out.flatMap((place) => left[place % left.length]?.id ?? []);
        const known = (recommender: Recommender) => {
          const passed = recommender.filters.match(filter);
          const places = ids.flatMap((id) => recommender.indexOf(id) ?? []);
          const withheld = Bitset.of(recommender.films.length, places);
          const genres = recommender.filters.knownGenres(withheld);
          const maturities = recommender.filters.knownMaturities(withheld);
          return {
            genres: genres.all,
            maturities: maturities.all,
            everyGenre: recommender.filters.knownGenres().all,
            has: ['DRAMA', 'western', 'Horror'].map((label) => genres.has(label)),
            pg: maturities.has('pg'),
            like: [genres.like('dram', 3), maturities.like('pgg', 2)],
            passed: recommender.films
              .filter((_, film) => passed.has(film))
              .map(({ id }) => id)
              .map(String)
              .sort(),
          };
        };
        expect(known(overlaid)).toEqual(known(afresh));
      }),
      { numRuns: 300 },
    ));

  it('finds films by id: those that were put, not those that were deleted, all others as before', () =>
    fc.assert(
      fc.property(scenarios, ({ films, config, changes }) => {
        const overlaid = new Overlay(new Recommender(fit(films, config))).with(changes);
        const now = new Map([...films.map((film) => [film.id, film] as const), ...changes]);
        for (const [id, film] of now) {
          const index = overlaid.indexOf(id);
          expect(index === undefined ? undefined : overlaid.films[index]).toEqual(film);
        }
      }),
    ));

  it('is the same whichever changes came before', () =>
    fc.assert(
      fc.property(
        scenarios.chain((scenario) =>
          fc.tuple(fc.constant(scenario), changesTo(scenario.films), requests),
        ),
        ([{ films, config, changes }, earlier, request]) => {
          const model = fit(films, config);
          const overlay = new Overlay(new Recommender(model));
          overlay.with(new Map([...earlier, ...changes]));
          overlay.with(earlier);
          expectAlike(overlay.with(changes), madeAfresh(model, changes), request);
        },
      ),
    ));
});

describe('a film that is put', () => {
  it('has the vector that it had at the fit if it is as it was, with what its audience says of it', () =>
    fc.assert(
      fc.property(cataloguesWithLikes(1), ([films, likes]) => {
        const model = fit(films, withAudience(PRESETS.hybrid), undefined, likes);
        const again = new Map(films.map((film) => [film.id, { ...film }]));
        const overlaid = new Overlay(new Recommender(model)).with(again);
        model.films.forEach(({ id }, film) => {
          const { terms, weights } = overlaid.catalogue.rowOf(overlaid.indexOf(id) ?? NaN);
          const before = rowOf(model.matrix, film);
          expect([Array.from(terms), Array.from(weights)]).toEqual([
            Array.from(before.terms),
            Array.from(before.weights),
          ]);
        });
      }),
    ));

  it('brings no new terms: words that no film had count for nothing', () => {
    const fitted = new Recommender(
      fit([aFilm(1, { description: 'robot kraken' })], PRESETS.hybrid),
    );
    const overlay = new Overlay(fitted);
    expect(overlay.termsOf(aFilm(2, { title: 'x', description: 'unheard' }))).toBe(0);
    expect(overlay.termsOf(aFilm(3, { title: 'x', description: 'kraken unheard' }))).toBe(1);
  });

  it('leaves the recommender that it was laid over as it was', () => {
    const fitted = new Recommender(fit([aFilm(1, { title: 'Kraken' })], PRESETS.hybrid));
    const overlay = new Overlay(fitted);
    const before = overlay.with(new Map([[2, aFilm(2, { title: 'Kraken' })]]));
    overlay.with(new Map([[1, undefined]]));
    expect(before.titles.find('kraken')).toHaveLength(2);
    expect(fitted.titles.find('kraken')).toHaveLength(1);
    expect(overlay.with(new Map())).toBe(fitted);
  });

  it('cannot be laid over what something is laid over already', () => {
    const overlay = new Overlay(new Recommender(fit([aFilm(1, {})], PRESETS.hybrid)));
    const overlaid = overlay.with(new Map([[1, undefined]]));
    expect(() => new Overlay(overlaid)).toThrow('nothing laid over it');
  });
});
