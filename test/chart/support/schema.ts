import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chart } from './charts.js';

/** What of JSON Schema the charts use. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

export const schemaOf = ({ path }: Chart): Schema =>
  JSON.parse(readFileSync(join(path, 'values.schema.json'), 'utf8')) as Schema;

/** A value of the chart, by its path: `['image', 'tag']`. */
export interface Value {
  readonly path: readonly string[];
  readonly schema: Schema;
}

/** Every value of a schema, groups before what is in them. */
export const valuesIn = (schema: Schema, path: readonly string[] = []): readonly Value[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => [
    { path: [...path, name], schema: inner },
    ...valuesIn(inner, [...path, name]),
  ]);

/** Whether it is said how large a value may be. */
export function isBounded({ type, ...schema }: Schema): boolean {
  if (schema.anyOf !== undefined) return schema.anyOf.every(isBounded);
  if (schema.enum !== undefined || type === 'boolean') return true;
  if (type === 'string') return schema.maxLength !== undefined || isFinite(schema.pattern);
  if (type === 'integer' || type === 'number')
    return schema.minimum !== undefined && schema.maximum !== undefined;
  if (type === 'array') return schema.maxItems !== undefined;
  if (type === 'object')
    return schema.additionalProperties === false || schema.maxProperties !== undefined;
  return false;
}

/** Whether nothing in a pattern repeats without end: `^[0-9]{1,3}%$`. */
const isFinite = (pattern = '*'): boolean =>
  !/[*+]|,\}/u.test(pattern.replaceAll(/\[[^\]]*\]/gu, 'x'));

/** A value of another type than the schema wants. */
export const wrongFor = ({ type }: Schema): unknown => (type === 'string' ? 7 : 'seven');

/** `{a: {b: value}}` for the path a, b. */
export const nested = (path: readonly string[], value: unknown): unknown =>
  path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
