import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { explainIssue, type ProblemError, SECRET_FIELDS } from '#contracts';
import { ProblemException } from './problem-exception.js';
import { shownValue } from './shown-value.js';
import { issuesOfForm, valueAt } from './union-issues.js';

/** More than this many errors help nobody. */
const MAX_ERRORS = 20;
/** Shown in place of what must not be repeated. */
const SECRET = '(not repeated)';

/** What is checked, as messages name it. */
type Subject = 'the body' | 'the query' | 'the request';

/** Parses a part of a request by its schema, or refuses it with every bad value named. */
export class SchemaPipe<T> implements PipeTransform<unknown, T> {
  constructor(
    private readonly schema: z.ZodType<T>,
    private readonly subject: Subject = 'the body',
  ) {}

  transform(value: unknown): T {
    return parseBody(this.schema, value, this.subject);
  }
}

/** @throws ProblemException 400 */
export function parseBody<T>(
  schema: z.ZodType<T>,
  body: unknown,
  subject: Subject = 'the body',
): T {
  const result = schema.safeParse(body, { error: explainIssue });
  if (result.success) return result.data;
  const errors = result.error.issues
    .flatMap((issue) => issuesOfForm(issue, body))
    .slice(0, MAX_ERRORS)
    .map((issue) => describeIssue(issue, body));
  const [{ path, message, value }] = errors;
  const where = path === '' ? subject : `"${path}"`;
  throw new ProblemException(400, 'invalid_request', `${where} is ${value}: ${message}`, {
    errors,
  });
}

/** Where a value is bad, what it is and what was expected. */
export function describeIssue(
  issue: z.core.$ZodIssue,
  body: unknown,
): ProblemError & { value: string } {
  const isSecret = issue.path.some((key) => SECRET_FIELDS.has(String(key)));
  return {
    path: formatPath(issue.path),
    message:
      issue.code === 'unrecognized_keys'
        ? `unknown field${issue.keys.length > 1 ? 's' : ''} ${issue.keys.slice(0, MAX_ERRORS).map(shownValue).join(', ')}`
        : issue.message,
    value: isSecret ? SECRET : shownValue(valueAt(body, issue.path)),
  };
}

/** ["seeds", 0, "id"] → "seeds[0].id" */
export function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${String(key)}`))
    .join('');
}
