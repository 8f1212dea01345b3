/** What was done about a finding: the value was dropped or changed, or the whole row refused. */
type FindingAction = 'repaired' | 'refused';

/** One thing that was wrong with a film, before it is known which line it stands on. */
export interface FilmFinding {
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
  /** First line of the row in its source, from 1. */
  readonly line: number;
}

/** Every row read is counted once: read = accepted + refused, and repaired ones are among the accepted. */
export interface CatalogueReport {
  readonly source: string;
  readonly format: string;
  readonly mapping: string;
  readonly read: number;
  readonly accepted: number;
  readonly repaired: number;
  readonly refused: number;
  readonly findings: readonly Finding[];
  /** Columns of the source that the mapping does not use. */
  readonly unusedColumns: readonly string[];
}

const MAX_VALUE = 80;

/** A value as a report shows it: JSON, cut to 80 characters. */
export function shownValue(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
}
