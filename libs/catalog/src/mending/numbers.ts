/** A number that a text states, in a field that holds numbers. */
export interface StatedNumber {
  readonly value: number;
  readonly reason: string;
}

const PLAIN_NUMBER = /^[+-]?\d{1,15}(?:\.\d+)?$/u;
/** "1995-12-15", "1995-12", "1995/12/15", "1995-12-15T00:00:00Z". */
const DATE_WITH_YEAR = /^(\d{4})[-/.](?:0?[1-9]|1[0-2])(?:[-/.]\d{1,2}(?:[T ].*)?)?$/u;
/** "95 min", "95m", "95 minutes". */
const MINUTES = /^(\d{1,4}) ?(?:m|min|mins|minutes?)\.?$/iu;
/** "1h 35m", "2 h", "1:35:00". */
const HOURS = /^(\d{1,2}) ?(?:h|hrs?|hours?)\.?(?: ?(\d{1,2}) ?(?:m|min|mins|minutes?)?\.?)?$/iu;

/** "1995" → 1995. */
export function plainNumber(text: string): StatedNumber | undefined {
  const trimmed = text.trim();
  return PLAIN_NUMBER.test(trimmed)
    ? { value: Number(trimmed), reason: 'a number written as text' }
    : undefined;
}

/** "1995-12-15" → 1995. */
export function yearOfDate(text: string): StatedNumber | undefined {
  const match = DATE_WITH_YEAR.exec(text.trim());
  return match === null ? undefined : { value: Number(match[1]), reason: 'a date, not a year' };
}

/** "1h 35m" and "95 min" → 95. */
export function minutesOf(text: string): StatedNumber | undefined {
  const minutes = MINUTES.exec(text.trim());
  if (minutes !== null) return { value: Number(minutes[1]), reason: 'minutes written as text' };
  const hours = HOURS.exec(text.trim());
  if (hours === null) return undefined;
  const [, whole, rest] = hours as unknown as [string, string, string | undefined];
  return { value: Number(whole) * 60 + Number(rest ?? 0), reason: 'hours and minutes as text' };
}
