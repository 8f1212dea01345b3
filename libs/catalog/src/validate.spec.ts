import fc from 'fast-check';
import type { z } from 'zod';
import { filmSchema } from '#contracts';
import { validateFilm } from './validate.js';

const NO_LABELS = { genres: [], keywords: [], directors: [], cast: [] };

const fieldsAndActions = (candidate: Record<string, unknown>) =>
  validateFilm(candidate).findings.map(({ field, action }) => [field, action]);

describe('validateFilm', () => {
  it('accepts a film of an id and a title without a finding', () => {
    expect(validateFilm({ id: 1, title: 'Heat' })).toEqual({
      film: { id: 1, title: 'Heat', ...NO_LABELS },
      findings: [],
    });
  });

  it.each([
    ['id', { title: 'Heat' }],
    ['id', { id: '', title: 'Heat' }],
    ['id', { id: 1.5, title: 'Heat' }],
    ['id', { id: null, title: 'Heat' }],
    ['id', { id: 2 ** 53, title: 'Heat' }],
    ['title', { id: 1 }],
    ['title', { id: 1, title: '' }],
    ['title', { id: 1, title: ' \n' }],
    ['title', { id: 1, title: 300 }],
  ])('refuses a row whose %s is missing or wrong: %j', (field, candidate) => {
    const { film, findings } = validateFilm(candidate);
    expect(film).toBeUndefined();
    expect(findings).toContainEqual(
      expect.objectContaining({
        field,
        action: 'refused',
        reason: expect.stringMatching(/./u) as string,
      }),
    );
  });

  it.each([
    ['year', '1995'],
    ['year', 1995.5],
    ['year', 1066],
    ['description', 7],
    ['tagline', 'x'.repeat(2_001)],
    ['genres', 'Drama'],
    ['directors', [7]],
    ['cast', null],
    ['runtimeMinutes', 0],
    ['runtimeMinutes', '170'],
    ['language', 'English'],
    ['textLanguage', 'EN'],
    ['maturity', ''],
    ['collection', ['x']],
    ['popularity', -1],
    ['originalTitle', false],
    ['externalIds', { tmdb: 'x' }],
    ['externalIds', 'tt0113277'],
  ])('drops a wrong %s (%j), reports it and keeps the film', (field, value) => {
    const { film, findings } = validateFilm({ id: 1, title: 'Heat', [field]: value });
    expect(film).toEqual({ id: 1, title: 'Heat', ...NO_LABELS });
    expect(findings).toHaveLength(1);
    expect(findings[0].field.split('.')[0]).toBe(field);
    expect(findings[0].action).toBe('dropped');
    expect(findings[0].reason).not.toBe('');
  });

  it.each([
    ['genres', ['Crime', 7, 'Drama'], ['Crime', 'Drama'], [['genres.1', '7']]],
    ['keywords', ['heist', '', 'bank'], ['heist', 'bank'], [['keywords.1', '""']]],
    [
      'cast',
      [null, 'Al Pacino', ' '],
      ['Al Pacino'],
      [
        ['cast.0', 'null'],
        ['cast.2', '" "'],
      ],
    ],
  ])('drops only the bad entries of %s and reports each', (field, value, kept, reported) => {
    const { film, findings } = validateFilm({ id: 1, title: 'Heat', [field]: value });
    expect(film).toEqual({ id: 1, title: 'Heat', ...NO_LABELS, [field]: kept });
    expect(findings.map((finding) => [finding.field, finding.value])).toEqual(reported);
  });

  it('drops a list that is too long, also when a bad entry hides that', () => {
    const genres = [...Array.from({ length: 501 }, (_, i) => `genre ${i}`), ''];
    const { film, findings } = validateFilm({ id: 1, title: 'Heat', genres });
    expect(film).toEqual({ id: 1, title: 'Heat', ...NO_LABELS });
    expect(findings.map(({ field }) => field)).toEqual(expect.arrayContaining(['genres']));
  });

  it('drops only the bad part of the external ids', () => {
    const { film, findings } = validateFilm({
      id: 1,
      title: 'Heat',
      externalIds: { tmdb: 949, imdb: 'nm1', wikidata: 'Q1' },
    });
    expect(film).toHaveProperty('externalIds', { tmdb: 949 });
    expect(findings).toEqual([
      expect.objectContaining({ field: 'externalIds.imdb', value: '"nm1"', action: 'dropped' }),
      {
        kind: 'unknown-field',
        field: 'externalIds.wikidata',
        value: '"Q1"',
        reason: 'not a field of externalIds',
        action: 'dropped',
      },
    ]);
  });

  it.each([
    ['missing-id', 'id', undefined],
    ['missing-id', 'id', null],
    ['missing-id', 'id', ''],
    ['wrong-type', 'id', 1.5],
    ['missing-title', 'title', ' '],
    ['wrong-type', 'title', 7],
    ['impossible-value', 'title', 'x'.repeat(501)],
    ['impossible-value', 'year', 1066],
    ['wrong-type', 'year', '1995'],
    ['impossible-value', 'runtimeMinutes', -1],
    ['wrong-type', 'genres', 'Drama'],
    ['wrong-type', 'cast', [7]],
    ['unknown-language', 'language', 'English'],
    ['wrong-type', 'language', 7],
    ['unknown-field', 'rating', 8],
  ])('names what is wrong: %s for the %s %j', (kind, field, value) => {
    const { findings } = validateFilm({ id: 1, title: 'Heat', [field]: value });
    expect(findings.map((finding) => finding.kind)).toEqual([kind]);
  });

  it('shows the value that was dropped', () => {
    const { findings } = validateFilm({ id: 1, title: 'Heat', year: '1995' });
    expect(findings[0].value).toBe('"1995"');
  });

  it('reports every unknown field and keeps the film without them', () => {
    const { film, findings } = validateFilm({ id: 1, title: 'Heat', rating: 8, votes: [] });
    expect(film).toEqual({ id: 1, title: 'Heat', ...NO_LABELS });
    expect(findings).toEqual([
      {
        kind: 'unknown-field',
        field: 'rating',
        value: '8',
        reason: 'not a field of a film',
        action: 'dropped',
      },
      {
        kind: 'unknown-field',
        field: 'votes',
        value: '[]',
        reason: 'not a field of a film',
        action: 'dropped',
      },
    ]);
  });

  it.each(['wikidata', 'title', 'id', 'year'])(
    'keeps a film whose external ids have the unknown field %s, and reports it under its path',
    (name) => {
      const candidate = {
        id: 1,
        title: 'Heat',
        year: 1995,
        externalIds: { tmdb: 949, [name]: 'Q1' },
      };
      const { film, findings } = validateFilm(candidate);
      expect(film).toMatchObject({ id: 1, title: 'Heat', year: 1995 });
      expect(findings).toHaveLength(1);
      expect(findings[0]).toMatchObject({
        field: expect.stringMatching(/^externalIds/u) as string,
        action: 'dropped',
      });
    },
  );

  it('reports all that is wrong with a row at once, also when the row is refused', () => {
    expect(fieldsAndActions({ title: 'Heat', year: 'x', rating: 8 })).toEqual(
      expect.arrayContaining([
        ['id', 'refused'],
        ['year', 'dropped'],
        ['rating', 'dropped'],
      ]),
    );
  });

  it('does not change what it is given', () => {
    const candidate = { id: 1, title: ' Heat ', year: 'x', rating: 8 };
    validateFilm(candidate);
    expect(candidate).toEqual({ id: 1, title: ' Heat ', year: 'x', rating: 8 });
  });

  it('is not led astray by a field called __proto__', () => {
    const candidate = JSON.parse('{"id":1,"title":"Heat","__proto__":{"year":1995}}') as Record<
      string,
      unknown
    >;
    expect(validateFilm(candidate).film?.year).toBeUndefined();
  });

  const plausible = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom<unknown>(1995, 'en', 'Heat', ['Drama'], { tmdb: 949 }, { wikidata: 'Q1' }),
  );
  const candidatesOf = (names: readonly string[]) =>
    fc.dictionary(fc.constantFrom(...names), plausible, { maxKeys: 8 });
  const names = [...Object.keys(filmSchema.shape), 'rating', 'votes'];
  // Lists are kept without their bad entries, external ids without their bad parts (tested above).
  const flatNames = names.filter((name) => name !== 'externalIds');

  /** A fact alone, and of a list each entry alone, held against the schema. */
  function partsRightByThemselves(name: string, value: unknown) {
    const schema = (filmSchema.shape as Partial<Record<string, z.ZodType>>)[name];
    const isRight = (part: unknown) => schema?.safeParse(part).success === true;
    const kept = Array.isArray(value) ? value.filter((entry) => isRight([entry])) : value;
    if (!isRight(kept)) return { kept: undefined, isWhole: false };
    const isWhole = !Array.isArray(value) || (kept as unknown[]).length === value.length;
    return { kept: schema?.parse(kept), isWhole };
  }

  it('keeps exactly the facts that are right by themselves, whatever stands beside them', () =>
    fc.assert(
      fc.property(candidatesOf(flatNames), (facts) => {
        const candidate = { ...facts, id: 1, title: 'Heat' };
        const { film, findings } = validateFilm(candidate);
        const right: Record<string, unknown> = {};
        const wrong: string[] = [];
        for (const [name, value] of Object.entries(candidate)) {
          const { kept, isWhole } = partsRightByThemselves(name, value);
          if (kept !== undefined) right[name] = kept;
          if (!isWhole) wrong.push(name);
        }
        expect(film).toEqual({ ...NO_LABELS, ...right });
        const reported = new Set(findings.map(({ field }) => field.split('.')[0]));
        expect([...reported].sort()).toEqual(wrong.sort());
      }),
      { seed: 1995, numRuns: 500 },
    ));

  it('gives either a film or the reason why there is none, whatever it is given', () =>
    fc.assert(
      fc.property(candidatesOf(names), fc.boolean(), (facts, isNamed) => {
        const candidate = isNamed ? { id: 1, title: 'Heat', ...facts } : facts;
        const { film, findings } = validateFilm(candidate);
        expect(film === undefined).toBe(findings.some(({ action }) => action === 'refused'));
        if (film !== undefined) expect(filmSchema.parse(film)).toEqual(film);
      }),
      { seed: 1995, numRuns: 500 },
    ));
});
