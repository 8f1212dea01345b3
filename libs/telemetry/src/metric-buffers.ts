/**
 * Counts kept back from prom-client and handed over as one number before every scrape: with labels,
 * counting costs a microsecond there, and an addition here.
 */
export class MetricBuffers {
  private readonly flushers: (() => void)[] = [];
  /** How the counts of a function are handed over, so that it can be let go of. */
  private readonly flusherOf = new WeakMap<() => void, () => void>();

  /** @returns a function that counts one; `add` gets the sum later */
  counts(add: (count: number) => void): () => void {
    let count = 0;
    const flush = (): void => {
      if (count > 0) add(count);
      count = 0;
    };
    const countOne = (): void => {
      count++;
    };
    this.flushers.push(flush);
    this.flusherOf.set(countOne, flush);
    return countOne;
  }

  /** Forgets what a function that `counts` returned has counted, and will. */
  release(countOne: () => void): void {
    const flush = this.flusherOf.get(countOne);
    const place = this.flushers.findIndex((known) => known === flush);
    if (place >= 0) this.flushers.splice(place, 1);
  }

  /** Hands over what is kept back. */
  flush(): void {
    for (const flush of this.flushers) flush();
  }
}
