import type { Client } from './api/client.js';
import type { KubeObject, Resource } from './api/resource.js';
import { Cache, type CacheOptions } from './cache/cache.js';
import { Controller, type ControllerOptions } from './controller/controller.js';
import {
  type ElectionOptions,
  LeaderElection,
  type Leadership,
} from './election/leader-election.js';
import type { Checks } from './health/health-server.js';
import type { Logger } from './logger.js';
import type { RuntimeMetrics } from './metrics/runtime-metrics.js';
import type { Random } from './time/back-off.js';
import { type Clock, sleep } from './time/clock.js';

/** How often it is looked whether all caches are filled. */
const SYNC_POLL_MS = 100;

export interface ManagerParts {
  readonly client: Client;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly metrics: RuntimeMetrics;
}

export interface ManagerOptions {
  /** Without it this process takes itself for the only one. */
  readonly election?: ElectionOptions;
  /** How long reconciles may go on after the end was asked for, before their signal is aborted. */
  readonly stopMs: number;
}

/** How it ended. Who has lost the lease must end its process: it may not know what it still does. */
export type Ending = 'stopped' | 'lost';

/**
 * Runs caches and controllers: caches in every replica, so that the next leader need not fill them
 * first, controllers only while this process leads.
 */
export class Manager {
  private readonly caches: Cache<KubeObject>[] = [];
  private readonly controllers: Controller[] = [];
  private readonly election?: LeaderElection;
  private isStopping = false;

  constructor(
    private readonly options: ManagerOptions,
    private readonly parts: ManagerParts,
  ) {
    const { election } = options;
    if (election === undefined) return;
    const { name } = election.lease;
    const onChange = (isLeader: boolean): void => parts.metrics.leads(name, isLeader);
    this.election = new LeaderElection(election, { ...parts, onChange });
  }

  /** A cache that starts and stops with the manager. */
  cache<T extends KubeObject>(resource: Resource<T>, options: CacheOptions<T> = {}): Cache<T> {
    const { metrics } = this.parts;
    const { kind } = resource;
    const onRestart = (): void => metrics.restarted(kind);
    const cache = new Cache(resource, options, { ...this.parts, onRestart });
    cache.onChange(() => metrics.cached(kind, cache.size));
    this.caches.push(cache as unknown as Cache<KubeObject>);
    return cache;
  }

  /** A controller that starts when this process leads; give it its watches before. */
  controller(options: ControllerOptions): Controller {
    const { metrics } = this.parts;
    const watcher = metrics.ofController(options.name, options.workers ?? 1);
    const queueWatcher = metrics.ofQueue(options.name);
    const controller = new Controller(options, { ...this.parts, watcher, queueWatcher });
    this.controllers.push(controller);
    return controller;
  }

  /** For `/readyz`. */
  get ready(): Checks {
    const caches = this.caches.map((cache) => [
      `cache of ${cache.resource.plural}`,
      () => (cache.isSynced ? undefined : 'list or watch has not succeeded'),
    ]);
    const stopping = (): string | undefined => (this.isStopping ? 'stopping' : undefined);
    return { ...(Object.fromEntries(caches) as Checks), process: stopping };
  }

  /** Works until the signal is aborted or the lease is lost, and ends in order. */
  async run(signal: AbortSignal): Promise<Ending> {
    for (const cache of this.caches) cache.start();
    try {
      await this.synced(signal);
      const leadership = await this.election?.acquire(signal);
      if (signal.aborted) return 'stopped';
      return await this.lead(signal, leadership);
    } finally {
      this.isStopping = true;
      for (const cache of this.caches) cache.stop();
    }
  }

  private async lead(signal: AbortSignal, leadership?: Leadership): Promise<Ending> {
    for (const controller of this.controllers) controller.start();
    const ending = await oneOf(signal, leadership?.lost);
    this.isStopping = true;
    await this.stopControllers(ending === 'lost' ? 0 : this.options.stopMs, leadership?.lost);
    await leadership?.release();
    return ending;
  }

  /** Lets reconciles end by themselves for so long, unless the lease is lost; then tells them to. */
  private async stopControllers(graceMs: number, lost?: AbortSignal): Promise<void> {
    const { clock } = this.parts;
    const over = new AbortController();
    const abort = (): void => {
      for (const controller of this.controllers) controller.abort();
    };
    lost?.addEventListener('abort', abort);
    if (graceMs === 0) abort();
    void sleep(clock, graceMs, over.signal).then(abort);
    await Promise.all(this.controllers.map((controller) => controller.stop()));
    over.abort();
    lost?.removeEventListener('abort', abort);
  }

  private async synced(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.caches.some((cache) => !cache.isSynced))
      await sleep(this.parts.clock, SYNC_POLL_MS, signal);
  }
}

function oneOf(stop: AbortSignal, lost?: AbortSignal): Promise<Ending> {
  return new Promise((resolve) => {
    const stopped = (): void => resolve('stopped');
    if (lost?.aborted) resolve('lost');
    if (stop.aborted) stopped();
    stop.addEventListener('abort', stopped, { once: true });
    lost?.addEventListener('abort', () => resolve('lost'), { once: true });
  });
}
