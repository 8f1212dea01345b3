/** How long each stage of some work takes, from when the one before it was done. */
export class StageTimer {
  private readonly stages: Record<string, number> = {};
  private last: number;

  constructor(private readonly now: () => number = () => performance.now()) {
    this.last = now();
  }

  /** Takes part in a progress: a stage is done when nothing of it is left. */
  readonly update = (stage: string, done: number, total: number): void => {
    if (done === total) this.done(stage);
  };

  done(stage: string): void {
    const now = this.now();
    this.stages[stage] = Math.round((this.stages[stage] ?? 0) + now - this.last);
    this.last = now;
  }

  /** Milliseconds by stage. */
  get timings(): Readonly<Record<string, number>> {
    return { ...this.stages };
  }
}
