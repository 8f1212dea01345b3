/**
 * What was done about a finding: the whole row refused, a value dropped, a value changed, or
 * nothing, because a person must judge.
 */
export type FindingAction = 'refused' | 'dropped' | 'repaired' | 'noted';

/** What can be wrong, as words that do not change with the wording of the reason. */
export const FINDING_KINDS = [
  'unreadable-row',
  'missing-id',
  'missing-title',
  'duplicate-id',
  'missing-fact',
  'placeholder',
  'mojibake',
  'html',
  'control-character',
  'encoding',
  'impossible-value',
  'wrong-type',
  'unknown-language',
  'unknown-field',
  'same-title-and-year',
  'same-title',
  'same-text',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** One thing that was wrong with a film, before it is known which line it stands on. */
export interface FilmFinding {
  readonly kind: FindingKind;
  /** Dotted path of the field, or '' when it is the row as a whole. */
  readonly field: string;
  /** The value as it was, cut to a readable length. */
  readonly value: string;
  readonly reason: string;
  readonly action: FindingAction;
}

/** One thing that was wrong with one row. */
export interface Finding extends FilmFinding {
  readonly source: string;
  /** First line of the row in its source, from 1; the row's number in a source without lines. */
  readonly line: number;
}

/** All findings of one kind about one field that ended alike. */
export interface FindingGroup {
  readonly kind: FindingKind;
  readonly field: string;
  readonly action: FindingAction;
  readonly count: number;
  /** The first of them, in the order in which they were found. */
  readonly findings: readonly Finding[];
}

export interface SourceSummary {
  readonly name: string;
  /** "CSV", "JSON Lines" … */
  readonly format: string;
  /** "UTF-8", "windows-1252" …; absent for what is not text. */
  readonly encoding?: string;
  /** What it was read as: the films themselves, or a table beside them such as "credits". */
  readonly role: string;
  readonly rows: number;
}

/** Every row read is counted once: read = accepted + repaired + refused. */
export interface CatalogueReport {
  readonly sources: readonly SourceSummary[];
  readonly mapping: string;
  /** Why that mapping was taken. */
  readonly mappingReason: string;
  readonly read: number;
  /** Films that are as their row has them. */
  readonly accepted: number;
  /** Films of which a value was changed or dropped. */
  readonly repaired: number;
  readonly refused: number;
  readonly groups: readonly FindingGroup[];
  /** Films that have each fact, by its name. */
  readonly coverage: Readonly<Record<string, number>>;
  /** Columns of the sources that the mapping does not use. */
  readonly unusedColumns: readonly string[];
}

const MAX_VALUE = 80;

/** A value as a report shows it: JSON, cut to 80 characters. */
export function shownValue(value: unknown): string {
  const text = value === undefined ? 'nothing' : jsonOf(value);
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
}

function jsonOf(value: unknown): string {
  try {
    const json = JSON.stringify(value, bigintAsText) as string | undefined;
    return json ?? `a ${typeof value} that JSON cannot show`;
  } catch {
    // Lists in lists, deeper than the stack.
    const kind = Array.isArray(value) ? 'list' : typeof value;
    return `a ${kind} that is nested too deeply to be shown`;
  }
}

const bigintAsText = (_name: string, part: unknown): unknown =>
  typeof part === 'bigint' ? String(part) : part;
