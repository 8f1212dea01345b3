/** Share of the slots that may be taken before the table grows. */
const MAX_LOAD = 0.6;

/**
 * Remembers for each text the number that it was first seen with, in 12 bytes a slot and without the
 * text itself: a catalogue of a million descriptions must not be held twice. Texts are told apart by
 * 53 bits of hash; among a million of them the odds that any two are taken for one are 1 in 18,000,
 * so it is good enough to note a likeness and not to refuse a row.
 */
export class FirstSeen {
  private hashes = new Float64Array(1024);
  private numbers = new Int32Array(1024);
  private size = 0;

  /** The number that the text was first seen with; undefined when that is now. */
  see(text: string, number: number): number | undefined {
    if (this.size >= this.hashes.length * MAX_LOAD) this.grow();
    // 0 marks a free slot.
    const hash = hash53(text) + 1;
    const slot = this.slotOf(hash);
    if (this.hashes[slot] === hash) return this.numbers[slot];
    this.put(slot, hash, number);
    this.size++;
    return undefined;
  }

  private put(slot: number, hash: number, number: number): void {
    this.hashes[slot] = hash;
    this.numbers[slot] = number;
  }

  /** Where the hash lies, or the free slot that it belongs in (linear probing). */
  private slotOf(hash: number): number {
    const mask = this.hashes.length - 1;
    let slot = hash % this.hashes.length;
    while (this.hashes[slot] !== 0 && this.hashes[slot] !== hash) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { hashes, numbers } = this;
    this.hashes = new Float64Array(hashes.length * 2);
    this.numbers = new Int32Array(hashes.length * 2);
    for (let i = 0; i < hashes.length; i++)
      if (hashes[i] !== 0) this.put(this.slotOf(hashes[i]), hashes[i], numbers[i]);
  }
}

/** Two multiplicative 32-bit hashes side by side, cut to the 53 bits that a double holds exactly. */
function hash53(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b);
    high ^= high >>> 13;
  }
  low ^= low >>> 16;
  high ^= high >>> 15;
  return (high >>> 11) * 4294967296 + (low >>> 0);
}
