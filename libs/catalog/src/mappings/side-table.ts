import { type FilmFinding, shownValue } from '../report.js';
import type { Facts, Fields } from './mapping.js';

/** What is known of one film after one more row of a side table. */
export interface Gathered<Held> {
  /** Undefined as long as no row said anything. */
  readonly held: Held | undefined;
  /** What was wrong with the row; `refused` when nothing was taken from it. */
  readonly faults?: readonly FilmFinding[];
}

/**
 * A table that lies beside the films and says more about them: credits, links, tags.
 *
 * @typeParam Held what is kept of a film's rows until its own row comes. All films' lie in memory
 *   at once, so it is to be small.
 */
export interface SideTable<Held = unknown> {
  readonly name: string;
  /** What its file is called where it is published. */
  readonly fileNames: readonly string[];
  /** The columns it reads. */
  readonly columns: readonly string[];
  /** Columns without which a source is not this table. */
  readonly required: readonly string[];
  /** Which film a row is about, as `Mapping.key` has it; undefined where the row does not say. */
  key(fields: Fields): string | undefined;
  /** @param held what earlier rows about the same film left; it may be changed and handed back */
  gather(fields: Fields, held: Held | undefined): Gathered<Held>;
  /** What was gathered, as facts of the film. */
  facts(held: Held): Facts;
}

/** What one row of a table says that has one row a film. */
export interface RowFacts {
  readonly facts: Facts;
  readonly faults?: readonly FilmFinding[];
}

/** A side table with one row a film: the first row about a film counts, and further ones are named. */
export function oneRowEach(
  table: Omit<SideTable<Facts>, 'gather' | 'facts'>,
  read: (fields: Fields) => RowFacts,
): SideTable<Facts> {
  return {
    ...table,
    gather(fields, held) {
      if (held !== undefined) return { held, faults: [secondRow(table.key(fields))] };
      const { facts, faults } = read(fields);
      return { held: facts, faults };
    },
    facts: (held) => held,
  };
}

const secondRow = (key: unknown): FilmFinding => ({
  kind: 'duplicate-id',
  field: '',
  value: shownValue(key),
  reason: 'a second row about the same film; the first one counts',
  action: 'refused',
});
