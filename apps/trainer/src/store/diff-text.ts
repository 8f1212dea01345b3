import type { Change, FilmName, Membership, VersionDiff } from '#model';
import { shortId } from '#model';
import { formatCount } from '../terminal/numbers.js';
import { printable } from '../terminal/printable.js';
import { formatTable } from '../terminal/table.js';

/** Names that are shown of a longer list. */
const SHOWN = 8;

/** What differs as a person reads it; parts in which nothing does are left out. */
export function formatDiff(diff: VersionDiff, width: number): string {
  const parts = [
    formatChanges('settings', diff.config, width),
    formatChanges('counts', diff.counts, width),
    formatChanges('catalogue', diff.catalogue, width),
    formatFilms(diff.films),
    formatVocabulary(diff.vocabulary, width),
    formatChanges('evaluation', diff.evaluation, width),
  ].filter((part) => part !== '');
  const title = `${shortId(diff.before)} → ${shortId(diff.after)}`;
  return parts.length === 0 ? `${title}: no difference` : [title, ...parts].join('\n\n');
}

function formatChanges(name: string, changes: readonly Change[], width: number): string {
  if (changes.length === 0) return '';
  const rows = changes.map((change) => [change.name, shown(change.before), shown(change.after)]);
  return formatTable([name, 'before', 'after'], rows, width);
}

function shown(value: unknown): string {
  if (value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function formatFilms({ added, removed, changed, shared }: VersionDiff['films']): string {
  if (added.length + removed.length + changed.length === 0) return '';
  return [
    `films: ${formatCount(shared)} in both`,
    listed('added', added.map(nameOf)),
    listed('removed', removed.map(nameOf)),
    listed('changed', changed.map(nameOf)),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

const nameOf = ({ id, title, year }: FilmName): string =>
  `${title}${year === undefined ? '' : ` (${year})`} [${id}]`;

function listed(what: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const more = names.length > SHOWN ? ' …' : '';
  return `  ${formatCount(names.length)} ${what}: ${printable(names.slice(0, SHOWN).join(', '))}${more}`;
}

function formatVocabulary(vocabulary: VersionDiff['vocabulary'], width: number): string {
  const rows = Object.entries(vocabulary)
    .filter(([, { added, removed }]) => added.length + removed.length > 0)
    .map(([block, terms]) => [
      block,
      formatCount(terms.shared),
      formatCount(terms.added.length),
      formatCount(terms.removed.length),
      examplesOf(terms),
    ]);
  if (rows.length === 0) return '';
  return formatTable(['terms of', 'in both', 'added', 'removed', 'such as'], rows, width);
}

const examplesOf = ({ added, removed }: Membership<string>): string =>
  [
    ...added.slice(0, 3).map((term) => `+${term}`),
    ...removed.slice(0, 3).map((term) => `−${term}`),
  ].join(' ');
