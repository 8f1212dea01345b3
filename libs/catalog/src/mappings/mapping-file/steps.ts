import { plainInteger } from '#contracts';
import type { FilmFinding } from '../../report.js';
import { integer, number } from '../cells.js';
import { dropped } from '../faults.js';
import { structured } from '../literals/structured.js';
import { matches, valueAt } from './path.js';
import { takenOut } from './pattern.js';
import type { Rule } from './schema.js';

/** Makes one value of another; undefined drops it. What it is not for stays as it is. */
export type Step = (value: unknown, faults: FilmFinding[]) => unknown;

const TYPES: Readonly<Record<NonNullable<Rule['as']>, Step>> = {
  text: onTexts((text) => text),
  number,
  integer,
};

/** What a fact is read as if its rule does not say: in a table every number is a text. */
const TYPE_OF_FACT: ReadonlyMap<string, Step> = new Map<string, Step>([
  ['id', (id) => (typeof id === 'string' ? (plainInteger(id) ?? id) : id)],
  ['year', number],
  ['runtimeMinutes', number],
  ['popularity', number],
  ['externalIds.tmdb', number],
]);

/**
 * What a rule does to a value, in the order in which it is done. What comes after reading JSON is
 * done to each entry of a list, and an entry that becomes several, or none, does so in its place.
 */
export function stepsOf(fact: string, rule: Rule): Step[] {
  const { json, split, where, each, pattern, lowercase, map, as } = rule;
  const steps = [
    split !== undefined && splitting(split),
    where !== undefined && selecting(where),
    each !== undefined && ((entry: unknown) => valueAt(entry, each) ?? entry),
    pattern !== undefined && takingOut(new RegExp(pattern, 'u')),
    lowercase && onTexts((text) => text.toLowerCase()),
    map !== undefined && replacing(new Map(Object.entries(map))),
    as === undefined ? TYPE_OF_FACT.get(fact) : TYPES[as],
  ];
  const ofEntries = steps.filter((step) => typeof step === 'function').map(forEachEntry);
  return json === true ? [parsing(fact), ...ofEntries] : ofEntries;
}

const forEachEntry =
  (step: Step): Step =>
  (value, faults) =>
    Array.isArray(value)
      ? value.flatMap((entry: unknown) => step(entry, faults) ?? [])
      : step(value, faults);

const parsing =
  (fact: string): Step =>
  (value, faults) => {
    const parsed = typeof value === 'string' ? structured(value) : value;
    if (parsed === undefined) faults.push(dropped(fact, value, 'not JSON'));
    return parsed;
  };

const splitting = (separator: string): Step =>
  onTexts((text) =>
    text
      .split(separator)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  );

function selecting(where: NonNullable<Rule['where']>): Step {
  const wanted = Object.entries(where);
  return (entry) => (matches(entry, wanted) ? entry : undefined);
}

const takingOut = (pattern: RegExp): Step => onTexts((text) => takenOut(text, pattern) ?? text);

const replacing = (replacements: ReadonlyMap<string, unknown>): Step =>
  onTexts((text, value) =>
    replacements.has(text) ? (replacements.get(text) ?? undefined) : value,
  );

/** A step for texts, and for what is written as one: 1995 is "1995" too. */
function onTexts(step: (text: string, value: unknown) => unknown): Step {
  return (value) =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? step(String(value), value)
      : value;
}
