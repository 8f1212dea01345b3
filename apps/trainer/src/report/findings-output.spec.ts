import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OutputFileError } from '../files/output-file-error.js';
import { scratch } from '../testing/scratch.js';
import { findingOf, reportOf } from '../testing/report-builder.js';
import { FindingsOutput } from './findings-output.js';
import { jsonReport } from './json-report.js';

const FINDINGS = [2, 3, 4].map((line) => findingOf({ line }));

describe('findings that come out of a reading', () => {
  it.each([0, 2, 9])('are kept up to %d, the first ones', (limit) => {
    const output = new FindingsOutput(limit, undefined);
    FINDINGS.forEach(output.take);
    expect(output.kept).toEqual(FINDINGS.slice(0, limit));
  });

  it('are kept by how grave they are: what was refused is not lost among notes', () => {
    const actions = [
      'noted',
      'noted',
      'repaired',
      'noted',
      'dropped',
      'refused',
      'refused',
    ] as const;
    const output = new FindingsOutput(5, undefined);
    actions.forEach((action, i) => output.take(findingOf({ action, line: i })));
    expect(output.kept.map(({ action, line }) => [action, line])).toEqual([
      ['refused', 5],
      ['refused', 6],
      ['dropped', 4],
      ['repaired', 2],
      ['noted', 0],
    ]);
  });

  it('are all written to the file, and the report as its last line', () => {
    const path = join(scratch, 'findings.jsonl');
    const output = new FindingsOutput(1, path);
    FINDINGS.forEach(output.take);
    output.finish(jsonReport(reportOf(), output.kept, undefined));
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      ...FINDINGS.map((finding) => ({ event: 'finding', ...finding })),
      { event: 'report', ...reportOf(), findings: [FINDINGS[0]] },
    ]);
  });

  it('are in the file, without a last line, when the reading came to no end', () => {
    const path = join(scratch, 'broken.jsonl');
    const output = new FindingsOutput(0, path);
    FINDINGS.forEach(output.take);
    output.close();
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { line: number }).line)).toEqual([2, 3, 4]);
  });

  it('cannot be had in a file that cannot be written, which is told before anything is read', () => {
    expect(() => new FindingsOutput(0, scratch)).toThrow(OutputFileError);
  });
});
