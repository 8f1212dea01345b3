import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { CHARTS, template, valuesOf } from './support/charts.js';
import { helms } from './support/helm.js';
import { isBounded, nested, type Schema, schemaOf, valuesIn, wrongFor } from './support/schema.js';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'movie-recommender-chart-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(CHARTS)('the values of $name', (chart) => {
  const schema = schemaOf(chart);
  const values = valuesIn(schema);
  const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(
    schema,
  );

  it('are each described and bounded', () => {
    const all = [
      ...values,
      ...values.flatMap(({ path, schema: { items } }) => inside(path, items)),
    ];
    const ours = all.filter(({ path }) => path[0] !== 'global');
    const bare = ours.filter(
      (value) => value.schema.description === undefined && !value.path.includes('[]'),
    );
    const open = ours.filter((value) => !isBounded(value.schema));
    expect({ bare: names(bare), open: names(open) }).toEqual({ bare: [], open: [] });
  });

  it('are as values.yaml has them by default', () => {
    const stated = values.filter(({ schema: inner }) => inner.default !== undefined);
    for (const { path, schema: inner } of stated)
      expect({ path, value: at(valuesOf(chart), path) }).toEqual({ path, value: inner.default });
    expect(validate(valuesOf(chart))).toBe(true);
  });

  it('are all in values.yaml, and nothing else is', () => {
    const without = values
      .filter(({ path }) => path[0] !== 'global' && at(valuesOf(chart), path) === undefined)
      .filter(({ path }) => !path.includes('resources') && !isInEmpty(path, valuesOf(chart)));
    expect(names(without)).toEqual([]);
  });

  it.each(values.map(({ path, schema: inner }) => [path.join('.'), path, inner] as const))(
    '%s: another type is refused',
    (_, path, inner) => {
      expect(validate(nested(path, wrongFor(inner)))).toBe(false);
      expect(validate.errors?.map(({ instancePath }) => instancePath)).toContain(
        `/${path.join('/')}`,
      );
    },
  );

  it('of no name that the schema has are refused', () => {
    const groups = values.filter(({ schema: inner }) => inner.additionalProperties === false);
    for (const { path } of groups) expect(validate(nested([...path, 'misspelt'], 1))).toBe(false);
    expect(validate({ misspelt: 1 })).toBe(false);
  });

  describe.each(helms)('and $name', (helm) => {
    const groups = Object.entries(schema.properties ?? {}).map(([name, inner]) => {
      const first = valuesIn(inner, [name]).find(
        ({ schema: leaf }) => leaf.properties === undefined,
      );
      return [name, first ?? { path: [name], schema: inner }] as const;
    });

    it.each(groups)('%s: says which value has the wrong type', async (name, value) => {
      const file = join(folder, `${name}.json`);
      writeFileSync(file, JSON.stringify(nested(value.path, wrongFor(value.schema))));
      const refusal = await template(helm, chart.path, '-f', file).then(String, String);
      expect(refusal).toContain("values don't meet the specifications of the schema");
      expect(refusal).toMatch(new RegExp(value.path.join('[./]'), 'u'));
      expect(refusal).toMatch(/(?:want|Expected:?) \w+/u);
    });
  });
});

/** What is inside the items of a list, as values of their own. */
function inside(path: readonly string[], items: Schema | undefined) {
  if (items === undefined) return [];
  const here = [...path, '[]'];
  return [{ path: here, schema: items }, ...valuesIn(items, here)];
}

/** Whether it is in a group that values.yaml leaves empty, to be filled by whoever needs it. */
const isInEmpty = (path: readonly string[], values: unknown): boolean =>
  path.some((_, depth) => JSON.stringify(at(values, path.slice(0, depth))) === '{}');

const names = (values: readonly { readonly path: readonly string[] }[]): readonly string[] =>
  values.map(({ path }) => path.join('.'));

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, name) => (inner as Record<string, unknown> | undefined)?.[name],
    value,
  );
