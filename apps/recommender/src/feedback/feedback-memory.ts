import { hash } from 'node:crypto';
import type { FeedbackEvent } from '#contracts';

/** How many events are remembered at least: some 3 MB. At most twice as many are. */
export const REMEMBERED = 50_000;
/** 72 bits: two events in the memory are taken for one with a probability of 1e-12. */
const KEY_LENGTH = 12;

/**
 * Which events have been counted, so that a client may send them again. Two generations: when the
 * younger one is full, the older one is forgotten and it becomes the older one. So what was told
 * last is remembered whatever clients send, and memory stays bounded.
 */
export class FeedbackMemory {
  private younger = new Set<string>();
  private older = new Set<string>();

  constructor(private readonly remembered = REMEMBERED) {}

  /** Notes an event. @returns whether it was new */
  note({ requestId, rank, event }: FeedbackEvent): boolean {
    // A digest takes the same memory for every id, and nobody can make two ids collide.
    const key = hash('sha256', `${event} ${rank} ${requestId}`, 'base64url').slice(0, KEY_LENGTH);
    if (this.younger.has(key) || this.older.has(key)) return false;
    if (this.younger.size === this.remembered) {
      this.older = this.younger;
      this.younger = new Set();
    }
    this.younger.add(key);
    return true;
  }
}
