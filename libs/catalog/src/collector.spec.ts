import fc from 'fast-check';
import { Collector } from './collector.js';
import type { Finding } from './report.js';

/** Judges films in the order of their lines. */
function judgeAll(...rows: readonly Record<string, unknown>[]) {
  const found: Finding[] = [];
  const collector = new Collector((finding) => found.push(finding));
  const films = rows.map((film, i) => collector.judge({ film }, { source: 'a.csv', line: i + 2 }));
  return { collector, films, found };
}

const told = (found: readonly Finding[]): string[] =>
  found.map(({ line, action, kind, field }) => `${line} ${action} ${kind} ${field}`);

const WHOLE = { description: 'A thief and a policeman.', year: 1995, genres: ['Crime'] };

describe('Collector', () => {
  it('accepts what is right without a finding', () => {
    const { collector, films, found } = judgeAll({ id: 1, title: 'Heat', ...WHOLE });
    expect(films).toEqual([expect.objectContaining({ id: 1, title: 'Heat', year: 1995 })]);
    expect(found).toEqual([]);
    expect(collector.counts).toEqual({ read: 1, accepted: 1, repaired: 0, refused: 0 });
  });

  it('counts a film once as repaired, however much was wrong with it', () => {
    const { collector, films, found } = judgeAll({
      ...WHOLE,
      id: 1,
      title: 'AmÃ©lie',
      year: '2001',
      language: 'French',
      runtimeMinutes: -5,
      genres: ['Comedy', 'N/A'],
    });
    expect(films[0]).toMatchObject({ title: 'Amélie', year: 2001, language: 'fr' });
    expect(told(found).sort()).toEqual([
      '2 dropped impossible-value runtimeMinutes',
      '2 dropped placeholder genres.1',
      '2 repaired mojibake title',
      '2 repaired unknown-language language',
      '2 repaired wrong-type year',
    ]);
    expect(collector.counts).toEqual({ read: 1, accepted: 0, repaired: 1, refused: 0 });
  });

  it('notes wanted facts that are missing, and a dropped one only as dropped', () => {
    const { collector, found } = judgeAll(
      { id: 1, title: 'Heat' },
      { ...WHOLE, id: 2, title: 'Ran', description: 'No overview found.' },
    );
    expect(told(found)).toEqual([
      '2 noted missing-fact description',
      '2 noted missing-fact year',
      '2 noted missing-fact genres',
      '3 dropped placeholder description',
    ]);
    expect(collector.counts).toMatchObject({ accepted: 1, repaired: 1 });
  });

  it.each([
    ['missing-id', 'id', { title: 'Heat' }],
    ['missing-id', 'id', { id: ' ', title: 'Heat' }],
    ['missing-id', 'id', { id: null, title: 'Heat' }],
    ['missing-title', 'title', { id: 1 }],
    ['missing-title', 'title', { id: 1, title: '\u200b' }],
    ['wrong-type', 'id', { id: 1.5, title: 'Heat' }],
    ['wrong-type', 'title', { id: 1, title: ['Heat'] }],
  ])('refuses a row for its %s (%s): %j', (kind, field, film) => {
    const { collector, films, found } = judgeAll({ ...WHOLE, ...film });
    expect(films).toEqual([undefined]);
    expect(told(found)).toContain(`2 refused ${kind} ${field}`);
    expect(collector.counts).toEqual({ read: 1, accepted: 0, repaired: 0, refused: 1 });
  });

  it('refuses an id that was there before and names its line; a refused row does not occupy an id', () => {
    const { films, found } = judgeAll(
      { ...WHOLE, id: 1 },
      { ...WHOLE, id: 1, title: 'Heat' },
      { ...WHOLE, id: 1, title: 'Heat again' },
      { ...WHOLE, id: '1', title: 'Ran', description: 'A king.' },
    );
    expect(films.map((film) => film?.title)).toEqual([undefined, 'Heat', undefined, 'Ran']);
    expect(found.at(-1)).toMatchObject({
      line: 4,
      kind: 'duplicate-id',
      value: '1',
      reason: 'the id of the film in line 3',
    });
  });

  it('notes what films share: title and year, title alone, text', () => {
    const { collector, found } = judgeAll(
      { ...WHOLE, id: 1, title: 'Batman', year: 1966 },
      { ...WHOLE, id: 2, title: 'batman', year: 1989, description: 'Another text.' },
      { ...WHOLE, id: 3, title: 'Batman', year: 1966, description: 'Yet another.' },
      { ...WHOLE, id: 4, title: 'Batman 2', description: ' A THIEF and a policeman. ' },
    );
    expect(found.map(({ line, kind, reason }) => [line, kind, reason])).toEqual([
      [3, 'same-title', 'the title but another year of the film in line 2'],
      [4, 'same-title-and-year', 'the title and the year of the film in line 2'],
      [5, 'same-text', 'the text of the film in line 2'],
    ]);
    expect(collector.counts).toMatchObject({ accepted: 4, repaired: 0 });
  });

  it('names the source of a likeness where that is another one', () => {
    const found: Finding[] = [];
    const collector = new Collector((finding) => found.push(finding));
    collector.judge({ film: { ...WHOLE, id: 1, title: 'Heat' } }, { source: 'a.csv', line: 2 });
    collector.judge({ film: { ...WHOLE, id: 1, title: 'Heat' } }, { source: 'b.csv', line: 2 });
    expect(found[0].reason).toBe('the id of the film in a.csv, line 2');
  });

  it('takes over what a mapping says is wrong: a refused row, a dropped value', () => {
    const collector = new Collector(() => undefined);
    const fault = { kind: 'wrong-type', field: 'id', value: '"x"', reason: 'no id' } as const;
    const film = { ...WHOLE, id: 1, title: 'Heat' };
    const place = { source: 'a.csv', line: 2 };
    expect(
      collector.judge({ film, faults: [{ ...fault, action: 'refused' }] }, place),
    ).toBeUndefined();
    expect(
      collector.judge({ film, faults: [{ ...fault, action: 'dropped' }] }, place),
    ).toMatchObject({ id: 1 });
    expect(collector.counts).toEqual({ read: 2, accepted: 0, repaired: 1, refused: 1 });
  });

  it('counts and refuses rows that could not be read', () => {
    const found: Finding[] = [];
    const collector = new Collector((finding) => found.push(finding));
    collector.refuse({ line: 7, text: '{"id":', error: 'not JSON' }, 'a.jsonl');
    expect(found).toEqual([
      {
        source: 'a.jsonl',
        line: 7,
        kind: 'unreadable-row',
        field: '',
        value: String.raw`"{\"id\":"`,
        reason: 'not JSON',
        action: 'refused',
      },
    ]);
    expect(collector.counts).toEqual({ read: 1, accepted: 0, repaired: 0, refused: 1 });
  });

  it('tells how many films have each fact', () => {
    const { collector } = judgeAll(
      { ...WHOLE, id: 1, title: 'Heat' },
      { id: 2, title: 'Ran', description: '' },
    );
    expect(collector.coverage).toMatchObject({
      id: 2,
      title: 2,
      description: 1,
      year: 1,
      genres: 1,
      cast: 0,
      tagline: 0,
    });
  });

  it('gathers findings by what they are, the gravest first, and keeps the first thousand of each', () => {
    const { collector, found } = judgeAll(
      ...Array.from({ length: 1_200 }, (_, id) => ({ ...WHOLE, id, title: `Film ${id}`, year: 0 })),
      { ...WHOLE, title: 'Heat' },
    );
    // Each has the text of the first as well.
    expect(found).toHaveLength(1_200 + 1_199 + 1);
    expect(
      collector.groups.map(({ action, kind, field, count, findings }) => [
        action,
        kind,
        field,
        count,
        findings.length,
      ]),
    ).toEqual([
      ['refused', 'missing-id', 'id', 1, 1],
      ['dropped', 'impossible-value', 'year', 1_200, 1_000],
      ['noted', 'same-text', 'description', 1_199, 1_000],
    ]);
  });

  const facts = fc.record(
    {
      id: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom<unknown>('', 'N/A', null, 1.5)),
      title: fc.constantFrom<unknown>('Heat', 'Ran', '', 7, 'AmÃ©lie', 'null'),
      year: fc.constantFrom<unknown>(1995, '1995', 'x', null),
      genres: fc.constantFrom<unknown>(['Crime'], 'Crime', [7], ['N/A'], {}),
      description: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );

  it('counts every row once, whatever the rows are: read = accepted + repaired + refused', () =>
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 20 }), (rows) => {
        const { collector, films, found } = judgeAll(...rows);
        const { read, accepted, repaired, refused } = collector.counts;
        expect(read).toBe(rows.length);
        expect(accepted + repaired + refused).toBe(read);
        expect(films.filter((film) => film === undefined)).toHaveLength(refused);
        // Each refused row says why, and no other row is said to be refused.
        const lines = new Set(
          found.filter(({ action }) => action === 'refused').map((f) => f.line),
        );
        expect([...lines].sort((a, b) => a - b)).toEqual(
          films.flatMap((film, i) => (film === undefined ? [i + 2] : [])),
        );
      }),
    ));
});
