import type { Film } from '#engine';
import { filmName } from '../films/film-name.js';
import { formatCount } from '../terminal/numbers.js';
import { printable } from '../terminal/printable.js';
import { formatTable } from '../terminal/table.js';
import { formatEntries } from '../terminal/wrap.js';
import type { BlockView, FilmView } from './film-view.js';

export interface Widths {
  /** Columns for running text and charts. */
  readonly chart: number;
  /** Columns for tables. */
  readonly table: number;
}

/** Norm and weight differ where little is known of the film (pivoted normalisation). */
const NOTE =
  'A block adds at most its weight to a score; norm² is what it adds to that of a film just like this.';

/** A film as a person reads it: its facts, its blocks, its strongest terms. */
export function formatFilm({ film, blocks }: FilmView, { chart, table }: Widths): string {
  return [
    printable(filmName(film)),
    formatEntries(factsOf(film), chart),
    `${formatBlocks(blocks, table)}\n${NOTE}`,
    formatTerms(blocks, table),
  ].join('\n\n');
}

const factsOf = (film: Film): [string, string][] =>
  Object.entries(film)
    .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => [name, shown(value)]);

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function formatBlocks(blocks: readonly BlockView[], width: number): string {
  const rows = blocks.map(({ block, weight, norm, terms }) => [
    block,
    weight.toFixed(2),
    norm.toFixed(3),
    (norm * norm).toFixed(3),
    formatCount(terms),
  ]);
  return formatTable(['block', 'weight', 'norm', 'norm²', 'terms'], rows, width);
}

function formatTerms(blocks: readonly BlockView[], width: number): string {
  const rows = blocks.flatMap(({ block, strongest }) =>
    strongest.map(({ term, weight, documentFrequency }, i) => [
      i === 0 ? block : '',
      term,
      weight.toFixed(3),
      formatCount(documentFrequency),
    ]),
  );
  return formatTable(['block', 'strongest terms', 'weight', 'in films'], rows, width);
}
