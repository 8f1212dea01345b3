/** How far a stage is; `total` is absent while nobody knows it. */
export interface StageProgress {
  readonly stage: string;
  readonly done: number;
  readonly total?: number;
  /** Milliseconds since the stage was first heard of. */
  readonly ms: number;
  /** Nothing more will come of this stage. */
  readonly isLast: boolean;
}

/**
 * Passes on what is worth showing of a progress that is told a million times: of each stage the
 * first, the last, and between them one in so many milliseconds. Stages follow one another.
 */
export class StageThrottle {
  private stage: string | undefined;
  private started = 0;
  private lastTold = 0;
  private done = 0;

  constructor(
    private readonly intervalMs: number,
    private readonly tell: (progress: StageProgress) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @param total how much there is to do; reaching it ends the stage */
  readonly update = (stage: string, done: number, total?: number): void => {
    const now = this.now();
    const isFirst = stage !== this.stage;
    const isLast = done === total;
    if (isFirst) {
      this.end();
      this.stage = stage;
      this.started = now;
    }
    this.done = done;
    if (!isFirst && !isLast && now - this.lastTold < this.intervalMs) return;
    this.lastTold = now;
    if (isLast) this.stage = undefined;
    this.tell({ stage, done, total, ms: now - this.started, isLast });
  };

  /** Ends the stage under way, if any, with what was last done of it. */
  readonly end = (): void => {
    const { stage, done } = this;
    if (stage === undefined) return;
    this.stage = undefined;
    this.tell({ stage, done, ms: this.now() - this.started, isLast: true });
  };
}
