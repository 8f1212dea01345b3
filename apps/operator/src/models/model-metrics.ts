import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { PHASES, type RecommenderModelStatus } from '#contracts';
import { OPERATOR_METRICS } from '#telemetry';
import type { ObservedJob } from './decide/index.js';

const RESULTS = ['succeeded', 'failed'] as const;

/** Where each model is on its way, and what became of its trainings. */
export class ModelMetrics {
  private readonly phase: Gauge;
  private readonly weight: Gauge;
  private readonly runs: Counter;
  private readonly duration: Histogram;
  /** Names of the Jobs that were seen at work, by model: those that had ended before are not counted. */
  private readonly atWork = new Map<string, Set<string>>();

  constructor(registry: Registry) {
    const { rolloutPhase, rolloutWeight, trainingRuns, trainingDuration } = OPERATOR_METRICS;
    const registers = [registry];
    this.phase = new Gauge({ ...rolloutPhase, registers });
    this.weight = new Gauge({ ...rolloutWeight, registers });
    this.runs = new Counter({ ...trainingRuns, registers });
    this.duration = new Histogram({
      ...trainingDuration,
      buckets: [...trainingDuration.buckets],
      registers,
    });
  }

  /** @param model namespace and name of the resource */
  observed(
    model: string,
    { phase: current, weight = 0 }: Pick<RecommenderModelStatus, 'phase' | 'weight'>,
    jobs: readonly ObservedJob[],
  ): void {
    for (const phase of PHASES) this.phase.set({ model, phase }, phase === current ? 1 : 0);
    this.weight.set({ model }, weight);
    for (const result of RESULTS) this.runs.inc({ model, result }, 0);
    for (const job of this.endedOf(model, jobs)) this.ended(model, job);
  }

  /** The resource is gone. */
  forget(model: string): void {
    for (const phase of PHASES) this.phase.remove({ model, phase });
    for (const result of RESULTS) this.runs.remove({ model, result });
    this.weight.remove({ model });
    this.duration.remove({ model });
    this.atWork.delete(model);
  }

  /** Those that were at work when they were last looked at and have ended since. */
  private endedOf(model: string, jobs: readonly ObservedJob[]): readonly ObservedJob[] {
    const before = this.atWork.get(model);
    const running = jobs.filter(({ state }) => state === 'Running');
    this.atWork.set(model, new Set(running.map(({ name }) => name)));
    return jobs.filter(({ name, state }) => state !== 'Running' && before?.has(name) === true);
  }

  private ended(model: string, { state, step, startedAt, finishedAt }: ObservedJob): void {
    // The shards alone are no model yet: their merge is what succeeds.
    if (state === 'Succeeded' && step === 'shards') return;
    this.runs.inc({ model, result: state === 'Succeeded' ? 'succeeded' : 'failed' });
    if (startedAt === undefined || finishedAt === undefined) return;
    this.duration.observe({ model }, Math.max(0, finishedAt - startedAt) / 1_000);
  }
}
