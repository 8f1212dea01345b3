import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratch } from '../testing/scratch.js';
import { LineFile } from './line-file.js';
import { OutputFileError } from './output-file-error.js';

describe('a file of lines', () => {
  it('holds them in order, each with its end, in folders made for it', () => {
    const path = join(scratch, 'new', 'folders', 'a.jsonl');
    const file = new LineFile(path);
    file.write('Heat');
    file.write('七人');
    file.close();
    expect(readFileSync(path, 'utf8')).toBe('Heat\n七人\n');
  });

  it('replaces what was there, and is empty without lines', () => {
    const path = join(scratch, 'b.jsonl');
    writeFileSync(path, 'old');
    new LineFile(path).close();
    expect(readFileSync(path, 'utf8')).toBe('');
  });

  it('is written while lines come in, not in the end', () => {
    const path = join(scratch, 'c.jsonl');
    const file = new LineFile(path);
    const lines = Array.from({ length: 2_000 }, (_, i) => `${i} ${'七'.repeat(100)}`);
    for (const line of lines) file.write(line);
    expect(statSync(path).size).toBeGreaterThan(500_000);
    file.close();
    expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toEqual(lines);
  });

  it('that cannot be opened is named', () => {
    expect(() => new LineFile(scratch)).toThrow(OutputFileError);
    expect(() => new LineFile(scratch)).toThrow(`${scratch} cannot be written: EISDIR`);
  });
});
