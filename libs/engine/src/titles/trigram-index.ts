/** Two boundaries in front of a text: its first letters count more, and one letter can be found. */
const BOUNDARY = 1;
const BUCKETS = 1 << 15;

/**
 * Which texts share sequences of three letters with what is asked for. It finds candidates, nothing
 * more: sequences are hashed, and two that fall together are one.
 */
export class TrigramIndex {
  private readonly starts = new Uint32Array(BUCKETS + 1);
  private readonly texts: Uint32Array;
  private readonly shared: Uint8Array;

  /** @param texts one or more for each number: what it shares with any of them counts */
  constructor(texts: readonly (readonly string[])[]) {
    const { starts } = this;
    this.shared = new Uint8Array(texts.length);
    eachTrigram(texts, (bucket) => starts[bucket + 1]++);
    for (let bucket = 0; bucket < BUCKETS; bucket++) starts[bucket + 1] += starts[bucket];
    this.texts = new Uint32Array(starts[BUCKETS]);
    const next = starts.slice();
    eachTrigram(texts, (bucket, number) => (this.texts[next[bucket]++] = number));
  }

  /** How many sequences each text shares with `asked`; good until the next call. */
  countShared(asked: string): Uint8Array {
    const { starts, texts, shared } = this;
    shared.fill(0);
    for (const bucket of new Set(bucketsOf(asked)))
      for (let p = starts[bucket]; p < starts[bucket + 1]; p++) shared[texts[p]]++;
    return shared;
  }
}

/** Tells each bucket of each number once. */
function eachTrigram(
  texts: readonly (readonly string[])[],
  tell: (bucket: number, number: number) => void,
): void {
  const latest = new Int32Array(BUCKETS).fill(-1);
  texts.forEach((own, number) => {
    for (const text of own)
      for (const bucket of bucketsOf(text)) {
        if (latest[bucket] === number) continue;
        latest[bucket] = number;
        tell(bucket, number);
      }
  });
}

function bucketsOf(text: string): Uint16Array {
  const buckets = new Uint16Array(text.length);
  let [first, second] = [BOUNDARY, BOUNDARY];
  for (let i = 0; i < text.length; i++) {
    const third = text.charCodeAt(i);
    // Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4).
    buckets[i] = Math.imul((first * 961 + second * 31 + third) | 0, 0x9e3779b1) >>> 17;
    [first, second] = [second, third];
  }
  return buckets;
}
