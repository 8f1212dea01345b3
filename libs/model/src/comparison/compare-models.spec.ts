import fc from 'fast-check';
import { type GoldenQuery, goldenQueriesSchema } from '#contracts';
import { type Film, fit, type Model, PRESETS, Recommender } from '#engine';
import { catalogues, FILMS } from '../testing/films.js';
import { compareModels } from './compare-models.js';
import { violationsOf } from './gate.js';
import { overlapOf } from './list-distance.js';

/** Films that are near to whoever shares a word with them. */
const filmsOf = (texts: Readonly<Record<string, string>>): Film[] =>
  Object.entries(texts).map(([title, description], id) => ({ id, title, description }));
const modelOf = (texts: Readonly<Record<string, string>>): Model =>
  fit(filmsOf(texts), PRESETS.sklearn);

/** Red lists Ruby and the other way round; Green lists Grass. */
const before = modelOf({ Red: 'red', Ruby: 'red', Green: 'green', Grass: 'green' });
/** Ruby has become green; there is a film more. */
const after = modelOf({ Red: 'red', Ruby: 'green', Green: 'green', Grass: 'green', Rose: 'red' });

const titles = (films: readonly { title: string }[]) => films.map(({ title }) => title);

describe('a comparison of two models', () => {
  const comparison = compareModels(before, after);

  it('tells which films only one has, and asks for those of both', () => {
    expect(comparison).toMatchObject({ asked: 4, films: { shared: 4, removed: [] } });
    expect(titles(comparison.films.added)).toEqual(['Rose']);
    const back = compareModels(after, before);
    expect(titles(back.films.removed)).toEqual(['Rose']);
  });

  it('tells how far lists agree, film by film', () => {
    // Red: Ruby → Rose, 0. Ruby: Red → Green, Grass, 0. Green: Grass → Ruby, Grass, ½, and so Grass.
    expect(comparison.overlap).toMatchObject({ mean: 0.25, least: 0, median: 0 });
    expect(comparison.overlap?.counts).toEqual([2, 0, 0, 0, 0, 2, 0, 0, 0, 0]);
    expect(comparison.identicalLists).toBe(0);
  });

  it('names the lists that changed most, and what entered and left them', () => {
    const [first, second] = comparison.changedLists;
    expect([first, second].map(({ film }) => film.title).sort()).toEqual(['Red', 'Ruby']);
    const red = comparison.changedLists.find(({ film }) => film.title === 'Red');
    expect(titles(red?.entered ?? [])).toEqual(['Rose']);
    expect(titles(red?.left ?? [])).toEqual(['Ruby']);
    expect(compareModels(before, after, { movers: 1 }).changedLists).toHaveLength(1);
  });

  it('names the films that are listed more or less often', () => {
    const counts = Object.fromEntries(
      comparison.movers.map(({ film, ...count }) => [film.title, count]),
    );
    expect(counts).toEqual({
      Ruby: { before: 1, after: 2 },
      Green: { before: 1, after: 2 },
      Grass: { before: 1, after: 2 },
      Red: { before: 1, after: 0 },
      Rose: { before: 0, after: 1 },
    });
  });

  it('tells how many lists are short or empty, and what of the catalogue they cover', () => {
    const lone = modelOf({ Red: 'red', Ruby: 'red', Green: 'green' });
    const { before: earlier, after: later } = compareModels(before, lone);
    expect(earlier).toMatchObject({ emptyLists: 0, shortLists: 3, coverage: 3 / 4 });
    expect(later).toMatchObject({ emptyLists: 1, shortLists: 3, coverage: 2 / 3 });
  });

  it('of no films has nothing to say, and says so', () => {
    const none = modelOf({});
    expect(compareModels(none, before)).toMatchObject({
      asked: 0,
      overlap: undefined,
      before: { coverage: 0, diversity: null, exposureGini: null },
    });
  });

  it('asks a sample that the seed alone decides', () => {
    const sampled = (seed: number) => compareModels(before, after, { sample: 2, seed });
    expect(sampled(1).asked).toBe(2);
    expect(sampled(1)).toEqual(sampled(1));
    const seeds = Array.from({ length: 20 }, (_, seed) => JSON.stringify(sampled(seed)));
    expect(new Set(seeds).size).toBeGreaterThan(1);
  });

  it('of a model with itself finds that nothing has changed', () =>
    fc.assert(
      fc.property(catalogues, (films) => {
        const model = fit(films, PRESETS.hybrid);
        const same = compareModels(model, model);
        expect(same).toMatchObject({ identicalLists: films.length, changedLists: [], movers: [] });
        expect(same.overlap?.mean ?? 1).toBe(1);
        expect(same.rankBiasedOverlap?.mean ?? 1).toBeCloseTo(1, 12);
        expect(same.after).toEqual(same.before);
      }),
      { seed: 9, numRuns: 50 },
    ));

  it('says of the lists what a naive comparison of what a person gets says', () =>
    fc.assert(
      fc.property(catalogues, catalogues, (some, others) => {
        const [one, other] = [fit(some, PRESETS.hybrid), fit(others, PRESETS.hybrid)];
        const listsOf = (model: Model) => {
          const recommender = new Recommender(model);
          return new Map(
            model.films.map(({ id }, film) => [
              id,
              [...recommender.recommend({ seeds: [{ film }], limit: 10 }).films].map(
                (listed) => model.films[listed].id,
              ),
            ]),
          );
        };
        const [earlier, later] = [listsOf(one), listsOf(other)];
        const overlaps = [...later].flatMap(([id, list]) => {
          const old = earlier.get(id);
          return old === undefined ? [] : [overlapOf(old, list)];
        });
        const { asked, overlap } = compareModels(one, other);
        expect(asked).toBe(overlaps.length);
        if (asked > 0)
          expect(overlap?.mean).toBeCloseTo(overlaps.reduce((a, b) => a + b, 0) / asked, 12);
      }),
      { seed: 10, numRuns: 50 },
    ));
});

const queriesOf = (...queries: object[]): readonly GoldenQuery[] =>
  goldenQueriesSchema.parse({ queries }).queries;

describe('golden queries', () => {
  const golden = (query: object) =>
    compareModels(before, after, { queries: queriesOf({ name: 'q', ...query }) }).golden[0];

  it('pass where all that must be there is, and nothing that must not', () => {
    const result = golden({
      seeds: [{ title: 'red' }],
      mustContain: [{ title: 'Ruby' }],
      mustNotContain: [{ title: 'Green' }],
    });
    expect(result.before).toMatchObject({ passed: true, faults: [] });
    expect(result.after).toMatchObject({ passed: false, faults: ['Ruby is not listed'] });
    expect(result.rankBiasedOverlap).toBe(0);
  });

  it.each([
    ['a wish in words', { text: 'green', mustContain: [{ id: 1 }] }, ['film 1 is not listed'], []],
    [
      'a film that must not be there',
      { text: 'red', mustNotContain: [{ title: 'Ruby' }] },
      ['Ruby is listed'],
      [],
    ],
    [
      'a film that a model does not have',
      { text: 'red', mustContain: [{ title: 'Rose' }] },
      ['Rose is not in the model'],
      [],
    ],
    [
      'a seed that a model does not have',
      { seeds: [{ title: 'Rose' }], mustContain: [{ title: 'Red' }] },
      ['Rose is not in the model', 'Red is not listed'],
      [],
    ],
  ])('%s', (_, query, earlier, later) => {
    const result = golden(query);
    expect([result.before.faults, result.after.faults]).toEqual([earlier, later]);
  });

  it.each([
    ['neither seeds nor text', { name: 'q' }],
    [
      'more to be contained than asked for',
      { name: 'q', text: 'x', limit: 1, mustContain: [{ id: 1 }, { id: 2 }] },
    ],
    ['an unknown field', { name: 'q', text: 'x', mustContian: [] }],
    ['a film without name', { name: 'q', seeds: [{}] }],
  ])('with %s are refused', (_, query) => {
    expect(goldenQueriesSchema.safeParse({ queries: [query] }).success).toBe(false);
  });
});

describe('the gate', () => {
  const queries = queriesOf(
    { name: 'ruby', seeds: [{ title: 'Red' }], mustContain: [{ title: 'Ruby' }] },
    { name: 'never', text: 'red', mustContain: [{ title: 'Nobody' }] },
  );
  const comparison = compareModels(before, after, { queries });
  const back = compareModels(after, before);

  it.each([
    ['nothing is asked', {}, []],
    ['just enough overlap', { minOverlap: 0.25 }, []],
    [
      'too little overlap',
      { minOverlap: 0.3 },
      ['mean overlap: expected at least 0.3, it is 0.2500'],
    ],
    ['too little agreement of ranks', { minRankBiasedOverlap: 1 }, [/rank-biased overlap/u]],
    ['lost coverage', { maxCoverageLoss: 0.1 }, [/coverage: expected a loss of at most 10.0 %/u]],
    ['lost a little coverage', { maxCoverageLoss: 0.3 }, []],
    ['a golden query fails', { failOn: ['golden'] }, [/"ruby": Ruby is not/u, /"never": Nobody/u]],
    ['a golden query fails that passed', { failOn: ['golden-regression'] }, [/"ruby" passed/u]],
    ['films are gone', { failOn: ['removed-films'] }, []],
    ['lists are empty', { failOn: ['empty-lists'] }, []],
  ] as const)('%s', (_, gate, violations) => {
    const found = violationsOf(comparison, gate);
    expect(found).toHaveLength(violations.length);
    violations.forEach((violation, i) => expect(found[i]).toMatch(violation));
  });

  it('minds films that are gone, and lists that are empty now', () => {
    expect(violationsOf(back, { failOn: ['removed-films'] })).toEqual([
      'films: 1 of the earlier model are missing',
    ]);
    const emptied = compareModels(before, modelOf({ Red: 'red', Ruby: 'ruby' }));
    expect(violationsOf(emptied, { failOn: ['empty-lists'] })).toEqual([
      'empty lists: 0 before, 2 after',
    ]);
  });

  it('does not open where there is nothing to compare', () => {
    const nothing = compareModels(modelOf({}), fit(FILMS, PRESETS.hybrid));
    expect(violationsOf(nothing, { minOverlap: 0 })).toEqual([
      'mean overlap: expected at least 0, there is none, no film is in both',
    ]);
  });
});
