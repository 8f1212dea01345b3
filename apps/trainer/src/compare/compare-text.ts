import type { ChangedList, Distribution, FilmName, GoldenResult, Mover } from '#model';
import { filmName } from '../films/film-name.js';
import { formatBars } from '../terminal/bars.js';
import { formatCount } from '../terminal/numbers.js';
import { printable } from '../terminal/printable.js';
import { formatTable } from '../terminal/table.js';
import type { Compared } from './compared.js';
import { sideRows } from './side-rows.js';

export interface Widths {
  /** Columns for charts. */
  readonly chart: number;
  /** Columns for tables. */
  readonly table: number;
}

/** Names that are shown of a longer list. */
const SHOWN = 5;

/** A comparison as a person reads it, the verdict last, where a terminal stops. */
export function formatComparison(compared: Compared, { chart, table }: Widths): string {
  const { comparison, violations } = compared;
  const parts = [
    formatHead(compared),
    formatOverlap(comparison.overlap, comparison.rankBiasedOverlap, chart),
    formatTable(['', 'before', 'after'], sideRows(comparison), table),
    formatChanged(comparison.changedLists, table),
    formatMovers(comparison.movers, table),
    formatGolden(comparison.golden, table),
    violations.map((violation) => `✗ ${printable(violation)}`).join('\n'),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function formatHead({ before, after, comparison }: Compared): string {
  const { films, asked, identicalLists } = comparison;
  return [
    printable(`${before.place} (${before.version}) → ${after.place} (${after.version})`),
    `${formatCount(films.shared)} films in both${membership('added', films.added)}` +
      membership('removed', films.removed),
    `${formatCount(asked)} asked for, ${formatCount(identicalLists)} of them list the same in the same order`,
  ].join('\n');
}

function membership(what: string, films: readonly FilmName[]): string {
  if (films.length === 0) return '';
  return `, ${formatCount(films.length)} ${what} (${names(films)})`;
}

function names(films: readonly FilmName[]): string {
  const more = films.length > SHOWN ? ' …' : '';
  return printable(films.slice(0, SHOWN).map(filmName).join(' · ')) + more;
}

function formatOverlap(
  overlap: Distribution | undefined,
  agreement: Distribution | undefined,
  width: number,
): string {
  if (overlap === undefined || agreement === undefined) return '';
  const bars = overlap.counts.map((count, bin) => ({ label: binLabel(bin), value: count }));
  return (
    `Overlap of the lists of ten: mean ${overlap.mean.toFixed(3)}, median ` +
    `${overlap.median.toFixed(2)}, 5 % have at most ${overlap.p5.toFixed(2)}\n` +
    `Rank-biased overlap: mean ${agreement.mean.toFixed(3)}, median ${agreement.median.toFixed(2)}\n\n` +
    `Films by overlap\n${formatBars(bars, width)}`
  );
}

/** "60–70 %", the last bin with both ends. */
export const binLabel = (bin: number): string => `${bin * 10}–${(bin + 1) * 10} %`;

function formatChanged(changed: readonly ChangedList[], width: number): string {
  if (changed.length === 0) return '';
  const rows = changed.map(({ film, overlap, entered, left }) => [
    filmName(film),
    overlap.toFixed(2),
    names(entered),
    names(left),
  ]);
  return formatTable(['lists that changed most', 'overlap', 'entered', 'left'], rows, width);
}

function formatMovers(movers: readonly Mover[], width: number): string {
  if (movers.length === 0) return '';
  const rows = movers.map(({ film, before, after }) => [
    filmName(film),
    formatCount(before),
    formatCount(after),
  ]);
  return formatTable(['listed more or less often', 'before', 'after'], rows, width);
}

function formatGolden(golden: readonly GoldenResult[], width: number): string {
  if (golden.length === 0) return '';
  const rows = golden.map(({ name, before, after, rankBiasedOverlap }) => [
    name,
    before.passed ? 'passes' : 'fails',
    after.passed ? 'passes' : 'fails',
    rankBiasedOverlap.toFixed(2),
    after.faults.join(', '),
  ]);
  return formatTable(['golden query', 'before', 'after', 'agreement', 'faults after'], rows, width);
}
