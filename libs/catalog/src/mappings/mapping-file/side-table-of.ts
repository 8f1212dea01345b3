import { parse } from 'node:path';
import type { FilmFinding } from '../../report.js';
import { joinKey } from '../cells.js';
import type { Facts } from '../mapping.js';
import type { SideTable } from '../side-table.js';
import { columnsOfPath, matches, valueAt } from './path.js';
import { columnsOfRules, factsReader, onlyColumnsOfRules } from './rule.js';
import type { SideTableSpec } from './schema.js';

/** As many entries as a list of a film may have. */
const MAX_ENTRIES = 500;

/**
 * A side table as a mapping file states it. It may have several rows a film, such as one for each
 * actor: their lists are joined, and of any other fact the first row that says it counts.
 */
export function sideTableOf(fileName: string, spec: SideTableSpec): SideTable<Facts> {
  const { key, where = {}, facts } = spec;
  const read = factsReader(facts);
  const wanted = Object.entries(where);
  const columns = [key, ...Object.keys(where)].flatMap(columnsOfPath);
  return {
    name: parse(fileName).name,
    fileNames: [fileName],
    columns: [...new Set([...columns, ...columnsOfRules(facts)])],
    // What could also come from another column may be missing.
    required: [key, ...Object.keys(where), ...onlyColumnsOfRules(facts)],
    key: (fields) => joinKey(valueAt(fields, key)),
    gather(fields, held) {
      if (!matches(fields, wanted)) return { held };
      const faults: FilmFinding[] = [];
      return { held: joined(held ?? {}, read(fields, faults)), faults };
    },
    facts: (held) => held,
  };
}

function joined(earlier: Facts, later: Facts): Facts {
  const facts: Record<string, unknown> = { ...earlier };
  for (const [fact, value] of Object.entries(later)) facts[fact] = joinedValue(facts[fact], value);
  return facts;
}

function joinedValue(earlier: unknown, later: unknown): unknown {
  if (!Array.isArray(earlier) || !Array.isArray(later)) return earlier ?? later;
  return [...new Set<unknown>((earlier as unknown[]).concat(later))].slice(0, MAX_ENTRIES);
}
