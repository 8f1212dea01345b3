import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { type ControllerWatcher, RESULTS } from '../controller/controller.js';
import type { QueueWatcher } from '../queue/queue-watcher.js';
import type { RequestWatcher } from '../api/request-record.js';
import { METRICS, QUEUE_BUCKETS, RECONCILE_BUCKETS } from './names.js';

/** All metrics of the runtime, in one registry. */
export class RuntimeMetrics {
  private readonly queues: QueueMetrics;
  private readonly controllers: ControllerMetrics;
  private readonly leader: Gauge;
  private readonly requests: Counter;
  private readonly objects: Gauge;
  private readonly restarts: Counter;

  constructor(registry: Registry) {
    const registers = [registry];
    this.queues = queueMetrics(registry);
    this.controllers = controllerMetrics(registry);
    this.leader = new Gauge({
      name: METRICS.leader,
      help: 'Whether this process is the leader: 1 or 0',
      labelNames: ['name'],
      registers,
    });
    this.requests = new Counter({
      name: METRICS.requests,
      help: 'Requests to the API server by status, method and host',
      labelNames: ['code', 'method', 'host'],
      registers,
    });
    this.objects = new Gauge({
      name: METRICS.cacheObjects,
      help: 'Objects that are held in memory, by kind',
      labelNames: ['kind'],
      registers,
    });
    this.restarts = new Counter({
      name: METRICS.cacheRestarts,
      help: 'Lists and watches that failed and were begun again, by kind',
      labelNames: ['kind'],
      registers,
    });
  }

  ofQueue(name: string): QueueWatcher {
    const { depth, adds, waited, worked, retries, probes } = this.queues;
    // The newer dashboards ask for the controller, the older ones for the name.
    const labels = { name, controller: name };
    adds.inc(labels, 0);
    retries.inc(labels, 0);
    return {
      depth: (keys) => depth.set(labels, keys),
      added: () => adds.inc(labels),
      taken: (seconds) => waited.observe(labels, seconds),
      done: (seconds) => worked.observe(labels, seconds),
      retried: () => retries.inc(labels),
      observe: (probe) => void probes.set(name, probe),
    };
  }

  ofController(controller: string, workers: number): ControllerWatcher {
    const { total, errors, seconds, active, most } = this.controllers;
    for (const result of RESULTS) total.inc({ controller, result }, 0);
    errors.inc({ controller }, 0);
    active.set({ controller }, 0);
    most.set({ controller }, workers);
    return {
      working: (change) => active.inc({ controller }, change),
      reconciled: (result, took) => {
        total.inc({ controller, result });
        if (result === 'error') errors.inc({ controller });
        seconds.observe({ controller }, took);
      },
    };
  }

  ofRequests(asked: RequestWatcher['asked'] = () => undefined): RequestWatcher {
    return {
      answered: (code, method, host) => this.requests.inc({ code, method, host }),
      asked,
    };
  }

  leads(name: string, isLeader: boolean): void {
    this.leader.set({ name }, isLeader ? 1 : 0);
  }

  cached(kind: string, objects: number): void {
    this.objects.set({ kind }, objects);
  }

  restarted(kind: string): void {
    this.restarts.inc({ kind });
  }
}

type QueueMetrics = ReturnType<typeof queueMetrics>;
type ControllerMetrics = ReturnType<typeof controllerMetrics>;

function queueMetrics(registry: Registry) {
  const probes = new Map<string, () => readonly number[]>();
  const labelNames = ['name', 'controller'];
  const registers = [registry];
  /** Gauges of work that is under way are made when somebody asks. */
  const gaugeOf = (name: string, help: string, of: (seconds: readonly number[]) => number) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      collect() {
        for (const [queue, probe] of probes)
          this.set({ name: queue, controller: queue }, of(probe()));
      },
    });
  gaugeOf(METRICS.unfinishedSeconds, 'Work in progress, summed, in seconds', (seconds) =>
    seconds.reduce((sum, each) => sum + each, 0),
  );
  gaugeOf(METRICS.longestSeconds, 'The longest work in progress, in seconds', (seconds) =>
    Math.max(0, ...seconds),
  );
  const histogramOf = (name: string, help: string) =>
    new Histogram({ name, help, labelNames, buckets: QUEUE_BUCKETS, registers });
  return {
    probes,
    depth: new Gauge({
      name: METRICS.queueDepth,
      help: 'Keys that wait to be worked on',
      labelNames,
      registers,
    }),
    adds: new Counter({ name: METRICS.queueAdds, help: 'Keys added', labelNames, registers }),
    retries: new Counter({
      name: METRICS.queueRetries,
      help: 'Keys added again after a failure',
      labelNames,
      registers,
    }),
    waited: histogramOf(METRICS.queueSeconds, 'How long keys wait to be worked on, in seconds'),
    worked: histogramOf(METRICS.workSeconds, 'How long keys are worked on, in seconds'),
  };
}

function controllerMetrics(registry: Registry) {
  const registers = [registry];
  const labelNames = ['controller'];
  return {
    total: new Counter({
      name: METRICS.reconciles,
      help: 'Reconciles by result',
      labelNames: ['controller', 'result'],
      registers,
    }),
    errors: new Counter({
      name: METRICS.reconcileErrors,
      help: 'Reconciles that failed',
      labelNames,
      registers,
    }),
    seconds: new Histogram({
      name: METRICS.reconcileSeconds,
      help: 'How long a reconcile takes, in seconds',
      labelNames,
      buckets: RECONCILE_BUCKETS,
      registers,
    }),
    active: new Gauge({
      name: METRICS.activeWorkers,
      help: 'Workers that are busy',
      labelNames,
      registers,
    }),
    most: new Gauge({
      name: METRICS.maxWorkers,
      help: 'Workers there are',
      labelNames,
      registers,
    }),
  };
}
