/** Waits for one thing after the other, for each of them no longer than a limit. */
export class Patience {
  private readonly abort = new AbortController();
  /** Aborted, with the error, when the limit was passed. */
  readonly signal = this.abort.signal;

  /** @param explain the error that says what was waited for in vain */
  constructor(
    private readonly limitMs: number,
    private readonly explain: () => Error,
  ) {}

  /** What `step` leads to; time that passes between the steps does not count. */
  async wait<T>(step: Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.abort.abort(this.explain()), this.limitMs);
    try {
      return await step;
    } finally {
      clearTimeout(timer);
    }
  }
}
