/** A set of film indices, one bit each. */
export class Bitset {
  private readonly words: Uint32Array;

  constructor(readonly size: number) {
    this.words = new Uint32Array((size + 31) >>> 5);
  }

  static full(size: number): Bitset {
    const set = new Bitset(size);
    set.words.fill(0xffffffff);
    if (size % 32 !== 0) set.words[set.words.length - 1] = 2 ** (size % 32) - 1;
    return set;
  }

  static of(size: number, films: Iterable<number>): Bitset {
    const set = new Bitset(size);
    for (const film of films) set.add(film);
    return set;
  }

  has(film: number): boolean {
    return (this.words[film >>> 5] & (1 << (film & 31))) !== 0;
  }

  add(film: number): this {
    this.words[film >>> 5] |= 1 << (film & 31);
    return this;
  }

  delete(film: number): this {
    this.words[film >>> 5] &= ~(1 << (film & 31));
    return this;
  }

  /** The same members in a set of more films. */
  enlarged(size: number): Bitset {
    const set = new Bitset(size);
    set.words.set(this.words);
    return set;
  }

  /** Keeps the films whose value lies between two, both included; what is no number lies nowhere. */
  keepBetween(values: Float64Array, from: number, to: number): this {
    for (let w = 0; w < this.words.length; w++) {
      const start = 32 * w;
      const end = Math.min(start + 32, this.size);
      let word = 0;
      // Without branches: which films lie between is too irregular to be guessed.
      for (let film = start; film < end; film++)
        word |= (Number(values[film] >= from) & Number(values[film] <= to)) << (film - start);
      this.words[w] &= word;
    }
    return this;
  }

  /** Keeps what is in both. */
  intersect(other: Bitset): this {
    for (let w = 0; w < this.words.length; w++) this.words[w] &= other.words[w];
    return this;
  }

  /** Adds what is in the other. */
  union(other: Bitset): this {
    for (let w = 0; w < this.words.length; w++) this.words[w] |= other.words[w];
    return this;
  }

  /** Takes out what is in the other. */
  subtract(other: Bitset): this {
    for (let w = 0; w < this.words.length; w++) this.words[w] &= ~other.words[w];
    return this;
  }

  /** Whether the other has every film of this one. */
  isWithin(other: Bitset): boolean {
    return this.words.every((word, w) => (word & ~other.words[w]) === 0);
  }

  /** Visits what is not in it, in order. */
  eachMissing(visit: (film: number) => void): void {
    for (let w = 0; w < this.words.length; w++) {
      for (let missing = ~this.words[w]; missing !== 0; missing &= missing - 1) {
        const film = 32 * w + 31 - Math.clz32(missing & -missing);
        if (film < this.size) visit(film);
      }
    }
  }

  /** The first `limit` members. */
  first(limit: number): Uint32Array {
    const members: number[] = [];
    for (let film = 0; film < this.size && members.length < limit; film++)
      if (this.has(film)) members.push(film);
    return Uint32Array.from(members);
  }

  count(): number {
    let total = 0;
    for (const word of this.words) total += popCount(word);
    return total;
  }
}

/** Set bits of a 32-bit word, by adding neighbouring fields (Warren, Hacker's Delight, 5-1). */
function popCount(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
