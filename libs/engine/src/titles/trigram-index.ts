import { Lazy } from '../lazy.js';

/** Two boundaries in front of a text: its first letters count more, and one letter can be found. */
const BOUNDARY = 1;
const BUCKETS = 1 << 15;
const TEXTS_A_STEP = 256;

/** Sequence b stands in the texts `texts[starts[b]]` … `texts[starts[b + 1] − 1]`. */
export interface TrigramParts {
  readonly starts: Uint32Array;
  readonly texts: Uint32Array;
}

/**
 * Which texts share sequences of three letters with what is asked for. It finds candidates, nothing
 * more: sequences are hashed, and two that fall together are one.
 */
export class TrigramIndex {
  private readonly shared: Uint8Array;

  /** @param texts how many there are */
  constructor(
    readonly parts: TrigramParts,
    texts: number,
  ) {
    this.shared = new Uint8Array(texts);
  }

  static of(texts: readonly (readonly string[])[]): TrigramIndex {
    const parts = new Lazy(() => TrigramIndex.building(texts.length, (number) => texts[number]));
    return new TrigramIndex(parts.value, texts.length);
  }

  /**
   * Finds out what one is made of, a few texts at a time.
   *
   * @param textsAt one or more for each number: what it shares with any of them counts
   */
  static *building(count: number, textsAt: TextsAt): Generator<void, TrigramParts> {
    const starts = new Uint32Array(BUCKETS + 1);
    yield* eachTrigram(count, textsAt, (bucket) => starts[bucket + 1]++);
    for (let bucket = 0; bucket < BUCKETS; bucket++) starts[bucket + 1] += starts[bucket];
    const texts = new Uint32Array(starts[BUCKETS]);
    const next = starts.slice();
    yield* eachTrigram(count, textsAt, (bucket, number) => (texts[next[bucket]++] = number));
    return { starts, texts };
  }

  /** How many sequences each text shares with `asked`; good until the next call. */
  countShared(asked: string): Uint8Array {
    const { shared } = this;
    const { starts, texts } = this.parts;
    shared.fill(0);
    for (const bucket of new Set(bucketsOf(asked)))
      for (let p = starts[bucket]; p < starts[bucket + 1]; p++) shared[texts[p]]++;
    return shared;
  }
}

type TextsAt = (number: number) => readonly string[];

/** Tells each bucket of each number once. */
function* eachTrigram(
  count: number,
  textsAt: TextsAt,
  tell: (bucket: number, number: number) => void,
): Generator<void, void> {
  const latest = new Int32Array(BUCKETS).fill(-1);
  for (let number = 0; number < count; number++) {
    for (const text of textsAt(number))
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
