import type {
  AnalysisMetric,
  AnalysisSpec,
  AnalysisStatus,
  MeasurementStatus,
  RolloutPlan,
} from '#contracts';
import { judge, type Verdict } from '../../judgement/judge.js';
import type { JudgedStage, Measurement, MeasurementRequest } from '../../judgement/measurement.js';
import { shown } from '../../judgement/bounds.js';
import { momentOf, msOf } from './moment.js';
import { judgedStagesOf, type Stage } from './stage.js';
import { shortId } from './version-id.js';

/** Who is judged, since when, and what is known so far. */
export interface Trial {
  readonly candidate: string;
  readonly stable: string;
  readonly stage: Stage & { readonly name: JudgedStage };
  /** When every pod had it, in milliseconds. */
  readonly startedAt: number;
  readonly spec: AnalysisSpec;
  /** Of this candidate; perhaps of an earlier step. */
  readonly record: AnalysisStatus | undefined;
}

/** What can be seen of a version that answers nobody; all else needs traffic of its own. */
const SEEN_IN_SHADOW: ReadonlySet<string | undefined> = new Set(['errorRatio', 'shadowOverlap']);

export const metricsIn = (stage: JudgedStage, { metrics }: AnalysisSpec): readonly AnalysisMetric[] =>
  metrics.filter(({ kind }) =>
    stage === 'Shadow' ? SEEN_IN_SHADOW.has(kind) : kind !== 'shadowOverlap',
  );

/** Names of metrics that no stage of the plan can show: nothing is judged by them, and people are told. */
export function unseenIn(plan: RolloutPlan): readonly string[] {
  const seen = new Set(judgedStagesOf(plan).flatMap((stage) => metricsIn(stage, plan.analysis)));
  return plan.analysis.metrics.filter((one) => !seen.has(one)).map(({ name }) => name);
}

const recordOf = (trial: Trial, name: string): MeasurementStatus | undefined =>
  trial.record?.measurements.find(({ metric }) => metric === name);

/** Whether what was measured belongs to this step: another weight is another load. */
const isOfStep = (record: MeasurementStatus | undefined, { startedAt }: Trial): boolean =>
  record?.measuredAt !== undefined && msOf(record.measuredAt) > startedAt;

/** When the metric is to be measured next, in milliseconds. */
function dueAt(trial: Trial, name: string): number {
  const record = recordOf(trial, name);
  const last = isOfStep(record, trial) ? msOf(record?.measuredAt) : trial.startedAt;
  return last + trial.spec.intervalSeconds * 1_000;
}

/** What is to be measured now. */
export function requestsOf(trial: Trial, now: number): readonly MeasurementRequest[] {
  const { candidate, stable, stage, spec } = trial;
  return metricsIn(stage.name, spec)
    .filter(({ name }) => dueAt(trial, name) <= now)
    .map((metric) => ({
      metric: metric.name,
      stage: stage.name,
      windowSeconds: windowOf(trial, metric, now),
      candidate,
      stable,
    }));
}

/**
 * Never further back than the step, and the metric's own window unless that was inconclusive: then
 * twice as long, until it is the whole step. So a service that few ask comes to an end by itself, and so
 * does what a longer look can tell from chance.
 */
function windowOf(trial: Trial, metric: AnalysisMetric, now: number): number {
  const step = Math.max(Math.floor((now - trial.startedAt) / 1_000), 1);
  const record = recordOf(trial, metric.name);
  const last = isOfStep(record, trial) ? (record?.windowSeconds ?? 0) : 0;
  const isUnclear = record?.verdict === 'Inconclusive';
  return Math.min(Math.max(metric.windowSeconds, isUnclear ? 2 * last : last), step);
}

/** The record with what was measured now. A measurement that nobody asked for changes nothing. */
export function recorded(
  trial: Trial,
  measurements: readonly Measurement[],
  now: number,
): AnalysisStatus {
  const requests = requestsOf(trial, now);
  const { candidate, startedAt, stage, spec, record } = trial;
  const isAlone = stage.weight >= 100;
  const records = metricsIn(stage.name, spec).flatMap((metric) => {
    const before = recordOf(trial, metric.name);
    const isAsked = requests.some((request) => request.metric === metric.name);
    const measurement = isAsked ? measurements.find((one) => isFor(one, trial, metric)) : undefined;
    if (measurement === undefined) return before === undefined ? [] : [before];
    const verdict = judge(metric, measurement, isAlone);
    return [added(metric.name, measurement, verdict, before, isOfStep(before, trial), now)];
  });
  const measuredAt = records.some((one) => one.measuredAt === momentOf(now))
    ? momentOf(now)
    : record?.measuredAt;
  return {
    version: shortId(candidate),
    startedAt: momentOf(startedAt),
    ...(measuredAt === undefined ? {} : { measuredAt }),
    measurements: records,
  };
}

const isFor = (one: Measurement, { candidate, stable, stage }: Trial, { name }: AnalysisMetric) =>
  one.metric === name &&
  one.stage === stage.name &&
  one.candidate === candidate &&
  one.stable === stable;

function added(
  metric: string,
  { windowSeconds }: Measurement,
  { outcome, message, candidate, stable, samples }: Verdict,
  before: MeasurementStatus | undefined,
  isSameStep: boolean,
  now: number,
): MeasurementStatus {
  const inARow = (name: 'failures' | 'inconclusive' | 'errors', counted: Verdict['outcome']): number =>
    outcome === counted ? (before?.[name] ?? 0) + 1 : 0;
  return {
    metric,
    verdict: outcome,
    ...(candidate === undefined ? {} : { candidate: shown(candidate) }),
    ...(stable === undefined ? {} : { stable: shown(stable) }),
    ...(samples === undefined ? {} : { samples }),
    message: message.slice(0, 1024),
    measuredAt: momentOf(now),
    windowSeconds,
    successes: (isSameStep ? (before?.successes ?? 0) : 0) + (outcome === 'Success' ? 1 : 0),
    failures:
      outcome === 'Error' ? (before?.failures ?? 0) : inARow('failures', 'Failed'),
    inconclusive: inARow('inconclusive', 'Inconclusive'),
    errors: inARow('errors', 'Error'),
  };
}

/** What the record means for the candidate. */
export type Assessment =
  | { readonly state: 'healthy' | 'waiting' | 'stuck'; readonly message: string }
  | { readonly state: 'failed'; readonly reason: string; readonly message: string };

/** @param record as `recorded` made it */
export function assess(trial: Trial, record: AnalysisStatus, now: number): Assessment {
  const { stage, spec } = trial;
  const after = { ...trial, record };
  const told = (one: MeasurementStatus): string => `${one.metric}: ${one.message ?? one.verdict}`;
  const { measurements } = record;
  const failed = measurements.find(({ failures }) => failures > spec.failureLimit);
  if (failed !== undefined)
    return { state: 'failed', reason: 'AnalysisFailed', message: told(failed) };
  const blind = measurements.find(({ errors }) => errors > spec.errorLimit);
  if (blind !== undefined)
    return { state: 'failed', reason: 'MeasurementFailed', message: told(blind) };
  const open = metricsIn(stage.name, spec).flatMap(({ name }) => {
    const one = recordOf(after, name);
    if (one === undefined || !isOfStep(one, after) || dueAt(after, name) <= now)
      return [`${name}: not measured yet`];
    return one.verdict === 'Success' ? [] : [told(one)];
  });
  if (open.length === 0) return { state: 'healthy', message: 'every metric is within its bounds' };
  const isStuck = measurements.some(({ inconclusive }) => inconclusive > spec.inconclusiveLimit);
  return { state: isStuck ? 'stuck' : 'waiting', message: open.join('; ') };
}

/** When the next measurement is due, in milliseconds; undefined where there is nothing to measure. */
export function nextDueAt(trial: Trial, record: AnalysisStatus): number | undefined {
  const after = { ...trial, record };
  const times = metricsIn(trial.stage.name, trial.spec).map(({ name }) => dueAt(after, name));
  return times.length === 0 ? undefined : Math.min(...times);
}
