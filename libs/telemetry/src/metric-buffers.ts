const CAPACITY = 1_024;

/**
 * Observations and counts kept back from prom-client and handed over many at once: when a buffer
 * is full and before every scrape. prom-client's own bookkeeping costs microseconds when it is
 * called here and there in the middle of other work, and a tenth of that in a tight loop.
 */
export class MetricBuffers {
  private readonly flushers: (() => void)[] = [];
  /** How the counts of a function are handed over, so that it can be let go of. */
  private readonly flusherOf = new WeakMap<() => void, () => void>();

  /** @returns a function that takes one observation; `observe` gets each of them later */
  observations(observe: (value: number) => void): (value: number) => void {
    const values = new Float64Array(CAPACITY);
    let count = 0;
    const flush = (): void => {
      for (let i = 0; i < count; i++) observe(values[i]);
      count = 0;
    };
    this.flushers.push(flush);
    return (value) => {
      values[count++] = value;
      if (count === CAPACITY) flush();
    };
  }

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
