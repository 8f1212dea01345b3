import type { Comparison } from '#model';
import { formatCount } from '../terminal/numbers.js';

/** What is told of both models side by side: name, before, after. */
export const sideRows = ({ before, after }: Comparison): readonly (readonly string[])[] => [
  ['coverage', shown(before.coverage), shown(after.coverage)],
  ['exposure Gini', shown(before.exposureGini), shown(after.exposureGini)],
  ['diversity', shown(before.diversity), shown(after.diversity)],
  ['empty lists', formatCount(before.emptyLists), formatCount(after.emptyLists)],
  ['short lists', formatCount(before.shortLists), formatCount(after.shortLists)],
];

const shown = (value: number | null): string => (value === null ? '–' : value.toFixed(3));
