import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LineFile } from './line-file.js';

const folder = mkdtempSync(join(tmpdir(), 'line-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file whose clock is moved by hand. */
function lineFile(name: string) {
  const time = { now: 0 };
  const path = join(folder, name);
  const file = new LineFile(path, () => time.now);
  const text = (): string => readFileSync(path, 'utf8');
  return { path, file, time, text };
}

describe('a file of lines', () => {
  it('is made, appended to, and goes on after a start', async () => {
    const { path, file, text } = lineFile('plain');
    await file.append('a\n');
    await file.append('b\n');
    await file.close();
    await new LineFile(path).append('c\n');
    expect(text()).toBe('a\nb\nc\n');
  });

  it('is a new one within a second after it was moved away', async () => {
    const { path, file, time, text } = lineFile('rotated');
    await file.append('a\n');
    renameSync(path, `${path}.1`);
    time.now += 999;
    await file.append('b\n');
    time.now += 1;
    await file.append('c\n');
    expect(readFileSync(`${path}.1`, 'utf8')).toBe('a\nb\n');
    expect(text()).toBe('c\n');
  });

  it('is the other one when another one has its name', async () => {
    const { path, file, time, text } = lineFile('replaced');
    await file.append('a\n');
    renameSync(path, `${path}.1`);
    appendFileSync(path, 'x\n');
    time.now += 1_000;
    await file.append('b\n');
    expect(text()).toBe('x\nb\n');
  });

  it('ends a line that a crash has left without its end', async () => {
    const { path, file, text } = lineFile('torn');
    appendFileSync(path, '{"format":1,"ti');
    await file.append('a\n');
    await file.append('b\n');
    expect(text()).toBe('{"format":1,"ti\na\nb\n');
  });

  it('may be one that cannot be written, and be written later', async () => {
    await expect(new LineFile('/dev/full').append('a\n')).rejects.toThrow('ENOSPC');
    const file = new LineFile(join(folder, 'none', 'x'));
    await expect(file.append('a\n')).rejects.toThrow('ENOENT');
    const { path, file: later, text } = lineFile('later');
    appendFileSync(path, '');
    await later.append('a\n');
    expect(text()).toBe('a\n');
  });
});
