import { LABELS, type Rollout, type Trained } from '#contracts';
import type { Measurement, MeasurementRequest } from '../judgement/measurement.js';
import { hashOf } from '../models/decide/hash.js';
import { type ConfigMap, type Job, JOB_NAME } from '../models/kinds.js';
import { FakeApiServer } from '../runtime/testing/fake-api-server.js';
import type { VirtualClock } from '../runtime/testing/virtual-clock.js';
import { trainingOfJob } from '../training/index.js';

export const NAMESPACE = 'default';
const JOB_MS = 20_000;
/** From a change of the ConfigMap until a pod serves what it says. */
const LOAD_MS = 4_000;
const LOOK_MS = 1_000;

/** What candidates show when they are measured. */
export type Health = 'good' | 'bad' | 'scarce';

const SHOWN = {
  good: { hits: 0, of: 10_000 },
  bad: { hits: 5_000, of: 10_000 },
  scarce: { hits: 0, of: 3 },
} as const;

/** The id of the version that is trained from a catalogue. */
export const idOf = (catalogue: string): string => hashOf(catalogue);

interface Pod {
  readonly name: string;
  readonly app: string;
  readonly ip: string;
  /** Roll-outs that it has seen, the latest last, and when. */
  seen: readonly { readonly at: number; readonly text: string }[];
}

interface Applied {
  readonly metadata: { readonly name: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

/**
 * What lies behind the API in memory: Jobs that train, pods that load what the roll-out says and tell
 * it, measurements. Nothing goes wrong in here; that is left to the connections of the operator.
 */
export class FakeCluster {
  readonly server: FakeApiServer;
  /** Of the versions that are not good. */
  readonly health = new Map<string, Health>();
  /** The last measurement of each version. */
  readonly shown = new Map<string, Health>();
  private readonly pods: Pod[] = [];

  constructor(private readonly clock: VirtualClock) {
    this.server = new FakeApiServer({ clock, withStatus: ['recommendermodels'] });
    const look = (): void => {
      this.endJobs();
      this.load();
      clock.after(LOOK_MS, look);
    };
    clock.after(LOOK_MS, look);
  }

  /** As `kubectl apply` and `kubectl scale` do. */
  put(group: string, plural: string, object: Applied): void {
    const path = `${group}/namespaces/${NAMESPACE}/${plural}/${object.metadata.name}`;
    this.server.handle({ method: 'PATCH', path, body: object });
  }

  setCatalogue(name: string, catalogue: string): void {
    const data = { 'films.csv': catalogue };
    this.put('/api/v1', 'configmaps', { metadata: { name }, data });
  }

  addPods(app: string, count: number): void {
    for (let i = 0; i < count; i++) {
      const name = `${app}-${i}`;
      const ip = `10.0.${Math.floor(this.pods.length / 250)}.${this.pods.length % 250}`;
      this.pods.push({ name, app, ip, seen: [] });
      const status = { phase: 'Running', podIP: ip, startTime: this.clock.date().toISOString() };
      this.put('/api/v1', 'pods', { metadata: { name, labels: { app } }, status });
    }
  }

  rolloutOf(model: string): Rollout | undefined {
    const text = this.configMap(`${model}-rollout`)?.data?.['rollout.json'];
    return text === undefined ? undefined : (JSON.parse(text) as Rollout);
  }

  /** What a pod answers on its metrics port. */
  metricsOf(url: string): string {
    const { hostname } = new URL(url);
    const pod = this.pods.find(({ ip }) => ip === hostname);
    const now = this.clock.elapsed();
    const text = pod?.seen.findLast(({ at }) => at <= now - LOAD_MS)?.text;
    const { stable, candidate, shadow } = (text === undefined ? {} : JSON.parse(text)) as Rollout;
    const info = (variant: string, id: string | undefined): string =>
      id === undefined
        ? ''
        : `recommender_model_info{name="m",version="${id.slice(0, 12)}",digest="${id}",variant="${variant}"} 1\n`;
    return info('stable', stable) + info('candidate', candidate) + info('shadow', shadow);
  }

  measure(request: MeasurementRequest): Measurement {
    const health = this.health.get(request.candidate) ?? 'good';
    this.shown.set(request.candidate, health);
    const candidate = { type: 'proportion', ...SHOWN[health] } as const;
    const stable = { type: 'proportion', ...SHOWN.good } as const;
    return { ...request, seen: { candidate, stable } };
  }

  private configMap(name: string): ConfigMap | undefined {
    return this.server.objects.get(`/api/v1/namespaces/${NAMESPACE}/configmaps/${name}`);
  }

  /** The Job controller and the kubelet: the pod leaves its result before the Job is complete. */
  private endJobs(): void {
    for (const object of this.server.all('jobs')) {
      const job = object as Job;
      const { name, creationTimestamp = '', labels = {} } = job.metadata;
      const isDue = Date.parse(creationTimestamp) + JOB_MS <= this.clock.date().getTime();
      if (job.status !== undefined || !isDue) continue;
      const model = labels[LABELS.model];
      const finishedAt = this.clock.date().toISOString();
      const terminated = { exitCode: 0, message: this.resultOf(job), finishedAt };
      this.put('/api/v1', 'pods', {
        metadata: {
          name: `${name}-0`,
          labels: { [LABELS.model]: model, [JOB_NAME]: name },
          ownerReferences: [{ kind: 'Job', name, uid: job.metadata.uid }],
        },
        status: { phase: 'Succeeded', containerStatuses: [{ state: { terminated } }] },
      });
      const conditions = [{ type: 'Complete', status: 'True' }];
      const status = { startTime: creationTimestamp, completionTime: finishedAt, conditions };
      this.server.handle({
        method: 'PUT',
        path: `/apis/batch/v1/namespaces/${NAMESPACE}/jobs/${name}`,
        body: { ...job, status },
      });
    }
  }

  private resultOf({ metadata: { labels = {} }, spec }: Job): string {
    const model = labels[LABELS.model];
    const catalogue = this.configMap(`${model}-films`)?.data?.['films.csv'] ?? '';
    const id = idOf(catalogue);
    const digest = `sha256:${hashOf([catalogue])}` as const;
    const stable = /"--compare","(?<id>[0-9a-f]+)"/u.exec(JSON.stringify(spec))?.groups?.id;
    const result: Trained = {
      result: 'trained',
      model,
      id,
      version: id.slice(0, 12),
      bytes: 1,
      createdAt: this.clock.date().toISOString(),
      catalogue: {
        digest,
        location: 'films.csv',
        mapping: 'plain',
        rows: { read: 1, accepted: 1, repaired: 0, refused: 0 },
      },
      counts: { films: 1, terms: 1 },
      seconds: 1,
      figures: { 'ndcg@10': 0.3 },
      ...(stable !== undefined && {
        comparison: {
          with: stable,
          asked: 100,
          overlap: 0.8,
          rankCorrelation: 0.8,
          identicalLists: 10,
          emptyLists: { before: 0, after: 0 },
        },
      }),
    };
    return JSON.stringify(result);
  }

  private load(): void {
    const at = this.clock.elapsed();
    for (const pod of this.pods) {
      const text = this.configMap(`${pod.app}-rollout`)?.data?.['rollout.json'];
      if (text !== undefined && pod.seen.at(-1)?.text !== text)
        pod.seen = [...pod.seen.slice(-3), { at, text }];
    }
  }
}

/** What a Job trains, with which step: there must never be two of one. */
export const trainingKey = (job: Job): string => {
  const { hash, step } = trainingOfJob(job) ?? {};
  return `${job.metadata.labels?.[LABELS.model]} ${step} ${hash}`;
};
