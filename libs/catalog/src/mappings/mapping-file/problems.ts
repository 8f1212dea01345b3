import type { z } from 'zod';
import { shownValue } from '../../report.js';
import { closestOf } from '../hints/closest.js';
import { TABLE_COLUMNS } from '../own-table.js';
import { mappingFileSchema, ruleSchema, sideTableSchema } from './schema.js';

/** What may stand in a place, and what it is called there. */
interface Vocabulary {
  readonly what: string;
  readonly words: readonly string[];
}

const FACTS: Vocabulary = { what: 'a fact of a film', words: TABLE_COLUMNS };
const RULE: Vocabulary = { what: 'a part of a rule', words: Object.keys(ruleSchema.shape) };
const SIDE_TABLE: Vocabulary = {
  what: 'a part of a side table',
  words: Object.keys(sideTableSchema.shape),
};
const FILE: Vocabulary = {
  what: 'a part of a mapping file',
  words: Object.keys(mappingFileSchema.shape),
};

/** What is wrong with a mapping file, a sentence each: where, what was expected, what is there. */
export function problemsOf(file: unknown, issues: readonly z.core.$ZodIssue[]): string[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => unknownKey([...issue.path, key]))
      : [`${placeOf(issue.path)}${messageOf(issue)}${insteadOf(file, issue.path)}`],
  );
}

function unknownKey(path: readonly PropertyKey[]): string {
  const { what, words } = vocabularyAt(path);
  const meant = closestOf(String(path.at(-1)), words);
  const advice = meant === undefined ? `expected ${words.join(', ')}` : `did you mean ${meant}?`;
  return `${placeOf(path)}not ${what}; ${advice}`;
}

/** `films.<fact>.<part>` and `with.<file>.facts.<fact>.<part>`. */
function vocabularyAt([top, ...inner]: readonly PropertyKey[]): Vocabulary {
  if (inner.length === 0) return FILE;
  const places = top === 'films' ? [FACTS, RULE] : [FILE, SIDE_TABLE, FACTS, RULE];
  return places[inner.length - 1] ?? RULE;
}

const placeOf = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? '' : `${path.map(String).join('.')}: `;

/** A key that is wrong tells why in an issue of its own. */
const messageOf = (issue: z.core.$ZodIssue): string =>
  issue.code === 'invalid_key' ? issue.issues[0].message : issue.message;

function insteadOf(file: unknown, path: readonly PropertyKey[]): string {
  const value = path.reduce(
    (holder, key) => (holder as Record<PropertyKey, unknown> | null | undefined)?.[key],
    file,
  );
  return value === undefined ? ', but there is nothing' : `, not ${shownValue(value)}`;
}
