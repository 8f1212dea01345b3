import { Registry } from 'prom-client';
import { readEnvironment } from '../config/environment.js';
import { createOperator } from '../operator.js';
import { childOf, type Random, type Transport } from '../runtime/index.js';
import type { Faults } from '../runtime/testing/faults.js';
import { silentLogger } from '../runtime/testing/silent-logger.js';
import type { VirtualClock } from '../runtime/testing/virtual-clock.js';
import type { FakeCluster } from './cluster.js';

const RESTART_MS = 2_000;

export interface ProcessOptions {
  readonly cluster: FakeCluster;
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly faults: Faults;
  readonly environment: Readonly<Record<string, string>>;
  /** Dies as its write of this number has been carried out, and nobody has told it so. */
  readonly diesAfterWrite?: number;
}

/** A replica of the operator: its life, its deaths, and who starts it again. */
export class OperatorProcess {
  private lives = 0;
  private writes = 0;
  private kill: () => void = () => undefined;
  private isOver = false;

  constructor(
    private readonly name: string,
    private readonly options: ProcessOptions,
  ) {
    this.start();
  }

  /** Dies now, and is started again a little later. */
  die(): void {
    this.kill();
  }

  /** For ever. */
  end(): void {
    this.isOver = true;
    this.kill();
  }

  private start(): void {
    if (this.isOver) return;
    const { cluster, clock, random, faults, environment } = this.options;
    const dying = new AbortController();
    this.kill = () => dying.abort();
    const transport = this.mortal(cluster.server.connect(faults), dying.signal);
    const settings = readEnvironment({ ...environment, POD_NAME: `${this.name}-${this.lives++}` });
    const { manager } = createOperator(settings, {
      transport,
      clock,
      random,
      logger: silentLogger,
      registry: new Registry(),
      get: (url) => Promise.resolve(cluster.metricsOf(url)),
      head: () => Promise.reject(new Error('nothing is behind an address here')),
      measure: () => (_, request) => Promise.resolve(cluster.measure(request)),
    });
    const again = (): void => void clock.after(RESTART_MS, () => this.start());
    dying.signal.addEventListener('abort', again);
    void manager.run(dying.signal).then((ending) => {
      if (ending === 'lost' && !dying.signal.aborted) this.kill();
    });
  }

  /** A connection that a dead process does nothing by. */
  private mortal(inner: Transport, dying: AbortSignal): Transport {
    const dead = (): Error => new Error('the process is dead');
    return {
      host: inner.host,
      send: async (request, signal) => {
        if (dying.aborted) throw dead();
        const answer = await inner.send(request, signal);
        const isWrite = request.method !== 'GET' && !request.path.includes('/leases');
        if (isWrite && answer.status < 400 && ++this.writes === this.options.diesAfterWrite)
          this.kill();
        dying.throwIfAborted();
        return answer;
      },
      open: (request, signal) => {
        if (dying.aborted) return Promise.reject(dead());
        const { controller } = childOf(signal);
        dying.addEventListener('abort', () => controller.abort());
        return inner.open(request, controller.signal);
      },
    };
  }

  get writesDone(): number {
    return this.writes;
  }
}
