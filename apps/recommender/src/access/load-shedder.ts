import type { TurnBudget } from './turn-budget.js';

/** Why a request or a new connection is turned away; also a label of a metric. */
export type ShedReason = 'connections' | 'concurrency' | 'event_loop';

/** Decides which requests are turned away so that the others stay fast. */
export class LoadShedder {
  /**
   * @param maxInFlight requests in flight beyond which no more are begun
   * @param inFlight how many there are now
   * @param budget of the event loop's turn; undefined for no limit
   */
  constructor(
    private readonly maxInFlight: number,
    private readonly inFlight: () => number,
    private readonly budget: TurnBudget | undefined,
  ) {}

  /** For a request whose head has come: why it should not be begun, if it should not. */
  reasonNow(): ShedReason | undefined {
    if (this.inFlight() >= this.maxInFlight) return 'concurrency';
    return this.isLate() ? 'event_loop' : undefined;
  }

  /**
   * For a request whose body has come as well, maybe turns later. Bodies that come apart from their
   * heads would else all be served in one long turn.
   */
  isLate(): boolean {
    return this.budget?.isSpent() ?? false;
  }
}
