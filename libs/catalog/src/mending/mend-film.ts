import { type FilmFinding, shownValue } from '../report.js';
import { languageCodeOf, saysNoLanguage } from './language-code.js';
import { mendLine, mendText } from './mend-text.js';
import { minutesOf, plainNumber, type StatedNumber, yearOfDate } from './numbers.js';
import { isNoDescription, isNothing, isUnknownFact } from './placeholders.js';
import type { MendedText } from './text-fault.js';

export interface MendedFilm {
  /** The candidate with every certain mistake put right, still to be validated. */
  readonly film: Record<string, unknown>;
  readonly findings: readonly FilmFinding[];
}

/** Mends one value of a candidate and notes what was wrong; undefined drops it. */
type Mender = (value: unknown, field: string, findings: FilmFinding[]) => unknown;

/** How each fact is mended; what is not here is for validation alone. */
const MENDERS: ReadonlyMap<string, Mender> = new Map([
  ['id', identifier],
  ['title', texts(mendLine, isNothing)],
  ['originalTitle', texts(mendLine, isNothing)],
  ['description', texts(mendText, isNoDescription)],
  ['tagline', texts(mendText, isNoDescription)],
  ['genres', labels(isUnknownFact)],
  // "missing" and "unknown" are what films are about.
  ['keywords', labels(isNothing)],
  ['directors', labels(isUnknownFact)],
  ['cast', labels(isUnknownFact)],
  ['year', numbers(plainNumber, yearOfDate)],
  ['runtimeMinutes', numbers(plainNumber, minutesOf)],
  ['popularity', numbers(plainNumber)],
  ['language', language],
  ['textLanguage', language],
  ['maturity', texts(mendLine, isUnknownFact)],
  ['collection', texts(mendLine, isUnknownFact)],
]);

/**
 * Puts right what certainly is wrong in the facts of a film as its row states them: garbled and
 * marked-up texts, placeholders, numbers and languages in other spellings. Nothing is guessed.
 */
export function mendFilm(candidate: Readonly<Record<string, unknown>>): MendedFilm {
  const findings: FilmFinding[] = [];
  const film = Object.fromEntries(
    Object.entries(candidate).flatMap(([field, value]) => {
      const mender = MENDERS.get(field);
      const mended = mender === undefined ? value : mender(value, field, findings);
      return mended === undefined ? [] : [[field, mended]];
    }),
  );
  return { film, findings };
}

/** An id is never changed, because others refer to it. */
function identifier(value: unknown, field: string, findings: FilmFinding[]): unknown {
  if (typeof value !== 'string') return value;
  if (value.trim() === '') return undefined;
  if (!isNothing(value)) return value;
  findings.push(placeholder(field, value));
  return undefined;
}

function texts(
  mend: (text: string) => MendedText,
  isPlaceholder: (text: string) => boolean,
): Mender {
  return (value, field, findings) => {
    if (typeof value !== 'string') return value;
    const { text, faults } = mend(value);
    for (const { kind, reason } of faults)
      findings.push({ kind, field, value: shownValue(value), reason, action: 'repaired' });
    if (text.includes('\ufffd')) findings.push(lostCharacter(field, text));
    if (!isPlaceholder(text)) return text;
    findings.push(placeholder(field, value));
    return undefined;
  };
}

/** Each entry by itself; a lone text is a list of one, or of those between vertical bars. */
function labels(isPlaceholder: (text: string) => boolean): Mender {
  const mendLabel = texts(mendLine, isPlaceholder);
  return (value, field, findings) => {
    const list = typeof value === 'string' ? listOf(value, field, findings) : value;
    if (!Array.isArray(list)) return list;
    return list.flatMap((entry: unknown, i) => mendLabel(entry, `${field}.${i}`, findings) ?? []);
  };
}

function listOf(text: string, field: string, findings: FilmFinding[]): string[] {
  if (isUnknownFact(text)) return [text];
  const reason = 'a text where a list was expected';
  findings.push({ kind: 'wrong-type', field, value: shownValue(text), reason, action: 'repaired' });
  return text.split('|');
}

function numbers(...readings: readonly ((text: string) => StatedNumber | undefined)[]): Mender {
  return (value, field, findings) => {
    if (typeof value !== 'string') return value;
    if (isUnknownFact(value)) {
      findings.push(placeholder(field, value));
      return undefined;
    }
    for (const read of readings) {
      const stated = read(value);
      if (stated === undefined) continue;
      const { reason } = stated;
      findings.push({
        kind: 'wrong-type',
        field,
        value: shownValue(value),
        reason,
        action: 'repaired',
      });
      return stated.value;
    }
    return value;
  };
}

function language(value: unknown, field: string, findings: FilmFinding[]): unknown {
  if (typeof value !== 'string') return value;
  const code = languageCodeOf(value);
  if (code === value) return value;
  const note = (reason: string, action: FilmFinding['action']): void => {
    findings.push({ kind: 'unknown-language', field, value: shownValue(value), reason, action });
  };
  if (code !== undefined) note(`written "${code}" in ISO 639-1`, 'repaired');
  else if (isUnknownFact(value)) findings.push(placeholder(field, value));
  else if (saysNoLanguage(value)) note('says that there is no language', 'dropped');
  else note('not a language of ISO 639-1', 'dropped');
  return code;
}

const placeholder = (field: string, value: string): FilmFinding => ({
  kind: 'placeholder',
  field,
  value: shownValue(value),
  reason: 'stands for nothing that is known',
  action: 'dropped',
});

const lostCharacter = (field: string, text: string): FilmFinding => ({
  kind: 'encoding',
  field,
  value: shownValue(text),
  reason: 'holds � where a character was lost before',
  action: 'noted',
});
