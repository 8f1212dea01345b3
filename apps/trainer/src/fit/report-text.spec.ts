import type { CatalogueReport } from '#catalog';
import { formatReport } from './report-text.js';

function reportOf(findings: number): CatalogueReport {
  return {
    source: 'films.jsonl',
    format: 'JSON Lines',
    mapping: 'own',
    read: findings,
    accepted: findings,
    repaired: findings,
    refused: 0,
    findings: Array.from({ length: findings }, (_, i) => ({
      source: 'films.jsonl',
      line: i + 1,
      field: 'year',
      value: '-1',
      reason: 'too small',
      action: 'repaired',
    })),
    unusedColumns: [],
  };
}

const tableRows = (text: string): number => text.match(/repaired$/gmu)?.length ?? 0;

describe('formatReport', () => {
  it('prints so many findings and hints at how to see all', () => {
    const text = formatReport(reportOf(5), 2);
    expect(tableRows(text)).toBe(2);
    expect(text).toMatch(/… and 3 more findings \(--findings 5\)$/u);
  });

  it('prints all when there are no more, without a hint', () => {
    const text = formatReport(reportOf(5), 5);
    expect(tableRows(text)).toBe(5);
    expect(text).not.toContain('more findings');
  });

  it('prints no empty table when no finding is asked for', () => {
    expect(formatReport(reportOf(5), 0).split('\n')).toEqual([
      'films.jsonl: JSON Lines, mapping own; 5 rows read, 5 accepted (5 repaired), 0 refused',
      '… and 5 more findings (--findings 5)',
    ]);
  });
});
