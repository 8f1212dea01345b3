import type { FastifyRequest } from 'fastify';
import { Gauge } from 'prom-client';
import { BucketHistogram, GAUGES, HISTOGRAMS, type Observe } from '#telemetry';
import { readableRoute } from '../http/routes.js';
import type { RequestWatcher } from '../http/server.js';

/** Label of what matched no route: the path or an invented method would make a series of every typo. */
const UNMATCHED = 'unmatched';

/** Counts and times the requests of a server. One in a process, as it makes the metrics. */
export class HttpMetrics implements RequestWatcher {
  private readonly duration = new BucketHistogram(HISTOGRAMS.httpDuration);
  private readonly byRoute = new Map<string, RouteWatcher>();
  private flying = 0;

  constructor() {
    const countNow = (): number => this.flying;
    new Gauge({
      ...GAUGES.inFlight,
      collect() {
        this.set(countNow());
      },
    });
  }

  /** Requests that are being answered now. */
  get inFlight(): number {
    return this.flying;
  }

  begun(): void {
    this.flying++;
  }

  ended(
    { method, routeOptions }: FastifyRequest,
    status: number,
    seconds: number,
    traceId?: string,
  ): void {
    this.flying--;
    const labels = { ...routeLabels(method, routeOptions.url), status_code: status };
    this.duration.of(labels)(seconds, traceId);
  }

  /** The same for one route (undefined: for what is none), at less cost. */
  ofRoute(method: string, route: string | undefined): RouteWatcher {
    const labels = routeLabels(method, route);
    const key = `${labels.method} ${labels.route}`;
    let watcher = this.byRoute.get(key);
    if (watcher === undefined) this.byRoute.set(key, (watcher = this.makeWatcher(labels)));
    return watcher;
  }

  private makeWatcher(route: RouteLabels): RouteWatcher {
    const byStatus = new Map<number, Observe>();
    const observerOf = (status: number): Observe =>
      this.duration.of({ ...route, status_code: status });
    return {
      begun: () => this.begun(),
      ended: (status, seconds, traceId) => {
        this.flying--;
        let observe = byStatus.get(status);
        if (observe === undefined) byStatus.set(status, (observe = observerOf(status)));
        observe(seconds, traceId);
      },
    };
  }
}

interface RouteLabels {
  readonly method: string;
  readonly route: string;
}

function routeLabels(method: string, template: string | undefined): RouteLabels {
  const route = readableRoute(template);
  return route === undefined ? { method: UNMATCHED, route: UNMATCHED } : { method, route };
}

/** Told of every request of one route. */
export interface RouteWatcher {
  begun(): void;
  /** @param traceId of its trace, if that can be looked up */
  ended(status: number, seconds: number, traceId?: string): void;
}
