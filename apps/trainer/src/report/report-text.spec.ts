import { findingOf, groupOf, reportOf } from '../testing/report-builder.js';
import { formatCoverage, formatReport } from './report-text.js';

const textOf = (part: Parameters<typeof reportOf>[0]): string =>
  formatReport(reportOf(part), Infinity);

describe('a report as a person reads it', () => {
  it('of a flawless catalogue tells the rows, the source and the mapping', () => {
    expect(textOf({}).split('\n')).toEqual([
      '100 rows read: 100 accepted, 0 repaired, 0 refused',
      '',
      'source     format  encoding  read as  rows',
      '─────────  ──────  ────────  ───────  ────',
      'films.csv  CSV     UTF-8     films     100',
      '',
      'Mapping own: has id, title',
    ]);
  });

  it('tells of several mappings why the first was taken', () => {
    expect(textOf({ mapping: 'own and movielens' })).toContain(
      'Mapping own and movielens (own: has id, title)',
    );
  });

  it('has a row for each group of findings: what was done, how often, where first, an example', () => {
    const groups = [
      groupOf(1, { action: 'refused', kind: 'missing-title', field: 'title', value: 'nothing' }),
      groupOf(1_234),
    ];
    expect(textOf({ groups }).split('\n').slice(-2)).toEqual([
      'refused  missing-title     title      1  2          nothing      too big',
      'dropped  impossible-value  year   1,234  2, 3, 4 …  30000        too big',
    ]);
  });

  it('names the source beside each line where there are several', () => {
    const [source] = reportOf().sources;
    const findings = [findingOf({ source: 'parts/a.csv' }), findingOf({ source: 'parts/b.csv' })];
    const groups = [{ ...groupOf(2), findings }];
    const sources = [source, { ...source, name: 'parts/b.csv', encoding: undefined }];
    const text = textOf({ groups, sources });
    expect(text).toContain('a.csv:2, b.csv:2');
    expect(text).toMatch(/^parts\/b\.csv +CSV +– +films +100$/mu);
  });

  it('names the columns that are not used', () => {
    expect(textOf({ unusedColumns: ['budget', 'revenue'] })).toContain(
      '\nColumns not used: budget, revenue',
    );
  });

  it('stays on a screen, however much there is to tell', () => {
    const [source] = reportOf().sources;
    const text = textOf({
      sources: Array.from({ length: 1_000 }, () => source),
      groups: Array.from({ length: 1_000 }, () => groupOf(5)),
      unusedColumns: Array.from({ length: 1_000 }, (_, i) => `column ${i}`),
    });
    expect(text.split('\n').length).toBeLessThan(50);
    expect(text).toContain('… and 995 more sources');
    expect(text).toContain('… and 980 more groups');
    expect(text).toContain('column 19 and 980 more');
  });

  it('shows no control character of the catalogue', () => {
    const text = textOf({
      mappingReason: 'has \u001b[2J',
      unusedColumns: ['\u001b[2J'],
      groups: [groupOf(1, { value: '\u009b2J' })],
    });
    expect(text).not.toMatch(/[\u001b\u009b]/u);
  });
});

describe('what is known of the films', () => {
  it('is a bar for each fact, full for all films', () => {
    expect(formatCoverage({ title: 200, year: 100, tagline: 0 }, 200, 40).split('\n')).toEqual([
      'What is known of 200 films:',
      `title   ${'█'.repeat(25)} 100.0%`,
      `year    ${'█'.repeat(12)}▌${' '.repeat(12)}  50.0%`,
      `tagline ${' '.repeat(25)}   0.0%`,
    ]);
  });
});
