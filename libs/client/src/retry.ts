/** Asked too often, or while there is too much: the same request may be answered later. */
const LATER = new Set([429, 503]);
const DEFAULT_SECONDS = 1;

export interface RetryOptions {
  /** How often a request is sent again, at most. */
  readonly retries: number;
  /** Longer than this nobody waits for the next attempt. */
  readonly maxWaitMs: number;
}

/**
 * Milliseconds until the next attempt.
 *
 * @param attempt how many there have been
 * @returns undefined where there should be none
 */
export function waitBefore(
  response: Response,
  attempt: number,
  { retries, maxWaitMs }: RetryOptions,
): number | undefined {
  if (!LATER.has(response.status) || attempt > retries) return undefined;
  const milliseconds = retryAfterSeconds(response.headers) * 1_000;
  return milliseconds <= maxWaitMs ? milliseconds : undefined;
}

/** `Retry-After` in seconds, as this service writes it; a proxy may write a date (RFC 9110, 10.2.3). */
function retryAfterSeconds(headers: Headers): number {
  const text = headers.get('retry-after');
  if (text === null) return DEFAULT_SECONDS;
  if (/^\d+$/u.test(text)) return Number(text);
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? DEFAULT_SECONDS : Math.max(0, (moment - Date.now()) / 1_000);
}

/** @throws the signal's reason as soon as it is given */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
