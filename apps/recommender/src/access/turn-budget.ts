/** Milliseconds, each counted from a moment of its own. */
export interface LoopClock {
  /** Time that goes by. */
  wall(): number;
  /** Time for which this thread has had a processor. */
  work(): number;
  /** Time for which the event loop has had nothing to do. */
  idle(): number;
}

/** Calls back at the end of the event loop's turn, once every socket that was ready is served. */
export type AtTurnEnd = (callback: () => void) => unknown;

const REAL_CLOCK: LoopClock = {
  wall: () => performance.now(),
  work: () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1_000;
  },
  idle: () => performance.eventLoopUtilization().idle,
};

/**
 * Whether the loop was idle is looked up so many milliseconds apart at most: turns are far shorter
 * than that, and to look costs as much as a tenth of the fastest request. It may be noticed one turn late.
 */
const LOOK_MS = 1;
/** After an idle moment so many times the budget is worked before anybody is told to go away. */
const BURST = 5;

/**
 * How much work lies before a request. In one turn of the event loop Node serves every socket on
 * which something has come, one after the other, and answers requests as it reads them: whoever is
 * read last has waited for all others. Timers do not run meanwhile, so what samples by timer learns
 * of it too late (docs/adr/0021-shedding.md).
 *
 * The budget of a turn is spent when the turn has lasted for so long, provided that there is a queue
 * and not merely a burst or a pause: the loop must have worked for five budgets since it last had
 * nothing to do. That is counted in processor time, since a container that has used up its share of
 * the processor stands still for tens of milliseconds without anybody asking for too much.
 */
export class TurnBudget {
  private isOpen = false;
  private turnBegan = 0;
  private lookedAt = -Infinity;
  private idleSeen = -1;
  private workAtIdle = 0;

  constructor(
    private readonly budgetMs: number,
    private readonly clock: LoopClock = REAL_CLOCK,
    private readonly atTurnEnd: AtTurnEnd = setImmediate,
  ) {}

  /** Whether too much lies before a request that is met now; never so for the first of a turn. */
  isSpent(): boolean {
    if (!this.isOpen) {
      this.beginTurn();
      return false;
    }
    // In this order, because the second clock costs a system call.
    const { budgetMs, clock } = this;
    if (clock.wall() - this.turnBegan <= budgetMs) return false;
    return clock.work() - this.workAtIdle > BURST * budgetMs;
  }

  private beginTurn(): void {
    this.isOpen = true;
    this.turnBegan = this.clock.wall();
    if (this.turnBegan - this.lookedAt >= LOOK_MS) this.lookForIdle();
    this.atTurnEnd(this.endTurn);
  }

  private lookForIdle(): void {
    this.lookedAt = this.turnBegan;
    const idle = this.clock.idle();
    if (idle <= this.idleSeen) return;
    this.idleSeen = idle;
    this.workAtIdle = this.clock.work();
  }

  private readonly endTurn = (): void => {
    this.isOpen = false;
  };
}
