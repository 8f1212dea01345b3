import type { WriteStream } from 'node:tty';

const BAR_WIDTH = 30;
const REDRAW_MS = 50;

/** A bar for each stage on a terminal, nothing in a pipe. */
export class Progress {
  private lastDraw = 0;

  constructor(private readonly stream: WriteStream) {}

  readonly update = (stage: string, done: number, total: number): void => {
    if (!this.stream.isTTY) return;
    const now = performance.now();
    const isDone = done === total;
    if (!isDone && now - this.lastDraw < REDRAW_MS) return;
    this.lastDraw = now;
    const filled = total === 0 ? BAR_WIDTH : Math.floor((done / total) * BAR_WIDTH);
    const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
    this.stream.write(`\r${stage.padEnd(12)} ${bar} ${done}/${total}${isDone ? '\n' : ''}`);
  };
}
