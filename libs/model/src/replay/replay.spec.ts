import fc from 'fast-check';
import { type RequestLogLine, requestLogLineSchema, type RequestLogLineInput } from '#contracts';
import { fit, type Model, PRESETS, Recommender, type RecommendRequest } from '#engine';
import { FILMS, hybrid } from '../testing/films.js';
import { idsOf, makeList, rounded } from '../requests/list.js';
import { fromLogged, toLogged } from '../requests/logged-request.js';
import { Replay } from './replay.js';

const recommender = new Recommender(hybrid);
const place = (id: number | string): number => recommender.indexOf(id) ?? NaN;
const film = fc.nat({ max: FILMS.length - 1 });
const seeds = fc.array(
  fc.record({ film, weight: fc.option(fc.constantFrom(0.5, 1, 3), { nil: undefined }) }),
  { maxLength: 3 },
);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** Requests as a service understands them. */
const requests: fc.Arbitrary<RecommendRequest> = fc.record({
  seeds,
  avoid: seeds,
  text: optional(fc.constantFrom('heist', 'bank by Michael Mann', 'zzz')),
  filter: optional(
    fc.record({
      genres: optional(
        fc.record({
          any: optional(fc.constant(['crime'])),
          none: optional(fc.constant(['Drama'])),
        }),
      ),
      year: optional(fc.constant({ from: 1970 })),
      runtimeMinutes: optional(fc.constant({ to: 200 })),
      language: optional(fc.constant(['en', 'fr'])),
      maturity: optional(fc.constant(['PG'])),
    }),
  ),
  exclude: fc.array(film, { maxLength: 2 }),
  limit: fc.integer({ min: 1, max: 6 }),
  minScore: fc.constantFrom(0, 0.1),
  strategy: fc.constantFrom('mean', 'max'),
  diversity: fc.constantFrom(0, 0.5),
  maxPerCollection: optional(fc.constant(1)),
  maxPerPerson: optional(fc.constant(1)),
});

/** A line as a service with this model would write it, by way of its text. */
function lineOf(
  model: Recommender,
  version: string,
  request: RecommendRequest,
  part: Partial<RequestLogLineInput> = {},
  fallback: 'none' | 'popular' = 'none',
): RequestLogLine {
  const list = makeList(model, request, fallback);
  const line: RequestLogLineInput = {
    format: 1,
    time: '2030-01-01T00:00:00.000Z',
    endpoint: '/v1/recommendations',
    request: toLogged(model.films, request, { fallback }, true),
    model: { name: 'movies', version },
    variant: 'stable',
    outcome: list.outcome,
    ids: [...idsOf(model, list)],
    scores: Array.from(list.answer.scores, rounded),
    ...part,
  };
  return requestLogLineSchema.parse(JSON.parse(JSON.stringify(line)));
}

const A = { version: 'A', model: hybrid };
/** Heat is gone, and Bank has become like Thief. */
const other: Model = fit(
  FILMS.filter(({ id }) => id !== 1).map((one) =>
    one.id === 5 ? { ...one, description: 'safe cracker robbery heist' } : one,
  ),
  PRESETS.hybrid,
);
const B = { version: 'B', model: other };

describe('a logged request', () => {
  it('asks the same model the same, whatever it says', () => {
    fc.assert(
      fc.property(requests, fc.constantFrom('none', 'popular'), (request, fallback) => {
        const { logged, reproduced, model } = replayOf(
          [lineOf(recommender, 'A', request, {}, fallback)],
          A,
        );
        const isAsked =
          (request.seeds ?? []).length > 0 || request.text !== undefined || fallback === 'popular';
        expect(reproduced.lists).toBe(isAsked ? 1 : 0);
        expect(reproduced.exact).toBe(reproduced.lists);
        expect(logged.identical).toBe(reproduced.lists);
        expect(model.hindered).toEqual(isAsked ? {} : { seeds: 1 });
      }),
    );
  });

  it('of a page asks for the page', () => {
    const request = { seeds: [{ film: place(1) }], limit: 2 };
    const ids = [...idsOf(recommender, makeList(recommender, request, 'none'), 1)];
    const line = lineOf(recommender, 'A', request, {
      request: toLogged(recommender.films, request, { offset: 1 }, false),
      scores: undefined,
      ids,
    });
    expect(line.request).toMatchObject({ limit: 1, offset: 1 });
    expect(replayOf([line], A).reproduced).toMatchObject({ lists: 1, exact: 1 });
  });

  it.each([
    ['text', { textWithheld: true }],
    ['seeds', { seeds: [{ id: 'nobody' }] }],
    ['seeds', { seeds: [] }],
    ['filter', { seeds: [{ id: 1 }], filter: { genres: { none: ['Musical'] } } }],
    ['filter', { seeds: [{ id: 1 }], filter: { maturity: ['NC-17'] } }],
  ])('cannot be asked for want of %s: %j', (hindrance, request) => {
    const line = lineOf(recommender, 'A', { text: 'x', limit: 1 });
    const logged = requestLogLineSchema.parse({ ...line, request: { ...request, limit: 1 } });
    expect(fromLogged(recommender, logged.request)).toEqual({ hindrance });
    expect(replayOf([logged], A).model).toMatchObject({
      answered: 0,
      hindered: { [hindrance]: 1 },
    });
  });

  it('asks with the films that the model has', () => {
    const seedsOf = { seeds: [{ film: place(1) }, { film: place('b'), weight: 2 }], limit: 3 };
    const { request } = lineOf(recommender, 'A', seedsOf);
    expect(fromLogged(new Recommender(other), request)).toMatchObject({
      request: { seeds: [{ film: new Recommender(other).indexOf('b'), weight: 2 }] },
    });
  });
});

function replayOf(lines: readonly RequestLogLine[], ...models: readonly [typeof A, typeof A?]) {
  const replay = new Replay(...models);
  lines.forEach((line, i) => replay.add(line, i + 1));
  return replay.report();
}

describe('a replay', () => {
  const asks = (index: number, limit = 3) => ({ seeds: [{ film: index }], limit });

  it('tells which of its own answers a model does not give again', () => {
    const lines = [
      lineOf(recommender, 'A', asks(place(1))),
      lineOf(recommender, 'A', asks(place(1)), { ids: [5], scores: [1] }),
      lineOf(recommender, 'A', asks(place(1)), { scores: [1, 1, 1] }),
      lineOf(recommender, 'A', asks(place(1)), { outcome: 'fallback' }),
      lineOf(recommender, 'A', asks(place(1)), { ids: [], underPolicy: true }),
      lineOf(recommender, 'A', asks(place(1)), {
        ids: [],
        model: { name: 'movies', version: 'A', revision: 3 },
      }),
      lineOf(recommender, 'another', asks(place(1))),
    ];
    const { reproduced, logged } = replayOf(lines, A);
    expect(reproduced).toEqual({
      lists: 4,
      exact: 1,
      underPolicy: 1,
      overlaid: 1,
      differing: [2, 3, 4],
    });
    expect(logged).toMatchObject({ lists: 7, identical: 2 });
  });

  it('tells how far the lists agree, which films move, and which answers become others', () => {
    const lines = ['b', 1].map((id) => lineOf(recommender, 'A', asks(place(id))));
    const { model, against, compared } = replayOf(lines, A, B);
    expect(model).toMatchObject({ version: 'A', answered: 2 });
    expect(model.latencyMs.p50).toBeGreaterThan(0);
    expect(against).toMatchObject({ version: 'B', answered: 1, hindered: { seeds: 1 } });
    const [before, after] = [recommender, new Recommender(other)].map((one) =>
      idsOf(one, makeList(one, asks(one.indexOf('b') ?? -1), 'none')),
    );
    expect(compared?.lists).toBe(1);
    const shared = before.filter((id) => after.includes(id)).length;
    const longer = Math.max(before.length, after.length);
    expect(compared?.overlap?.mean).toBeCloseTo(shared / longer, 12);
    expect(compared?.movers.map(({ film: { id } }) => id).toSorted()).toEqual(
      [...before, ...after].filter((id) => !(before.includes(id) && after.includes(id))).toSorted(),
    );
    // The name of a film that is gone comes from the model that has it.
    expect(compared?.movers.find(({ film: { id } }) => id === 1)?.film.title).toBe('Heat');
  });

  it('counts outcomes that change, the most frequent first', () => {
    const was = (outcome: RequestLogLine['outcome']) =>
      lineOf(recommender, 'A', asks(place(1), 1), { outcome });
    const { outcomeChanges } = replayOf(
      [was('empty'), was('short'), was('short'), was('ok')],
      A,
    ).logged;
    expect(outcomeChanges).toEqual([
      { before: 'short', after: 'ok', requests: 2 },
      { before: 'empty', after: 'ok', requests: 1 },
    ]);
  });

  it('of nothing tells nothing', () => {
    expect(replayOf([], A)).toMatchObject({
      model: { answered: 0, latencyMs: { p50: null, p99: null } },
      logged: { lists: 0, overlap: undefined, movers: [] },
    });
  });
});
