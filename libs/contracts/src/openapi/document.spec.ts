import { readFileSync } from 'node:fs';
import { COMPONENTS, type ComponentName } from './components.js';
import { openApiDocument } from './document.js';
import { OPERATIONS } from './operations/index.js';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const document = openApiDocument({ version });
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    operation,
  })),
);

/** Every object inside a value, with the place where it stands. */
function* objectsIn(value: unknown, path = '#'): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== 'object' || value === null) return;
  yield [path, value as Record<string, unknown>];
  for (const [name, inner] of Object.entries(value)) yield* objectsIn(inner, `${path}/${name}`);
}

describe('the OpenAPI document', () => {
  it('is committed as it is made of the schemas; else: npm run generate', () => {
    const committed = JSON.parse(readFileSync('openapi.json', 'utf8')) as unknown;
    const made = JSON.parse(JSON.stringify(document)) as unknown;
    const isCurrent = JSON.stringify(committed) === JSON.stringify(made);
    expect(isCurrent ? 'current' : 'openapi.json is not current: npm run generate').toBe('current');
  });

  it('refers to nothing that it does not have, and has nothing that it does not refer to', () => {
    const refs = new Set<string>();
    for (const [, { $ref }] of objectsIn(document)) if (typeof $ref === 'string') refs.add($ref);
    const components = document.components as Record<string, object>;
    const names = ['schemas', 'headers', 'responses'].flatMap((kind) =>
      Object.keys(components[kind]).map((name) => `#/components/${kind}/${name}`),
    );
    expect([...refs].sort()).toEqual(names.sort());
  });

  it('gives every operation a name of its own, a summary, a tag and an example of its answer', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(operations).toHaveLength(OPERATIONS.length);
    for (const { summary, answers } of OPERATIONS) {
      expect(summary).not.toBe('');
      expect(JSON.stringify(answers)).toContain('"example"');
    }
  });

  it('describes every parameter, header, answer and named schema', () => {
    const { schemas, ...rest } = document.components as Record<string, Record<string, object>>;
    const undescribed = [
      ...operations.flatMap(({ operation }) => [
        ...((operation.parameters ?? []) as object[]),
        ...Object.values(operation.responses as Record<string, object>),
      ]),
      ...Object.values(rest).flatMap((entries) => Object.values(entries)),
    ].filter((part) => !('$ref' in part) && !('description' in part));
    expect(undescribed).toEqual([]);
    expect(Object.keys(schemas).length).toBeGreaterThan(25);
  });

  it.each(['/livez', '/openapi.json'])('asks for no key at %s, whatever is set', (path) => {
    const keyed = openApiDocument({ version, isKeyed: true });
    expect(keyed.paths[path].get.security).toEqual([]);
    expect(keyed.security).toEqual([{ bearer: [] }, { apiKey: [] }]);
    expect(document.security).toEqual([{}, { bearer: [] }, { apiKey: [] }]);
  });
});

/** Every example of the table that stands beside a schema. */
const examples = OPERATIONS.flatMap(({ operationId, body, answers }) => [
  ...(body === undefined ? [] : [{ where: `${operationId}: body`, ...body }]),
  ...Object.entries(answers).flatMap(([status, answer]) =>
    Object.values(answer?.content ?? {}).map((content) => ({
      where: `${operationId}: ${status}`,
      ...content,
    })),
  ),
]).filter(
  (content): content is typeof content & { schema: ComponentName } =>
    content.schema !== undefined && content.example !== undefined,
);

describe('each example', () => {
  it.each(examples)('$where is of its schema', ({ schema, example }) => {
    expect(COMPONENTS[schema].safeParse(example).error).toBeUndefined();
  });
});
