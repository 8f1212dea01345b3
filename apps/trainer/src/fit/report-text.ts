import type { CatalogueReport } from '#catalog';
import { formatTable } from '../terminal/table.js';

/** The report as a person reads it: a line of counts, then the first findings as a table. */
export function formatReport(report: CatalogueReport, maxFindings: number): string {
  const { source, format, mapping, read, accepted, repaired, refused, findings } = report;
  const lines = [
    `${source}: ${format}, mapping ${mapping}; ` +
      `${read} rows read, ${accepted} accepted (${repaired} repaired), ${refused} refused`,
  ];
  if (report.unusedColumns.length > 0)
    lines.push(`Columns not used: ${report.unusedColumns.join(', ')}`);
  const rows = findings
    .slice(0, maxFindings)
    .map(({ line, field, value, reason, action }) => [String(line), field, value, reason, action]);
  if (rows.length > 0)
    lines.push(formatTable(['line', 'field', 'value', 'reason', 'action'], rows));
  if (findings.length > maxFindings)
    lines.push(
      `… and ${findings.length - maxFindings} more findings (--findings ${findings.length})`,
    );
  return lines.join('\n');
}
