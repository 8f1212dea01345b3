import {
  type RecommenderModel,
  type RecommenderModelStatus,
  type RecommenderModelVersion,
  recommenderModelSpecSchema,
  type Rollout,
} from '#contracts';
import type { Measurement, MeasurementRequest, Seen } from '../../../judgement/measurement.js';
import { decide } from '../decide.js';
import { hashOf } from '../hash.js';
import { momentOf } from '../moment.js';
import { measurementsDue } from '../trial.js';
import type { Decision, Observed, ObservedJob, RecordEvent, ServingPod } from '../types.js';

export const START = Date.parse('2026-01-05T00:00:00Z');

type SpecInput = Parameters<typeof recommenderModelSpecSchema.parse>[0];

/** A specification with its defaults; `rollout` and the like in place of them. */
export const specOf = (parts: Record<string, unknown> = {}): RecommenderModel['spec'] =>
  recommenderModelSpecSchema.parse({
    catalogue: { source: { configMap: { name: 'films', key: 'films.csv' } } },
    store: { persistentVolumeClaim: { claimName: 'models', path: 'store' } },
    serving: { selector: { matchLabels: { app: 'recommender' } } },
    ...parts,
  } satisfies SpecInput);

export const idOf = (name: string): string => hashOf(name);

/** Everything within its bounds, with samples enough for any. */
export const GOOD: Seen = {
  candidate: { type: 'proportion', hits: 0, of: 10_000 },
  stable: { type: 'proportion', hits: 0, of: 10_000 },
};
export const BAD: Seen = {
  candidate: { type: 'proportion', hits: 5_000, of: 10_000 },
  stable: { type: 'proportion', hits: 0, of: 10_000 },
};
export const SCARCE: Seen = {
  candidate: { type: 'proportion', hits: 0, of: 3 },
  stable: { type: 'proportion', hits: 0, of: 10_000 },
};

/** What a measurement comes to: seen, or the reason why it could not be made. */
export type Measure = (request: MeasurementRequest, now: number) => Seen | string;

/** A cluster with one resource in it, whose pods obey the roll-out at once and whose Jobs wait to be ended. */
export class World {
  now = START;
  spec: RecommenderModel['spec'];
  generation = 1;
  annotations: Record<string, string> = {};
  status: RecommenderModelStatus | undefined;
  /** Name of the catalogue that there is now; what is trained from it is `idOf` of it. */
  catalogue: string | undefined = 'A';
  versions: RecommenderModelVersion[] = [];
  jobs: ObservedJob[] = [];
  rollout: Rollout | undefined;
  podCount = 2;
  /** Versions that pods do not load. */
  refused = new Set<string>();
  /** Pods that do not answer. */
  silent = new Set<string>();
  figures: Record<string, string> = { 'ndcg@10': '0.3' };
  measure: Measure = () => GOOD;
  rolloutWrites = 0;
  jobsCreated: string[] = [];
  events: RecordEvent[] = [];

  constructor(spec: Record<string, unknown> = {}) {
    this.spec = specOf(spec);
  }

  change(spec: Record<string, unknown>): void {
    this.spec = specOf({ ...this.spec, ...spec });
    this.generation++;
  }

  observe(): Observed {
    const { spec, generation, annotations, status, catalogue, versions, jobs, rollout } = this;
    const base: Observed = {
      resource: {
        name: 'movies',
        generation,
        annotations,
        createdAt: START,
        isBeingDeleted: false,
        spec,
        ...(status && { status }),
      },
      inputs:
        catalogue === undefined
          ? { problem: 'ConfigMap films was not found' }
          : { hash: this.inputsHash(catalogue) },
      versions,
      jobs,
      rollout: rollout === undefined ? { state: 'absent' } : { state: 'read', rollout },
      pods: this.pods(),
      measurements: [],
    };
    const measurements = measurementsDue(base, this.now).map((request): Measurement => {
      const seen = this.measure(request, this.now);
      return typeof seen === 'string' ? { ...request, error: seen } : { ...request, seen };
    });
    return { ...base, measurements };
  }

  /** Decides, does and writes once. */
  reconcile(): Decision {
    const decision = decide(this.observe(), this.now);
    for (const action of decision.actions) this.do(action);
    this.status = decision.status;
    return decision;
  }

  /** As often as it asks for anything at this moment. */
  settle(): Decision {
    let decision = this.reconcile();
    for (let i = 0; i < 20 && decision.actions.length > 0; i++) decision = this.reconcile();
    return decision;
  }

  /** Lets time pass, looking every so many seconds. */
  pass(seconds: number, every = 30): void {
    for (let passed = 0; passed < seconds; passed += every) {
      this.now += every * 1_000;
      this.settle();
    }
  }

  /** Every Job that runs comes to an end. */
  endJobs(state: 'Succeeded' | 'Failed' = 'Succeeded'): void {
    this.jobs = this.jobs.map((job) =>
      job.state === 'Running'
        ? {
            ...job,
            state,
            finishedAt: this.now,
            hasResult: state === 'Succeeded' && job.step !== 'shards',
            ...(state === 'Failed' ? { problem: 'OutOfMemory' } : {}),
          }
        : job,
    );
  }

  /** Trains what is wanted, and puts it in service or on its way there. */
  train(): void {
    this.settle();
    this.endJobs();
    this.settle();
  }

  condition(type: string): string {
    const found = this.status?.conditions.find((one) => one.type === type);
    return found === undefined ? 'absent' : `${found.status} ${found.reason}`;
  }

  /** The reasons of the events since the last time. */
  told(): string[] {
    return this.events.splice(0).map(({ reason }) => reason);
  }

  private inputsHash(catalogue: string): string {
    return hashOf([catalogue, this.spec.training.preset, this.spec.training.parameters]);
  }

  private do(action: Decision['actions'][number]): void {
    switch (action.type) {
      case 'createJob':
        this.createJob(action.hash, action.step);
        return;
      case 'deleteJob':
        this.jobs = this.jobs.filter(({ name }) => name !== action.name);
        return;
      case 'createVersion':
        this.versions = [...this.versions, this.versionOf(action.hash, action.jobName)];
        return;
      case 'deleteVersion':
        this.versions = this.versions.filter(({ metadata }) => metadata.name !== action.name);
        return;
      case 'writeRollout':
        this.rollout = action.rollout;
        this.rolloutWrites++;
        return;
      case 'recordEvent':
        this.events.push(action);
    }
  }

  private createJob(hash: string, step: ObservedJob['step']): void {
    const name = `movies-${step}-${hash.slice(0, 8)}`;
    if (this.jobs.some((job) => job.name === name)) return;
    this.jobsCreated.push(name);
    const job = { name, hash, step, state: 'Running', startedAt: this.now, hasResult: false } as const;
    this.jobs = [...this.jobs, job];
  }

  private versionOf(hash: string, jobName: string): RecommenderModelVersion {
    const id = idOf(this.catalogue ?? '');
    const digest = `sha256:${id}`;
    const rows = { read: 1, accepted: 1, repaired: 0, refused: 0 };
    const stable = this.rollout?.stable;
    return {
      apiVersion: 'movierec.dev/v1alpha1',
      kind: 'RecommenderModelVersion',
      metadata: { name: `movies-${hash.slice(0, 8)}` },
      spec: {
        modelName: 'movies',
        resourceName: 'movies',
        id,
        version: id.slice(0, 12),
        hash,
        bytes: 1,
        createdAt: momentOf(this.now),
        catalogue: { digest, location: 'films.csv', mapping: 'plain', rows },
        counts: { films: 1, terms: 1 },
        jobName,
        image: 'trainer',
        figures: this.figures,
        ...(stable && {
          comparison: {
            with: stable,
            asked: 100,
            overlap: '0.8',
            rankCorrelation: '0.8',
            identicalLists: 10,
            emptyLists: { before: 0, after: 0 },
          },
        }),
      },
    };
  }

  private pods(): ServingPod[] {
    return Array.from({ length: this.podCount }, (_, i) => {
      const name = `pod-${i}`;
      const pod = { name, startedAt: START };
      return this.silent.has(name) ? pod : { ...pod, serving: this.serving() };
    });
  }

  private serving() {
    const { stable, candidate, shadow } = this.rollout ?? {};
    const roles = [
      { variant: 'stable', id: stable },
      { variant: 'candidate', id: candidate },
      { variant: 'shadow', id: shadow },
    ] as const;
    return roles.flatMap(({ variant, id }) =>
      id === undefined || this.refused.has(id) ? [] : [{ variant, id }],
    );
  }
}
