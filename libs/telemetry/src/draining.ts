import { setTimeout as sleep } from 'node:timers/promises';

/** Something that stops taking work and ends what it has begun. */
export interface Closable {
  close(): Promise<unknown>;
}

/**
 * The orderly end of a process that serves: readiness is lost first, then the process goes on
 * serving for `delayMs`, because a load balancer sends requests until it has noticed; then
 * listeners close one after the other, requests in flight being answered.
 */
export class Draining {
  private begun = false;

  get isDraining(): boolean {
    return this.begun;
  }

  /** @returns true if all was closed in time, false if `timeoutMs` after the delay was not enough */
  async drain(
    closables: readonly Closable[],
    delayMs: number,
    timeoutMs: number,
  ): Promise<boolean> {
    this.begun = true;
    await sleep(delayMs);
    const closed = closeAll(closables).then(() => true);
    return Promise.race([closed, sleep(timeoutMs, false, { ref: false })]);
  }
}

async function closeAll(closables: readonly Closable[]): Promise<void> {
  for (const closable of closables) await closable.close();
}
