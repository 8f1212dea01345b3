import type { Metric } from '../metrics/metric.ts';
import type { Duration } from '../promql/duration.ts';

/** Series by selector (`name{label="value"}`), with their values in promtool's notation. */
export type Series = Readonly<Record<string, string>>;

/** How many alerts of that name are firing at a time, after so many steps. */
export type Expectation = readonly [step: number, firing: number];

/** One course of events, told in a sentence, and when the alert fires in it. */
export interface Course {
  readonly tells: string;
  readonly kind: 'fires and recovers' | 'silent' | 'no data';
  readonly series: Series;
  readonly expects: readonly Expectation[];
}

/** The courses of events that prove one alert. */
export interface AlertTest {
  readonly alert: string;
  /** Which of the alerts of that name, as matchers of labels. */
  readonly matching?: string;
  /** Time between samples and between evaluations. */
  readonly step?: Duration;
  readonly courses: readonly Course[];
}

/** A series of the service's job, with further labels. */
export const ofJob =
  (job: string) =>
  ({ name }: Metric, labels: Readonly<Record<string, string>> = {}): string => {
    const all = Object.entries({ namespace: 'films', job, ...labels });
    return `${name}{${all.map(([label, value]) => `${label}="${value}"`).join(',')}}`;
  };
