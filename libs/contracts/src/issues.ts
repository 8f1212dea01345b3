import type { z } from 'zod';

/** What is expected instead of a value of the wrong type. */
const TYPES: Readonly<Partial<Record<string, string>>> = {
  string: 'a string',
  number: 'a number',
  int: 'an integer',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** What the size of a value is counted in: one, and more. */
const UNITS: Readonly<Partial<Record<string, readonly [one: string, more: string]>>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
};

/** Fields whose values are about a person: no answer and no log line repeats them. */
export const SECRET_FIELDS: ReadonlySet<string> = new Set(['subject']);

/**
 * Says what was expected, in the words of this service rather than of the library that checks. What
 * a schema says of itself goes first; undefined leaves the rest to the library.
 */
export function explainIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${TYPES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `expected ${issue.values.length > 1 ? 'one of ' : ''}${listed(issue.values)}`;
    case 'too_small':
      return `expected ${isOpen(issue) ? 'more than' : 'at least'} ${amount(issue.origin, issue.minimum)}`;
    case 'too_big':
      return `expected ${isOpen(issue) ? 'less than' : 'at most'} ${amount(issue.origin, issue.maximum)}`;
    default:
      return undefined;
  }
}

const isOpen = ({ inclusive }: { readonly inclusive?: boolean | undefined }): boolean =>
  inclusive === false;

const listed = (values: readonly unknown[]): string =>
  values.map((value) => JSON.stringify(value)).join(', ');

function amount(origin: string, size: number | bigint): string {
  const unit = UNITS[origin];
  return unit === undefined ? String(size) : `${size} ${unit[Number(size) === 1 ? 0 : 1]}`;
}
