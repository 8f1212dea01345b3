import { Lazy } from '../lazy.js';

/** Two boundaries in front of a text: its first letters count more, and one letter can be found. */
const BOUNDARY = 1;
const BUCKETS = 1 << 15;
const TEXTS_A_STEP = 256;

/**
 * Which texts share sequences of three letters with what is asked for. It finds candidates, nothing
 * more: sequences are hashed, and two that fall together are one.
 */
export class TrigramIndex {
  private readonly starts = new Uint32Array(BUCKETS + 1);
  private texts = new Uint32Array(0);
  private readonly shared: Uint8Array;

  private constructor(texts: number) {
    this.shared = new Uint8Array(texts);
  }

  static of(texts: readonly (readonly string[])[]): TrigramIndex {
    return new Lazy(() => TrigramIndex.building(texts)).value;
  }

  /**
   * Builds it, a few texts at a time.
   *
   * @param texts one or more for each number: what it shares with any of them counts
   */
  static *building(texts: readonly (readonly string[])[]): Generator<void, TrigramIndex> {
    const index = new TrigramIndex(texts.length);
    const { starts } = index;
    yield* eachTrigram(texts, (bucket) => starts[bucket + 1]++);
    for (let bucket = 0; bucket < BUCKETS; bucket++) starts[bucket + 1] += starts[bucket];
    index.texts = new Uint32Array(starts[BUCKETS]);
    const next = starts.slice();
    yield* eachTrigram(texts, (bucket, number) => (index.texts[next[bucket]++] = number));
    return index;
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
function* eachTrigram(
  texts: readonly (readonly string[])[],
  tell: (bucket: number, number: number) => void,
): Generator<void, void> {
  const latest = new Int32Array(BUCKETS).fill(-1);
  for (let number = 0; number < texts.length; number++) {
    for (const text of texts[number])
      for (const bucket of bucketsOf(text)) {
        if (latest[bucket] === number) continue;
        latest[bucket] = number;
        tell(bucket, number);
      }
    if (number % TEXTS_A_STEP === 0) yield;
  }
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
