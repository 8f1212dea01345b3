import type { FastifyRequest } from 'fastify';
import { Gauge, Histogram } from 'prom-client';
import { GAUGES, HISTOGRAMS, type MetricBuffers } from '#telemetry';
import { readableRoute } from '../http/routes.js';
import type { RequestWatcher } from '../http/server.js';

/** Label of what matched no route: the path or an invented method would make a series of every typo. */
const UNMATCHED = 'unmatched';

/** Counts and times the requests of a server. One in a process, as it makes the metrics. */
export class HttpMetrics implements RequestWatcher {
  private readonly duration = new Histogram(HISTOGRAMS.httpDuration);
  private readonly inFlight = new Gauge(GAUGES.inFlight);

  constructor(private readonly buffers: MetricBuffers) {}

  begun(): void {
    this.inFlight.inc();
  }

  ended({ method, routeOptions }: FastifyRequest, status: number, seconds: number): void {
    this.inFlight.dec();
    const route = readableRoute(routeOptions.url);
    const matched =
      route === undefined ? { method: UNMATCHED, route: UNMATCHED } : { method, route };
    this.duration.observe({ ...matched, status_code: status }, seconds);
  }

  /** The same for one route, which need not be asked for what it is. */
  ofRoute(method: string, route: string): RouteWatcher {
    const byStatus = new Map<number, (seconds: number) => void>();
    const observerOf = (status: number): ((seconds: number) => void) => {
      const labels = { method, route, status_code: status };
      return this.buffers.observations((seconds) => this.duration.observe(labels, seconds));
    };
    return {
      begun: () => this.begun(),
      ended: (status, seconds) => {
        this.inFlight.dec();
        let observe = byStatus.get(status);
        if (observe === undefined) byStatus.set(status, (observe = observerOf(status)));
        observe(seconds);
      },
    };
  }
}

/** Told of every request of one route. */
export interface RouteWatcher {
  begun(): void;
  ended(status: number, seconds: number): void;
}
