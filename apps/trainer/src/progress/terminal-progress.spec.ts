import type { WriteStream } from 'node:tty';
import { createTerminalProgress, lineOf } from './terminal-progress.js';

function drawnOn(isTTY: boolean): string {
  let drawn = '';
  const write = (text: string): boolean => ((drawn += text), true);
  const progress = createTerminalProgress({ isTTY, write } as unknown as WriteStream);
  progress.update('read', 1);
  progress.update('index', 5, 5);
  return drawn;
}

describe('progress', () => {
  it('is drawn over itself on a terminal, a line for each stage', () => {
    expect(drawnOn(true)).toBe(
      '\rread         1 rows\u001b[K' +
        '\rread         1 rows\u001b[K\n' +
        `\rindex        ${'█'.repeat(30)} 5/5\u001b[K\n`,
    );
  });

  it('is silent in a pipe', () => {
    expect(drawnOn(false)).toBe('');
  });
});

describe('the line of a stage', () => {
  it.each([
    [{ done: 0, total: 4_803, ms: 0 }, `fit          ${'░'.repeat(30)} 0/4,803`],
    [{ done: 1, total: 2, ms: 0 }, `fit          ${'█'.repeat(15)}${'░'.repeat(15)} 1/2`],
    [{ done: 0, total: 0, ms: 0 }, `fit          ${'█'.repeat(30)} 0/0`],
    [{ done: 12_345, ms: 10 }, 'fit          12,345 rows'],
    [{ done: 12_345, ms: 500 }, 'fit          12,345 rows, 24,690 rows/s'],
  ])('%j', (progress, line) => {
    expect(lineOf({ stage: 'fit', isLast: false, ...progress })).toBe(line);
  });
});
