/** Patterns of JSON on one line, as sources of regular expressions. */
export const STRING = String.raw`"[^"\\\n]*(?:\\.[^"\\\n]*)*"`;
export const PLAIN_VALUE = String.raw`(?:${STRING}|[^\s"{}[\]:,]+)`;

/** The first key of an object and, where its value is plain, the second. */
const FIRST_KEYS = new RegExp(
  String.raw`^\{\s*(${STRING})\s*:\s*(?:${PLAIN_VALUE}\s*,\s*(${STRING})\s*:)?`,
  'u',
);

/**
 * A pattern that fits the beginning of objects which begin with the same keys as this one, or
 * undefined where this one is no object. Objects of one list are mostly written by one program,
 * which puts their keys in one order; and those inside them begin otherwise.
 */
export function likenessOf(object: string): string | undefined {
  const match = FIRST_KEYS.exec(object);
  if (match === null) return undefined;
  const [first, second] = match.slice(1) as [string, string | undefined];
  const pattern = String.raw`\{\s*${literally(first)}\s*:`;
  return second === undefined
    ? pattern
    : String.raw`${pattern}\s*${PLAIN_VALUE}\s*,\s*${literally(second)}\s*:`;
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
