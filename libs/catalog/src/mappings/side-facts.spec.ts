import fc from 'fast-check';
import { joinKey } from './cells.js';
import type { Facts } from './mapping.js';
import { factsBeside, SideFacts } from './side-facts.js';
import { oneRowEach, type SideTable } from './side-table.js';

const taglines: SideTable<Facts> = oneRowEach(
  {
    name: 'taglines',
    fileNames: ['taglines.csv'],
    columns: ['film', 'tagline'],
    required: ['film', 'tagline'],
    key: ({ film }) => joinKey(film),
  },
  ({ tagline }) => ({ facts: { tagline } }),
);

/** Several rows a film; counts them, whatever they say. */
const counting: SideTable<number> = {
  ...taglines,
  name: 'counting',
  gather: (_, held = 0) => ({ held: held + 1 }),
  facts: (popularity) => ({ popularity }),
};

const row = (fields: Facts, line = 2) => ({ line, fields });

describe('the facts of a side table', () => {
  it('are those of the row about the film, and none for a film that it does not know', () => {
    const facts = new SideFacts(taglines);
    expect(facts.take(row({ film: '1', tagline: 'A' }))).toEqual([]);
    expect(facts.of('1')).toEqual({ tagline: 'A' });
    expect(facts.of('2')).toEqual({});
  });

  it('are those of the first of two rows about a film, and the second is named', () => {
    const facts = new SideFacts(taglines);
    facts.take(row({ film: '1', tagline: 'A' }));
    expect(facts.take(row({ film: 1, tagline: 'B' }))).toEqual([
      {
        kind: 'duplicate-id',
        field: '',
        value: '"1"',
        reason: 'a second row about the same film; the first one counts',
        action: 'refused',
      },
    ]);
    expect(facts.of('1')).toEqual({ tagline: 'A' });
  });

  it('leave out rows that cannot be read or do not say which film they are about, and name them', () => {
    const facts = new SideFacts(taglines);
    const unreadable = { line: 3, text: '1,A,B', error: '3 values where 2 belong' };
    expect(facts.take(unreadable)).toEqual([
      expect.objectContaining({
        kind: 'unreadable-row',
        value: '"1,A,B"',
        reason: '3 values where 2 belong',
        action: 'refused',
      }),
    ]);
    expect(facts.take(row({ film: ' ', tagline: 'A' }))).toEqual([
      expect.objectContaining({ kind: 'missing-id', action: 'refused' }),
    ]);
    expect(facts).toMatchObject({ rows: 2, rowsWithoutFilm: 0 });
  });

  it('hand on what the table finds wrong with a row', () => {
    const fault = {
      kind: 'html',
      field: 'tagline',
      value: 'x',
      reason: 'y',
      action: 'noted',
    } as const;
    const strict: SideTable = { ...taglines, gather: () => ({ held: undefined, faults: [fault] }) };
    const facts = new SideFacts(strict);
    expect(facts.take(row({ film: 1 }))).toEqual([fault]);
    expect(facts.of('1')).toEqual({});
  });

  it('count every row once: of a film that is asked for, of one that is not, or of none', () =>
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer({ min: 1, max: 8 }))),
        fc.array(fc.integer({ min: 1, max: 8 })),
        (films, asked) => {
          const facts = new SideFacts(counting);
          for (const film of films) facts.take(row({ film }));
          const rowsOf = (film: number) => films.filter((other) => other === film).length;
          for (const film of asked)
            expect(facts.of(String(film)).popularity ?? 0).toBe(rowsOf(film));
          const unasked = films.filter((film) => film !== null && !asked.includes(film));
          expect(facts.rows).toBe(films.length);
          expect(facts.rowsWithoutFilm).toBe(unasked.length);
        },
      ),
    ));
});

describe('the facts beside a film', () => {
  const tables = [
    { tagline: 'A', popularity: undefined },
    { tagline: 'B', popularity: 7 },
  ].map((facts) => {
    const table = new SideFacts({ ...taglines, gather: () => ({ held: facts }) });
    table.take(row({ film: 1 }));
    return table;
  });

  it('are those of all tables, and of the earlier one where two say something', () => {
    expect(factsBeside(tables, '1')).toEqual({ tagline: 'A', popularity: 7 });
  });

  it('are none for a film that no table knows, or that has no key', () => {
    expect(factsBeside(tables, '2')).toEqual({});
    expect(factsBeside(tables, undefined)).toEqual({});
  });
});
