import { type Agreement, type FilmName, HINDRANCES, type Hindrance } from '#model';
import { filmName } from '../films/film-name.js';
import { counted, formatCount, formatPercent } from '../terminal/numbers.js';
import { printable } from '../terminal/printable.js';
import { formatTable } from '../terminal/table.js';
import type { ReplayReport } from './replay-report.js';

/** A replay as a person reads it; `width` is that of tables, in columns. */
export function formatReplay(report: ReplayReport, width: number): string {
  const { places, logged, compared } = report;
  const parts = [
    formatLines(report),
    formatSides(report, width),
    formatReproduced(report),
    formatAgreement(`the log → ${places.model}`, logged, width),
    compared === undefined
      ? ''
      : formatAgreement(`${places.model} → ${places.against ?? ''}`, compared, width),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function formatLines({ lines: { read, refused, refusals } }: ReplayReport): string {
  const head = `${counted(read, 'line')} read, ${formatCount(refused)} refused`;
  const told = refusals.map(({ line, reason }) => `  line ${line}: ${printable(reason)}`);
  return [head, ...told, ...(refused > refusals.length ? ['  …'] : [])].join('\n');
}

function formatSides({ places, model, against }: ReplayReport, width: number): string {
  const sides = [
    { place: places.model, side: model },
    ...(against === undefined ? [] : [{ place: places.against ?? '', side: against }]),
  ];
  const rows = sides.map(({ place, side: { version, answered, latencyMs } }) => [
    place,
    version,
    formatCount(answered),
    milliseconds(latencyMs.p50),
    milliseconds(latencyMs.p99),
  ]);
  const header = ['model', 'version', 'asked', 'p50 ms', 'p99 ms'];
  const hindered = sides.flatMap(({ place, side }) => formatHindered(place, side.hindered));
  return [formatTable(header, rows, width), ...hindered].join('\n');
}

const formatHindered = (
  place: string,
  hindered: Readonly<Partial<Record<Hindrance, number>>>,
): string[] =>
  Object.entries(hindered).map(
    ([hindrance, requests]) =>
      `${printable(place)} was not asked ${counted(requests, 'request')}: ` +
      HINDRANCES[hindrance as Hindrance],
  );

const milliseconds = (value: number | null): string => value?.toFixed(3) ?? '–';

function formatReproduced({ reproduced, places }: ReplayReport): string {
  const { lists, exact, underPolicy, overlaid, differing } = reproduced;
  const place = printable(places.model);
  const aside = [
    [underPolicy, 'under rules of the operator'] as const,
    [overlaid, 'with films that came after the fit'] as const,
  ]
    .filter(([answers]) => answers > 0)
    .map(
      ([answers, circumstance]) =>
        `; ${counted(answers, 'answer')} of it ${circumstance} not counted`,
    )
    .join('');
  if (lists === 0) return `no line has an answer of ${place} to reproduce${aside}`;
  const share = `${formatCount(exact)} of ${counted(lists, 'answer')}`;
  const others = differing.length === 0 ? '' : `; others: lines ${differing.join(', ')}`;
  return `reproduced exactly: ${formatPercent(exact, lists)} % of what ${place} answered (${share})${others}${aside}`;
}

function formatAgreement(title: string, agreement: Agreement, width: number): string {
  const { lists, identical, overlap, rankBiasedOverlap, outcomeChanges, movers } = agreement;
  const head = `${printable(title)}: ${counted(lists, 'list')}, ${formatCount(identical)} identical`;
  if (overlap === undefined || rankBiasedOverlap === undefined) return head;
  const figures =
    `overlap: mean ${overlap.mean.toFixed(3)}, median ${overlap.median.toFixed(2)}, 5 % have at most ` +
    `${overlap.p5.toFixed(2)}; rank-biased overlap: mean ${rankBiasedOverlap.mean.toFixed(3)}`;
  const changes = outcomeChanges.map(
    ({ before, after, requests }) => `${before} → ${after}: ${counted(requests, 'request')}`,
  );
  const rows = movers.map(({ film, before, after }) => [
    titleOf(film),
    formatCount(before),
    formatCount(after),
  ]);
  const table =
    rows.length === 0
      ? []
      : [formatTable(['listed more or less often', 'before', 'after'], rows, width)];
  return [head, figures, ...changes, ...table].join('\n');
}

/** What neither model has is told by its id. */
const titleOf = (film: FilmName): string =>
  film.title === '' ? `film ${film.id}` : filmName(film);
