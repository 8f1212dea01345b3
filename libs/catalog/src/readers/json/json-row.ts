import { MAX_ROW, type ReadableRow, type Row, TOO_LONG, unreadable } from '../row.js';

/**
 * Lists and objects inside each other. Nothing about a film is as deep; what is was made to exhaust
 * the stack of those who look into it.
 */
export const MAX_DEPTH = 100;

export const TOO_DEEP = `lists and objects more than ${MAX_DEPTH} deep`;

export const NO_OBJECT = 'a JSON value that is not an object';

/** A value that Python's json module writes although JSON has no such number. */
const NO_NUMBER = /[:[,]\s*(NaN|-?Infinity)\s*[,\]}]/u;

/** Where the fault is, counted from the beginning of the row and not of its source. */
const PLACE = / \(line \d+ column \d+\)$/u;

type Parsed = { readonly value: unknown } | { readonly fault: string };

/** The row that the text of one JSON object is, begun on a line of its source. */
export function jsonRow(line: number, text: string): Row {
  if (text.length > MAX_ROW) return unreadable(line, text, TOO_LONG);
  const parsed = parse(text);
  if ('fault' in parsed) return unreadable(line, text, parsed.fault);
  const { value } = parsed;
  if (!isObject(value)) return unreadable(line, text, NO_OBJECT);
  if (isDeeperThan(MAX_DEPTH, value)) return unreadable(line, text, TOO_DEEP);
  return { line, fields: value };
}

/** The same row with the name that it has in its document for an id, unless it has an id. */
export function withId({ line, fields }: ReadableRow, quotedName: string): ReadableRow {
  if (Object.hasOwn(fields, 'id')) return { line, fields };
  const parsed = parse(quotedName);
  const id = 'value' in parsed ? parsed.value : quotedName;
  return { line, fields: { id, ...fields } };
}

/** Why a text is not JSON. */
export function faultOf(text: string): string {
  const parsed = parse(text);
  return 'fault' in parsed ? parsed.fault : 'brackets or quotes are astray';
}

function parse(text: string): Parsed {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { fault: `not JSON: ${explain(text, error as SyntaxError)}` };
  }
}

function explain(text: string, { message }: SyntaxError): string {
  const noNumber = NO_NUMBER.exec(text)?.at(1);
  if (noNumber !== undefined) return `${noNumber} is no value that JSON knows; write null`;
  return message.replace(PLACE, '');
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isDeeperThan(depth: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((inner) => isDeeperThan(depth - 1, inner));
}
