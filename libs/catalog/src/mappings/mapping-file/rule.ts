import type { FilmFinding } from '../../report.js';
import { isBlank } from '../cells.js';
import type { Facts, Fields } from '../mapping.js';
import { columnsOfPath, valueAt } from './path.js';
import type { Rule } from './schema.js';
import { stepsOf } from './steps.js';

/** Takes the value of a fact from a row; undefined where the row does not say. */
export type ReadFact = (fields: Fields, faults: FilmFinding[]) => unknown;

/** A rule as a function. @param fact which fact of a film it is for */
export function readingOf(fact: string, rule: Rule): ReadFact {
  const read = sourceOf(rule);
  const steps = stepsOf(fact, rule);
  return (fields, faults) => {
    let value = read(fields);
    for (const step of steps) {
      if (isBlank(value)) return undefined;
      value = step(value, faults);
    }
    return isBlank(value) ? undefined : value;
  };
}

/** Rules by the facts that they are for. */
export type Rules = Readonly<Partial<Record<string, Rule>>>;

/** Takes all facts from a row. */
export function factsReader(rules: Rules): (fields: Fields, faults: FilmFinding[]) => Facts {
  const readings = rulesOf(rules).map(([fact, rule]) => [fact, readingOf(fact, rule)] as const);
  return (fields, faults) =>
    Object.fromEntries(readings.map(([fact, read]) => [fact, read(fields, faults)]));
}

/** The columns that rules read. */
export const columnsOfRules = (rules: Rules): string[] => [
  ...new Set(rulesOf(rules).flatMap(([, rule]) => columnPathsOf(rule).flatMap(columnsOfPath))),
];

/** Those of which a fact has no other to come from. */
export const onlyColumnsOfRules = (rules: Rules): string[] =>
  rulesOf(rules).flatMap(([, { column }]) => column ?? []);

const rulesOf = (rules: Rules): [string, Rule][] =>
  Object.entries(rules).filter((entry): entry is [string, Rule] => entry[1] !== undefined);

const columnPathsOf = ({ column, first = [], all = [] }: Rule): string[] => [
  ...(column === undefined ? [] : [column]),
  ...first,
  ...all,
];

function sourceOf({ column, first = [], all, constant }: Rule): (fields: Fields) => unknown {
  if (constant !== undefined) return () => constant;
  if (column !== undefined) return (fields) => valueAt(fields, column);
  if (all === undefined) return (fields) => valuesOf(fields, first).at(0);
  return (fields) => {
    const values = valuesOf(fields, all);
    return values.length === 0 ? undefined : values;
  };
}

/** Those of the columns that have a value. */
const valuesOf = (fields: Fields, columns: readonly string[]): unknown[] =>
  columns.map((column) => valueAt(fields, column)).filter((value) => !isBlank(value));
