import type { RecommenderModel } from '#contracts';
import { PodHistory } from '../../measurement/index.js';
import { type Client, type Clock, keyOf, type Logger } from '../../runtime/index.js';
import type { ServingPod } from '../decide/index.js';
import { type Pod, PODS } from '../kinds.js';

/** What a server answers to GET; rejects where it does not, or with another status than 200. */
export type GetText = (url: string, signal: AbortSignal) => Promise<string>;

/** A window may be as long as a step, but no longer is looked back. */
const LONGEST_MS = 86_400_000;
const SLACK_MS = 600_000;

export interface ServingPodsParts {
  readonly client: Client;
  readonly clock: Clock;
  readonly get: GetText;
  readonly logger: Logger;
}

interface Remembered {
  readonly keepMs: number;
  readonly history: PodHistory;
}

/** Asks the pods that serve a model, and remembers what they have counted. */
export class ServingPods {
  private readonly models = new Map<string, Remembered>();

  constructor(private readonly parts: ServingPodsParts) {}

  historyOf(model: RecommenderModel): PodHistory {
    const key = keyOf(model.metadata);
    const keepMs = lookedBack(model);
    const known = this.models.get(key);
    if (known?.keepMs === keepMs) return known.history;
    const history = new PodHistory(keepMs);
    this.models.set(key, { keepMs, history });
    return history;
  }

  forget(key: string): void {
    this.models.delete(key);
  }

  /** Pods that end are left out: they take no traffic, and learn nothing new. */
  async ask(model: RecommenderModel, signal: AbortSignal): Promise<readonly ServingPod[]> {
    const { selector, metricsPort } = model.spec.serving;
    const labelSelector = Object.entries(selector.matchLabels)
      .map(([name, value]) => `${name}=${value}`)
      .join(',');
    const { namespace } = model.metadata;
    const { items } = await this.parts.client.list(PODS, { namespace, labelSelector }, signal);
    const history = this.historyOf(model);
    const now = this.parts.clock.date().getTime();
    history.forget(now);
    const serving = items.filter(
      ({ metadata, status }) =>
        metadata.deletionTimestamp === undefined &&
        (status?.phase === 'Running' || status?.phase === 'Pending'),
    );
    return Promise.all(serving.map((pod) => this.askOne(pod, metricsPort, history, signal)));
  }

  private async askOne(
    { metadata: { name, uid = name, creationTimestamp = '' }, status }: Pod,
    port: number,
    history: PodHistory,
    signal: AbortSignal,
  ): Promise<ServingPod> {
    const { podIP, startTime = creationTimestamp } = status ?? {};
    const pod = { name, startedAt: Date.parse(startTime) };
    if (podIP === undefined) return pod;
    const host = podIP.includes(':') ? `[${podIP}]` : podIP;
    try {
      const text = await this.parts.get(`http://${host}:${port}/metrics`, signal);
      return { ...pod, serving: history.record(uid, this.parts.clock.date().getTime(), text) };
    } catch (error) {
      this.parts.logger.debug({ err: error, pod: name }, 'a pod did not tell its metrics');
      return pod;
    }
  }
}

function lookedBack({ spec: { rollout } }: RecommenderModel): number {
  const seconds = [
    ...rollout.analysis.metrics.map(({ windowSeconds }) => windowSeconds),
    ...(rollout.steps ?? []).map(({ durationSeconds }) => durationSeconds),
    rollout.shadow?.durationSeconds ?? 0,
  ];
  return Math.min(LONGEST_MS, Math.max(0, ...seconds) * 1_000) + SLACK_MS;
}
