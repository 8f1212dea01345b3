import fc from 'fast-check';
import { type PolicyFile, policyFileSchema } from '#contracts';
import { type Film, type FilmId, fit, PRESETS, Recommender, type RecommendRequest } from '#engine';
import { effectOf, WITHHOLDING, type WithholdingRule } from './effect.js';
import { PolicedRecommender } from './policed-recommender.js';
import { Policy } from './policy.js';
import { unknownNames } from './unknown-names.js';

const HOUR = 3_600_000;
const START = Date.parse('2030-01-01T00:00:00Z');
const RATINGS = ['G', 'PG', 'pg', 'R'];
const GENRES = ['Drama', 'Horror', 'Comédie'];
const REGIONS = ['DE', 'AT', 'CH'];
const WORDS = ['kraken', 'robot', 'tango', 'the kraken', 'krakens'];

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const some = <T>(values: readonly T[], minLength = 0) =>
  fc.array(fc.constantFrom(...values), { minLength, maxLength: 3 });

const catalogue: fc.Arbitrary<readonly Film[]> = fc
  .array(
    fc.record({
      title: fc.constantFrom(...WORDS),
      description: fc.constantFrom(...WORDS),
      genres: some(GENRES),
      maturity: maybe(fc.constantFrom(...RATINGS)),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map((films) => films.map((film, i) => ({ ...film, id: i % 3 === 0 ? String(i) : i })));

/** Ids of films as the catalogue has them, of the other kind, and of none. */
const id: fc.Arbitrary<FilmId> = fc.oneof(
  fc.integer({ min: 0, max: 24 }),
  fc.integer({ min: 0, max: 24 }).map(String),
);
const hour = fc.integer({ min: 0, max: 8 });
const moment = hour.map((hours) => new Date(START + hours * HOUR).toISOString());
const editorial = { id, owner: fc.constant('desk'), expires: moment };

/** Files as they may be written, read as the service reads them. */
const policies: fc.Arbitrary<PolicyFile> = fc
  .record({
    maturity: maybe(
      fc.record({ allowed: some(RATINGS, 1), unrated: fc.constantFrom('shown', 'withheld') }),
    ),
    regions: maybe(some(REGIONS, 1)),
    availability: fc.array(
      fc.record({
        id,
        from: maybe(moment),
        until: maybe(moment),
        regions: maybe(some(REGIONS, 1)),
      }),
      { maxLength: 12 },
    ),
    hidden: fc.array(id, { maxLength: 3 }),
    bans: fc.array(fc.record(editorial), { maxLength: 3 }),
    buries: fc.array(fc.record(editorial), { maxLength: 3 }),
    pins: fc.array(
      fc.record({
        ...editorial,
        place: fc.integer({ min: 1, max: 6 }),
        seeds: maybe(fc.array(id, { minLength: 1, maxLength: 4 })),
        genres: maybe(some([...GENRES, 'drama'], 1)),
      }),
      { maxLength: 4 },
    ),
  })
  .filter((file) => policyFileSchema.safeParse(file).success)
  .map((file) => policyFileSchema.parse(file));
const now = hour.map((hours) => START + hours * HOUR);

/** The rules that withhold a film, one film and one entry at a time. */
function naiveRules(film: Film, file: PolicyFile, time: number): WithholdingRule[] {
  const { maturity, regions, availability, hidden, bans } = file;
  const rules: WithholdingRule[] = [];
  const lower = (text: string) => text.toLowerCase();
  if (maturity !== undefined) {
    const isShown =
      film.maturity === undefined
        ? maturity.unrated === 'shown'
        : maturity.allowed.map(lower).includes(lower(film.maturity));
    if (!isShown) rules.push('maturity');
  }
  const own = availability.filter((entry) => entry.id === film.id);
  if (own.length > 0) {
    const isForHere = (entry: (typeof own)[number], place: string | undefined) =>
      place === undefined || entry.regions === undefined || entry.regions.includes(place);
    const isNow = ({ from = '0001-01-01T00:00:00Z', until = '9999-01-01T00:00:00Z' }) =>
      time >= Date.parse(from) && time < Date.parse(until);
    const places = regions ?? [undefined];
    const inPlaces = places.map((place) => own.filter((entry) => isForHere(entry, place)));
    if (inPlaces.some((entries) => entries.length === 0)) rules.push('region');
    if (inPlaces.some((entries) => entries.length > 0 && !entries.some(isNow)))
      rules.push('window');
  }
  if (hidden.includes(film.id)) rules.push('hidden');
  if (bans.some((ban) => ban.id === film.id && Date.parse(ban.expires) > time)) rules.push('ban');
  return rules;
}

/** A model under a policy, and the same said naively. */
function under(films: readonly Film[], file: PolicyFile, time: number) {
  const engine = new Recommender(fit(films, PRESETS.hybrid));
  const effect = effectOf(new Policy(file), engine, time);
  const rules = engine.model.films.map((film) => naiveRules(film, file, time));
  return {
    engine,
    effect,
    rules,
    policed: new PolicedRecommender(engine, effect),
    isOpen: (film: number) => rules[film].length === 0,
  };
}

describe('effectOf', () => {
  it('withholds what looking at each film and each entry withholds, and counts it by rule', () => {
    fc.assert(
      fc.property(catalogue, policies, now, (films, file, time) => {
        const { engine, effect, rules, isOpen } = under(films, file, time);
        for (const index of engine.model.films.keys())
          expect(effect.withheld?.has(index) ?? false).toBe(!isOpen(index));
        for (const rule of WITHHOLDING)
          expect(effect.withheldBy[rule]).toBe(rules.filter((all) => all.includes(rule)).length);
        expect(effect.withheld === undefined).toBe(rules.every((all) => all.length === 0));
      }),
      { numRuns: 150 },
    );
  });

  it('is the same throughout the stretch that the policy says', () => {
    const anyTime = fc.integer({ min: START - HOUR, max: START + 10 * HOUR });
    fc.assert(
      fc.property(catalogue, policies, now, anyTime, (films, file, time, other) => {
        const policy = new Policy(file);
        const { from, until } = policy.stretchAround(time);
        expect(from <= time && time < until).toBe(true);
        const engine = new Recommender(fit(films, PRESETS.hybrid));
        const effectAt = (at: number) => effectOf(policy, engine, at);
        if (from <= other && other < until) expect(effectAt(other)).toEqual(effectAt(time));
        if (from > -Infinity) expect(effectAt(from)).toEqual(effectAt(time));
      }),
    );
  });
});

describe('PolicedRecommender', () => {
  const requests = fc.record({
    seeds: fc.array(fc.nat(), { maxLength: 2 }),
    text: maybe(fc.constantFrom(...WORDS)),
    genres: maybe(some([...GENRES, 'comedie'], 1)),
    limit: fc.integer({ min: 1, max: 12 }),
  });

  it('shows a withheld film nowhere, and every other one as before', () => {
    fc.assert(
      fc.property(catalogue, policies, now, requests, (films, file, time, asked) => {
        const { engine, policed, isOpen } = under(films, file, time);
        const open = [...engine.model.films.keys()].filter(isOpen);
        const ids = engine.model.films.map((film) => policed.indexOf(film.id));
        expect(ids).toEqual(ids.map((_, film) => (isOpen(film) ? film : undefined)));
        const shown = open.map((film) => engine.model.films[film]);
        const labelsOf = (labels: readonly (string | undefined)[]) =>
          new Set(labels.filter(Boolean));
        expect(policed.genres.all.length).toBe(
          labelsOf(shown.flatMap(({ genres }) => genres)).size,
        );
        for (const { maturity } of shown)
          if (maturity !== undefined) expect(policed.maturities.has(maturity)).toBe(true);

        const { text, limit } = asked;
        const seeds = asked.seeds.map((film) => ({ film: film % films.length }));
        const genres = asked.genres && { any: asked.genres };
        const request: RecommendRequest = { seeds, text, limit, filter: genres && { genres } };
        const answers = [policed.recommend(request), policed.popular(request)];
        const found = WORDS.flatMap((word) => [
          ...policed.titles.find(word),
          ...policed.titles.suggest(word, 5),
          ...policed.titles.search(word, 5),
        ]);
        const all = [...found, ...answers.flatMap((answer) => [...answer.films])];
        expect(all.filter((film) => !isOpen(film))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('pins and buries what the file says for the list that is asked for', () => {
    fc.assert(
      fc.property(catalogue, policies, now, requests, (films, file, time, asked) => {
        const { engine, policed, effect } = under(films, file, time);
        const indexOf = (wanted: FilmId) =>
          engine.model.films.findIndex((film) => film.id === wanted);
        const seeds = asked.seeds.map((film) => ({ film: film % films.length }));
        const named = asked.genres?.map((genre) => genre.replace('comedie', 'Comédie'));
        const isInForce = ({ expires }: { expires: string }) => Date.parse(expires) > time;
        const pins = file.pins
          .filter((pin) => isInForce(pin) && indexOf(pin.id) >= 0)
          .filter(
            (pin) =>
              (pin.seeds === undefined && pin.genres === undefined) ||
              seeds.some(({ film }) => pin.seeds?.some((seed) => indexOf(seed) === film)) ||
              named?.some((genre) =>
                pin.genres?.map((label) => label.replace('drama', 'Drama')).includes(genre),
              ),
          )
          .map((pin) => ({ film: indexOf(pin.id), place: pin.place }));
        const buried = file.buries.filter(isInForce).map((bury) => indexOf(bury.id));
        const isBuried = (film: number) => effect.buried?.has(film) === true;
        for (const film of engine.model.films.keys())
          expect(isBuried(film)).toBe(buried.includes(film));

        const filter = asked.genres && { genres: { all: asked.genres } };
        const request = { seeds, text: asked.text, limit: asked.limit, filter };
        const { withheld, buried: last } = effect;
        const answer = policed.recommend(request);
        expect(answer).toEqual(engine.recommend({ ...request, withheld, buried: last, pins }));
        for (const film of answer.films)
          expect(policed.adjustmentOf(answer, film)).toBe(
            answer.pinned.has(film) ? 'pin' : buried.includes(film) ? 'bury' : undefined,
          );
      }),
      { numRuns: 150 },
    );
  });
});

describe('unknownNames', () => {
  it('tells each id, rating and genre that the catalogue does not have', () => {
    const films = [{ id: 1, title: 'kraken', genres: ['Drama'], maturity: 'PG' }];
    const expires = new Date(START).toISOString();
    const file = policyFileSchema.parse({
      maturity: { allowed: ['pg', 'PG13'] },
      hidden: [1, 2, '1'],
      availability: [{ id: 3 }, { id: 3 }],
      bans: [{ id: 4, owner: 'desk', expires }],
      pins: [{ id: 1, owner: 'desk', expires, place: 1, seeds: [5], genres: ['drama', 'Dramma'] }],
    });
    const engine = new Recommender(fit(films, PRESETS.hybrid));
    expect(unknownNames(new Policy(file), engine)).toEqual({
      ids: [2, '1', 3, 4, 5],
      ratings: ['PG13'],
      genres: ['Dramma'],
    });
  });
});
