import { basename } from 'node:path';
import type { CatalogueReport, FindingGroup, SourceSummary } from '#catalog';
import { formatBars } from '../terminal/bars.js';
import { counted, formatCount, formatPercent } from '../terminal/numbers.js';
import { printable } from '../terminal/printable.js';
import { formatTable } from '../terminal/table.js';

/** A screen is short: of longer lists the rest is counted. */
const MAX_SOURCES = 5;
const MAX_GROUPS = 20;
const MAX_COLUMNS = 20;
const LINES_SHOWN = 3;
const COVERAGE_WIDTH = 60;

/** The report as a person reads it, without what films have and without the findings one by one. */
export function formatReport(report: CatalogueReport, tableWidth: number): string {
  return [
    formatCounts(report),
    formatSources(report.sources, tableWidth),
    formatMapping(report),
    formatUnused(report.unusedColumns),
    formatGroups(report, tableWidth),
  ]
    .filter((part) => part !== undefined)
    .join('\n\n');
}

const formatCounts = ({ read, accepted, repaired, refused }: CatalogueReport): string =>
  `${counted(read, 'row')} read: ${formatCount(accepted)} accepted, ` +
  `${formatCount(repaired)} repaired, ${formatCount(refused)} refused`;

function formatSources(sources: readonly SourceSummary[], width: number): string {
  const rows = sources
    .slice(0, MAX_SOURCES)
    .map(({ name, format, encoding, role, rows }) => [
      name,
      format,
      encoding ?? '–',
      role,
      formatCount(rows),
    ]);
  const table = formatTable(['source', 'format', 'encoding', 'read as', 'rows'], rows, width);
  return table + andMore(sources.length - rows.length, 'source');
}

/** The reason begins with the name of the mapping that it is about; of several, that is one. */
function formatMapping({ mapping, mappingReason }: CatalogueReport): string {
  const reason = mappingReason.startsWith(`${mapping}: `)
    ? mappingReason
    : `${mapping} (${mappingReason})`;
  return `Mapping ${printable(reason)}`;
}

function formatUnused(columns: readonly string[]): string | undefined {
  if (columns.length === 0) return undefined;
  const shown = columns.slice(0, MAX_COLUMNS).map(printable).join(', ');
  const more = columns.length - MAX_COLUMNS;
  return `Columns not used: ${shown}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
}

function formatGroups({ groups, sources }: CatalogueReport, width: number): string | undefined {
  if (groups.length === 0) return undefined;
  const header = ['action', 'what', 'field', 'count', 'lines', 'for example', 'reason'];
  const rows = groups
    .slice(0, MAX_GROUPS)
    .map((group) => [
      group.action,
      group.kind,
      group.field,
      formatCount(group.count),
      linesOf(group, sources.length > 1),
      group.findings[0].value,
      group.findings[0].reason,
    ]);
  return formatTable(header, rows, width) + andMore(groups.length - rows.length, 'group');
}

/** "3, 17, 40 …"; where there are several sources "a.csv:3, b.csv:17 …". */
function linesOf({ findings, count }: FindingGroup, withSource: boolean): string {
  const shown = findings
    .slice(0, LINES_SHOWN)
    .map(({ source, line }) => (withSource ? `${basename(source)}:${line}` : String(line)));
  return shown.join(', ') + (count > shown.length ? ' …' : '');
}

const andMore = (more: number, noun: string): string =>
  more > 0 ? `\n… and ${counted(more, `more ${noun}`)}` : '';

/** For each fact how many of the films have it, as a bar of all films. */
export function formatCoverage(
  coverage: Readonly<Record<string, number>>,
  films: number,
  width: number,
): string {
  const bars = Object.entries(coverage).map(([label, value]) => ({
    label,
    value,
    note: `${formatPercent(value, films)}%`,
  }));
  return `What is known of ${counted(films, 'film')}:\n${formatBars(bars, Math.min(width, COVERAGE_WIDTH), films)}`;
}
