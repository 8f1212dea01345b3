import { setTimeout as sleep } from 'node:timers/promises';

const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 200;

/** Does some work again after a failure that may pass, with growing pauses in between. */
export async function retrying<T>(
  mayPass: (error: unknown) => boolean,
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !mayPass(error)) throw error;
      await sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random()));
    }
  }
}
