import { z } from 'zod';
import * as feedback from './feedback.js';
import * as admin from './admin.js';
import * as health from './health.js';
import * as inference from './inference.js';
import { explainIssue } from './issues.js';
import * as models from './models.js';
import * as movies from './movies.js';
import * as problem from './problem.js';
import * as recommendations from './recommendations.js';

interface JsonSchema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
}

/** Every schema of the HTTP interface, by its name. */
const schemas = [admin, feedback, health, inference, models, movies, problem, recommendations]
  .flatMap((module): [string, unknown][] => Object.entries(module))
  .filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType);

/** The paths of all properties that say nothing of what they are. */
function undescribed(schema: JsonSchema, path: string): string[] {
  const { properties = {}, items, anyOf = [] } = schema;
  return [
    ...Object.entries(properties).flatMap(([name, inner]) => [
      ...(inner.description === undefined ? [`${path}.${name}`] : []),
      ...undescribed(inner, `${path}.${name}`),
    ]),
    ...(typeof items === 'object' ? undescribed(items, `${path}[]`) : []),
    ...anyOf.flatMap((form) => undescribed(form, path)),
  ];
}

describe('each schema of the HTTP interface', () => {
  it('is there', () => {
    expect(schemas.length).toBeGreaterThan(15);
  });

  it.each(schemas)('%s says of every field what it means, as JSON Schema', (name, schema) => {
    for (const io of ['input', 'output'] as const) {
      const json = z.toJSONSchema(schema, { io, reused: 'inline' }) as JsonSchema;
      expect(undescribed(json, name)).toEqual([]);
    }
  });
});

describe('explainIssue', () => {
  it.each<[schema: z.ZodType, value: unknown, message: string]>([
    [z.string(), 1, 'expected a string'],
    [z.int(), 1.5, 'expected an integer'],
    [z.array(z.int()).min(2), [1], 'expected at least 2 entries'],
    [z.array(z.int()).max(1), [1, 2], 'expected at most 1 entry'],
    [z.string().max(1), 'ab', 'expected at most 1 character'],
    [z.number().gt(0), 0, 'expected more than 0'],
    [z.number().lt(1), 1, 'expected less than 1'],
    [z.literal('a'), 'b', 'expected "a"'],
    [z.enum(['a', 'b']), 'c', 'expected one of "a", "b"'],
    [z.string('own words'), 1, 'own words'],
  ])('%#: says what was expected', (schema, value, message) => {
    const { error } = schema.safeParse(value, { error: explainIssue });
    expect(error?.issues.map((issue) => issue.message)).toEqual([message]);
  });
});
