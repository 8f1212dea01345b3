import type { Situation } from './situation.js';
import type { Serving } from './types.js';

/** Which pods have a version, and what is wrong with the others. */
export interface Spread {
  readonly total: number;
  /** How many serve it so. */
  readonly having: number;
  /** Cannot be asked: nothing is known of them, so nothing is held against the version. */
  readonly silent: readonly string[];
  /** Have had time enough, answer, and do not serve it: they refuse it. */
  readonly refusing: readonly string[];
  readonly isEverywhere: boolean;
  /** When the next pod will have had time enough, where one is still given it. */
  readonly deadline?: number;
}

/**
 * @param since when it was asked for, in milliseconds; a pod that started later has its time from then
 */
export function spreadOf(
  { observed, spec, now }: Pick<Situation, 'observed' | 'spec' | 'now'>,
  wanted: Serving,
  since: number,
): Spread {
  const { pods } = observed;
  const timeoutMs = spec.rollout.loadingTimeoutSeconds * 1_000;
  const lacking = pods.filter(({ serving }) => !serving?.some((one) => isSame(one, wanted)));
  const silent = lacking.filter(({ serving }) => serving === undefined).map(({ name }) => name);
  const late = lacking
    .filter(({ serving }) => serving !== undefined)
    .map(({ name, startedAt }) => ({
      name,
      deadline: Math.max(since, startedAt) + timeoutMs,
    }));
  const waiting = late.filter(({ deadline }) => now < deadline);
  return {
    total: pods.length,
    having: pods.length - lacking.length,
    silent,
    refusing: late.filter(({ deadline }) => now >= deadline).map(({ name }) => name),
    isEverywhere: pods.length > 0 && lacking.length === 0,
    ...(waiting.length > 0 && { deadline: Math.min(...waiting.map(({ deadline }) => deadline)) }),
  };
}

const isSame = (a: Serving, b: Serving): boolean => a.id === b.id && a.variant === b.variant;

/** For people: how far it is, and what is in the way. */
export function spreadText({ total, having, silent, refusing }: Spread): string {
  if (total === 0) return 'there is no serving pod';
  return [
    `${having} of ${total} pods serve it`,
    ...(silent.length > 0 ? [`no metrics from ${listed(silent)}`] : []),
    ...(refusing.length > 0 ? [`refused by ${listed(refusing)}`] : []),
  ].join('; ');
}

const listed = (names: readonly string[]): string =>
  names.length <= 3
    ? names.join(', ')
    : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
