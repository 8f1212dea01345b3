import type { ApiRequest, ApiResponse } from '../api/transport.js';
import type { Random } from '../time/back-off.js';

/** What goes wrong between a process and the API. */
export interface Faults {
  /** Milliseconds that a request takes, each way. */
  latency(): number;
  /** In place of carrying it out. */
  refusal(request: ApiRequest): ApiResponse | 'reset' | undefined;
  /** Carried out, but nobody hears of it. */
  isAnswerLost(request: ApiRequest): boolean;
  /** After how many milliseconds an event arrives: never, once, or several times. */
  deliveries(): readonly number[];
  /** After how many milliseconds a watch breaks; undefined where it does not. */
  watchBreaks(): number | undefined;
}

export const NO_FAULTS: Faults = {
  latency: () => 1,
  refusal: () => undefined,
  isAnswerLost: () => false,
  deliveries: () => [1],
  watchBreaks: () => undefined,
};

const refusals: readonly (ApiResponse | 'reset')[] = [
  { status: 409, body: { code: 409, reason: 'Conflict', message: 'somebody was faster' } },
  { status: 410, body: { code: 410, reason: 'Expired', message: 'too old' } },
  { status: 429, body: { code: 429, reason: 'TooManyRequests' }, retryAfterMs: 1_000 },
  { status: 500, body: { code: 500, reason: 'InternalError' } },
  { status: 503, body: 'upstream connect error' },
  'reset',
];

/** All of it, each with the given probability, while `isOn`. */
export function randomFaults(random: Random, share: number, isOn: () => boolean): Faults {
  const strikes = (): boolean => isOn() && random() < share;
  return {
    latency: () => 1 + Math.floor(random() * 20),
    refusal: () => (strikes() ? refusals[Math.floor(random() * refusals.length)] : undefined),
    isAnswerLost: strikes,
    deliveries: () => {
      const usual = 1 + Math.floor(random() * 10);
      if (!strikes()) return [usual];
      const kinds = [[], [usual, usual + 400 * random()], [usual + 3_000 * random()]];
      return kinds[Math.floor(random() * kinds.length)];
    },
    watchBreaks: () => (strikes() ? 5_000 * random() : undefined),
  };
}
