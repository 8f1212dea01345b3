import { parseRefusalLimit } from '#catalog';
import { findingOf, groupOf, reportOf } from '../testing/report-builder.js';
import { jsonReport } from './json-report.js';

describe('a report as JSON', () => {
  it('has of each group the count and the first three findings, beside those asked for', () => {
    const report = reportOf({ groups: [groupOf(1_500), groupOf(1)] });
    const json = jsonReport(report, [findingOf()], undefined);
    expect(json.groups.map(({ count, findings }) => [count, findings.length])).toEqual([
      [1_500, 3],
      [1, 1],
    ]);
    expect(json.findings).toEqual([findingOf()]);
    expect(json).toEqual({ ...report, groups: json.groups, findings: json.findings });
  });

  it.each([
    ['0.5%', false],
    ['0', true],
  ])('tells whether the limit %s is exceeded', (text, isExceeded) => {
    const report = reportOf({ read: 1_000, refused: 5 });
    const { limit } = jsonReport(report, [], parseRefusalLimit(text));
    expect(limit).toEqual({ maxRefused: text, isExceeded });
  });
});
