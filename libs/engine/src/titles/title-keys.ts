import { Growable } from '../growable.js';
import { FILMS_A_STEP } from '../lazy.js';

/** The films with a key of bucket b are `films[starts[b]]` … `films[starts[b + 1] − 1]`, ascending. */
export interface TitleKeyParts {
  /** One more than there are buckets, whose number is a power of two. */
  readonly starts: Uint32Array;
  readonly films: Uint32Array;
}

/**
 * Films by texts, as a hash table that does not keep the texts: they are worked out again for the
 * few films of a bucket. Tens of thousands of texts and lists would take many times the memory, and
 * could not be handed from one thread to another without a copy.
 */
export class TitleKeys {
  /** @param parts the films whose keys `keysOf` gives later */
  constructor(readonly parts: TitleKeyParts) {}

  /** The films that have a key; by the empty one nothing is found. */
  find(key: string, keysOf: (film: number) => readonly string[]): readonly number[] {
    const { starts, films } = this.parts;
    const bucket = bucketOf(key, starts.length - 1);
    const found = films.subarray(starts[bucket], starts[bucket + 1]);
    return key === '' ? [] : [...found].filter((film) => keysOf(film).includes(key));
  }
}

export class TitleKeysBuilder {
  private readonly films = new Growable(new Uint32Array(64));
  private readonly hashes = new Growable(new Uint32Array(64));

  /** Films come in ascending order, and none of a film's keys twice. */
  add(key: string, film: number): void {
    this.films.push(film);
    this.hashes.push(hashOf(key));
  }

  /** Counts the entries of each bucket, then puts each in its place. */
  *finishing(): Generator<void, TitleKeyParts> {
    const { films, hashes } = this;
    const buckets = 2 ** Math.ceil(Math.log2(Math.max(films.length, 1)));
    const starts = new Uint32Array(buckets + 1);
    for (let i = 0; i < films.length; i++) starts[(hashes.at(i) & (buckets - 1)) + 1]++;
    yield;
    for (let bucket = 0; bucket < buckets; bucket++) starts[bucket + 1] += starts[bucket];
    const next = starts.slice();
    const placed = new Uint32Array(films.length);
    for (let i = 0; i < films.length; i++) {
      placed[next[hashes.at(i) & (buckets - 1)]++] = films.at(i);
      if (i % (8 * FILMS_A_STEP) === 0) yield;
    }
    return { starts, films: placed };
  }
}

const bucketOf = (key: string, buckets: number): number => hashOf(key) & (buckets - 1);

/** FNV-1a (Fowler, Noll & Vo) over code units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
