import { z } from 'zod';
import { without } from './components.js';

/** The fields of a schema as parameters in a path or a query. */
export const parametersOf = (place: 'path' | 'query', schema: z.ZodObject | undefined) =>
  Object.entries(schema?.shape ?? {}).map(([name, field]) =>
    toParameter(place, name, field as z.ZodType),
  );

/**
 * What a field means once it has been read: the text in the URL is the plain form of that value, a
 * list has commas between its entries.
 */
function toParameter(place: 'path' | 'query', name: string, field: z.ZodType) {
  const schema = z.toJSONSchema(field, { io: 'output' });
  const { description, examples, type } = schema;
  const isList = type === 'array';
  return {
    name,
    in: place,
    description,
    required: place === 'path' || !field.safeParse(undefined).success,
    ...(isList ? { style: 'form', explode: false } : {}),
    schema: without(schema, ['$schema', 'description', 'examples']),
    ...(examples === undefined ? {} : { example: isList ? toList(examples[0]) : examples[0] }),
  };
}

/** Examples are written as they stand in the URL. */
const toList = (example: unknown): unknown =>
  typeof example === 'string' ? example.split(',') : example;
