import type { CatalogueReport, Finding, FindingGroup } from '#catalog';

/** A finding like any other but for what is told. */
export const findingOf = (part: Partial<Finding> = {}): Finding => ({
  source: 'films.csv',
  line: 2,
  kind: 'impossible-value',
  field: 'year',
  value: '30000',
  reason: 'too big',
  action: 'dropped',
  ...part,
});

/** A group of so many findings on the lines from 2 on. */
export const groupOf = (count: number, part: Partial<Finding> = {}): FindingGroup => {
  const findings = Array.from({ length: Math.min(count, 1_000) }, (_, i) =>
    findingOf({ line: i + 2, ...part }),
  );
  const { kind, field, action } = findings[0];
  return { kind, field, action, count, findings };
};

/** The report of a flawless table of a hundred films but for what is told. */
export const reportOf = (part: Partial<CatalogueReport> = {}): CatalogueReport => ({
  sources: [{ name: 'films.csv', format: 'CSV', encoding: 'UTF-8', role: 'films', rows: 100 }],
  mapping: 'own',
  mappingReason: 'own: has id, title',
  read: 100,
  accepted: 100,
  repaired: 0,
  refused: 0,
  groups: [],
  coverage: { title: 100, year: 50 },
  unusedColumns: [],
  ...part,
});
