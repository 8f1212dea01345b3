import type { Row } from '../readers/row.js';
import { type FilmFinding, shownValue } from '../report.js';
import { withoutAbsent } from './facts.js';
import type { Facts } from './mapping.js';
import type { SideTable } from './side-table.js';

interface Entry {
  held: unknown;
  rows: number;
  isClaimed: boolean;
}

/** Gathers the rows of one side table, to be asked for the facts of each film afterwards. */
export class SideFacts {
  private readonly entries = new Map<string, Entry>();
  private taken = 0;

  constructor(readonly table: SideTable) {}

  /** Rows taken so far, readable or not. */
  get rows(): number {
    return this.taken;
  }

  /** Rows about films that nobody has asked for; meaningful once all films have been. */
  get rowsWithoutFilm(): number {
    let count = 0;
    for (const { rows, isClaimed } of this.entries.values()) if (!isClaimed) count += rows;
    return count;
  }

  /** Takes one row in. @returns what was wrong with it */
  take(row: Row): readonly FilmFinding[] {
    this.taken++;
    if ('error' in row) return [refusal('unreadable-row', shownValue(row.text), row.error)];
    const { table, entries } = this;
    const key = table.key(row.fields);
    if (key === undefined)
      return [refusal('missing-id', shownValue(undefined), 'does not say which film it is about')];
    const entry = entries.get(key) ?? { held: undefined, rows: 0, isClaimed: false };
    const { held, faults = [] } = table.gather(row.fields, entry.held);
    entries.set(key, entry);
    entry.held = held;
    entry.rows++;
    return faults;
  }

  /** What the table says about a film; nothing if it does not know it. */
  of(key: string): Facts {
    const entry = this.entries.get(key);
    if (entry === undefined) return {};
    entry.isClaimed = true;
    return entry.held === undefined ? {} : this.table.facts(entry.held);
  }
}

/**
 * What all side tables say about a film; where two say different things, the earlier table counts.
 *
 * @param key what the side tables call the film (`Mapping.key`)
 */
export const factsBeside = (tables: readonly SideFacts[], key: string | undefined): Facts =>
  key === undefined
    ? {}
    : tables.reduce<Facts>((facts, table) => ({ ...withoutAbsent(table.of(key)), ...facts }), {});

const refusal = (kind: FilmFinding['kind'], value: string, reason: string): FilmFinding => ({
  kind,
  field: '',
  value,
  reason,
  action: 'refused',
});
