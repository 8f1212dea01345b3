import type { KubeObject } from '../runtime/index.js';
import type { Write } from '../runtime/testing/fake-api-server.js';
import { type ConfigMap, ROLLOUT_KEY } from '../models/kinds.js';
import type { Rollout } from '#contracts';
import { type FakeCluster, trainingKey } from './cluster.js';

/** Looks at every write as it is done, and keeps what breaks a law. */
export class Laws {
  readonly broken: string[] = [];
  private readonly jobs = new Set<string>();
  private readonly rollouts = new Map<string, Rollout>();
  /** Versions that were taken back, by roll-out. */
  private readonly failed = new Set<string>();
  private seen = 0;

  constructor(private readonly cluster: FakeCluster) {}

  /** Everything that was written since the last time. */
  check(): void {
    const { writes } = this.cluster.server;
    for (; this.seen < writes.length; this.seen++) this.checkOne(writes[this.seen]);
  }

  private checkOne({ request, object }: Write): void {
    if (request.method === 'POST' && request.path.includes('/jobs')) this.checkJob(object);
    const text = (object as ConfigMap).data?.[ROLLOUT_KEY];
    if (text !== undefined && request.method !== 'DELETE')
      this.checkRollout(object.metadata.name, JSON.parse(text) as Rollout);
  }

  private checkJob(object: KubeObject): void {
    const key = trainingKey(object);
    if (this.jobs.has(key)) this.broken.push(`two Jobs for one hash: ${key}`);
    this.jobs.add(key);
  }

  private checkRollout(name: string, after: Rollout): void {
    const before = this.rollouts.get(name);
    this.rollouts.set(name, after);
    const tell = (law: string): void =>
      void this.broken.push(`${law}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`);
    if (after.revision !== (before?.revision ?? 0) + 1) tell('revisions count the writes');
    if (before === undefined) return;
    const { candidate } = before;
    const shown = candidate === undefined ? undefined : this.cluster.shown.get(candidate);
    const isPromotion = after.stable !== before.stable;
    if (isPromotion && (after.stable !== candidate || shown !== 'good'))
      tell('promoted only what was measured and good');
    const isGrowth = candidate !== undefined && after.candidate === candidate;
    if (isGrowth && before.weight > 0 && after.weight > before.weight && shown !== 'good')
      tell('weight grows only while all is good');
    if (after.candidate !== undefined && this.failed.has(after.candidate))
      tell('what failed is not tried again');
    if (candidate !== undefined && after.candidate === undefined && !isPromotion)
      this.failed.add(candidate);
  }
}
