import type { Duration } from '../promql/duration.ts';

/**
 * A service level objective: the share of events that have to be good, over a rolling window.
 * Rules, alerts and dashboard panels are made from it.
 */
export interface Slo {
  /** Value of the label `slo`. */
  readonly name: string;
  /** Name of its alerts, and of their runbook page. */
  readonly alert: string;
  /** One sentence: what is promised to whom. */
  readonly promise: string;
  /** Least share of good events, between 0 and 1. */
  readonly target: number;
  readonly window: Duration;
  /**
   * An alert needs at least so many bad events in its long window. Where few ask, one failure is a
   * large share of them, and should not wake anybody.
   */
  readonly fewestBadEvents: number;
  /**
   * Bad and all events per second over a window, both summed by `GROUP`. `bad` has a value (0)
   * wherever `all` has one: a series that is missing until the first failure would otherwise take
   * the objective away with it.
   */
  readonly bad: (window: Duration) => string;
  readonly all: (window: Duration) => string;
}

/** What an objective holds for: one installation of the service. */
export const GROUP = ['namespace', 'job'] as const;

/** Share of events that may be bad. */
export const budgetOf = ({ target }: Slo): number => Number((1 - target).toFixed(10));
