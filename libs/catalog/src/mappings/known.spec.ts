import fc from 'fast-check';
import { MAPPINGS, TABLE_MAPPINGS } from './known.js';
import type { Fields } from './mapping.js';

const mappings = [...new Set([...MAPPINGS, ...TABLE_MAPPINGS])];
const sideTables = mappings.flatMap(({ name, sideTables }) =>
  sideTables.map((table) => [`${name} ${table.name}`, table] as const),
);

/** What a row may have in a column, of any source; much of it is rubbish. */
const cell = fc.oneof(
  fc.string(),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(null, NaN, '(1999)', '[', "{'a", '[{"name": null}]', '[null]'),
);
const rowOf = (columns: readonly string[]) =>
  fc.record(Object.fromEntries(columns.map((column) => [column, cell])), { requiredKeys: [] });

/** Which columns are asked for when a row is read. */
function columnsRead(read: (fields: Fields) => unknown, columns: readonly string[]): Set<string> {
  const asked = new Set<string>();
  const note = (column: string | symbol) => asked.add(String(column));
  const row = Object.fromEntries(columns.map((column) => [column, '1']));
  read(
    new Proxy(row, {
      get: (target, column) => (note(column), target[String(column)]),
      getOwnPropertyDescriptor: (target, column) => (
        note(column),
        Reflect.getOwnPropertyDescriptor(target, column)
      ),
    }),
  );
  return asked;
}

it('names each shape once', () => {
  for (const known of [MAPPINGS, TABLE_MAPPINGS])
    expect(new Set(known.map(({ name }) => name)).size).toBe(known.length);
});

describe.each(mappings.map((mapping) => [mapping.name, mapping] as const))(
  'the mapping %s',
  (_, mapping) => {
    it('reads the columns that it declares and no others, so that a report of unused ones is true', () => {
      const read = columnsRead((fields) => mapping.toFilm(fields), mapping.columns);
      expect([...read].sort()).toEqual([...mapping.columns].sort());
      expect(mapping.columns).toEqual(expect.arrayContaining([...mapping.required]));
    });

    it('gives a candidate for any row, without throwing', () =>
      fc.assert(
        fc.property(rowOf(mapping.columns), (fields) => {
          const { film, faults = [] } = mapping.toFilm(fields);
          expect(Object.values(film)).not.toContain(undefined);
          for (const { action } of faults) expect(['refused', 'dropped']).toContain(action);
          expect(['string', 'undefined']).toContain(typeof mapping.key(fields));
        }),
        { numRuns: 300 },
      ));

    it('states nothing for a row of blanks, and finds no fault with it', () => {
      const blank = Object.fromEntries(mapping.columns.map((column) => [column, '']));
      if (mapping !== MAPPINGS.at(-1)) expect(mapping.toFilm(blank).film).toEqual({});
      expect(mapping.toFilm(blank).faults ?? []).toEqual([]);
      expect(mapping.key(blank)).toBeUndefined();
    });
  },
);

describe.each(sideTables)('the side table %s', (_, table) => {
  it('reads the columns that it declares and no others', () => {
    const read = columnsRead((fields) => {
      table.key(fields);
      table.gather(fields, undefined);
    }, table.columns);
    expect([...read].sort()).toEqual([...table.columns].sort());
    expect(table.columns).toEqual(expect.arrayContaining([...table.required]));
  });

  it('gathers any rows without throwing, and holds facts or names a fault', () =>
    fc.assert(
      fc.property(fc.array(rowOf(table.columns), { maxLength: 4 }), (rows) => {
        let held: unknown;
        for (const fields of rows) ({ held } = table.gather(fields, held));
        if (held !== undefined) expect(typeof table.facts(held)).toBe('object');
      }),
      { numRuns: 300 },
    ));
});
