import { findingOf, groupOf } from '../testing/report-builder.js';
import { formatFindings } from './findings-text.js';

const FINDINGS = [findingOf({ line: 2 }), findingOf({ line: 30, field: 'keywords.3' })];

describe('findings one by one', () => {
  it('stand with their source, line, field, value, reason and action', () => {
    const text = formatFindings(FINDINGS, { groups: [groupOf(1), groupOf(1)] }, Infinity);
    expect(text?.split('\n').slice(2)).toEqual([
      'films.csv:2   year        30000  too big  dropped',
      'films.csv:30  keywords.3  30000  too big  dropped',
    ]);
  });

  it('end with how to see all when there are more', () => {
    const text = formatFindings(FINDINGS, { groups: [groupOf(1_500), groupOf(2)] }, Infinity);
    expect(text).toMatch(/\n… and 1,500 more \(--findings 1502 lists all, .*\)$/u);
  });

  it('are counted when none were asked for, with how to see them', () => {
    const text = formatFindings([], { groups: [groupOf(1_500), groupOf(2)] }, Infinity);
    expect(text).toBe('1,502 findings (--findings 1502 lists all, --report <file> writes them)');
  });

  it('are not mentioned when there are none', () => {
    expect(formatFindings([], { groups: [] }, Infinity)).toBeUndefined();
  });

  it('fit the terminal', () => {
    const long = [findingOf({ value: 'x'.repeat(80), reason: 'y'.repeat(80) })];
    const lines = formatFindings(long, { groups: [groupOf(1)] }, 70)?.split('\n') ?? [];
    expect(Math.max(...lines.map(({ length }) => length))).toBe(70);
  });
});
