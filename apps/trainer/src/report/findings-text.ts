import type { CatalogueReport, Finding } from '#catalog';
import { counted, formatCount } from '../terminal/numbers.js';
import { formatTable } from '../terminal/table.js';

const HEADER = ['where', 'field', 'value', 'reason', 'action'];

/** Findings one by one, and how to see those that there are beside them; nothing when there are none. */
export function formatFindings(
  findings: readonly Finding[],
  { groups }: Pick<CatalogueReport, 'groups'>,
  width: number,
): string | undefined {
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return undefined;
  const hint = `--findings ${total} lists all, --report <file> writes them`;
  if (findings.length === 0) return `${counted(total, 'finding')} (${hint})`;
  const rows = findings.map(({ source, line, field, value, reason, action }) => [
    `${source}:${line}`,
    field,
    value,
    reason,
    action,
  ]);
  const more = total - findings.length;
  return (
    formatTable(HEADER, rows, width) +
    (more > 0 ? `\n… and ${formatCount(more)} more (${hint})` : '')
  );
}
