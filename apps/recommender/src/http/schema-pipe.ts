import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import type { ProblemError } from '#contracts';
import { ProblemException } from './problem-exception.js';
import { shownValue } from './shown-value.js';

/** More than this many errors help nobody. */
const MAX_ERRORS = 20;

/** Parses a request's body by its schema, or refuses it with every bad value named. */
export class SchemaPipe<T> implements PipeTransform<unknown, T> {
  constructor(private readonly schema: z.ZodType<T>) {}

  transform(value: unknown): T {
    return parseBody(this.schema, value);
  }
}

/** @throws ProblemException 400 */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const errors = result.error.issues.slice(0, MAX_ERRORS).map((issue) => toError(issue, body));
  const [{ path, message, value }] = errors;
  const where = path === '' ? 'the body' : `"${path}"`;
  throw new ProblemException(400, 'invalid_request', `${where} is ${value}: ${message}`, {
    errors,
  });
}

function toError(issue: z.core.$ZodIssue, body: unknown): ProblemError & { value: string } {
  return {
    path: formatPath(issue.path),
    message:
      issue.code === 'unrecognized_keys'
        ? `unknown field${issue.keys.length > 1 ? 's' : ''} ${issue.keys.slice(0, MAX_ERRORS).map(shownValue).join(', ')}`
        : issue.message,
    value: shownValue(valueAt(body, issue.path)),
  };
}

/** ["seeds", 0, "id"] → "seeds[0].id" */
export function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${String(key)}`))
    .join('');
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  let value = body;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
