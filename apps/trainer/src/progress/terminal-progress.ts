import type { WriteStream } from 'node:tty';
import { formatCount } from '../terminal/numbers.js';
import { type StageProgress, StageThrottle } from './stage-throttle.js';

const BAR_WIDTH = 30;
const REDRAW_MS = 50;
/** Erases what an earlier, longer line has left behind. */
const ERASE_TO_END = '\u001b[K';

/** A line for each stage on a terminal, nothing in a pipe. */
export function createTerminalProgress(stream: WriteStream): StageThrottle {
  return new StageThrottle(stream.isTTY ? REDRAW_MS : Infinity, (progress) => {
    if (stream.isTTY)
      stream.write(`\r${lineOf(progress)}${ERASE_TO_END}${progress.isLast ? '\n' : ''}`);
  });
}

/** A bar where the end is known, else a counter and its speed. */
export function lineOf({ stage, done, total, ms }: StageProgress): string {
  const name = stage.padEnd(12);
  if (total === undefined) return `${name} ${formatCount(done)} rows${speedOf(done, ms)}`;
  const filled = total === 0 ? BAR_WIDTH : Math.floor((done / total) * BAR_WIDTH);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
  return `${name} ${bar} ${formatCount(done)}/${formatCount(total)}`;
}

/** A speed needs a while to tell anything. */
const speedOf = (done: number, ms: number): string =>
  ms < REDRAW_MS ? '' : `, ${formatCount(Math.round((done / ms) * 1_000))} rows/s`;
