import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { FastifyInstance } from 'fastify';
import { Gauge, Histogram } from 'prom-client';
import { GAUGES, HISTOGRAMS } from '#telemetry';

/** Route label of what matched no route; the path itself would make a series of every typo. */
const UNMATCHED = 'unmatched';

/** Counts and times every request of a server, whatever became of it. */
@Injectable()
export class HttpMetrics {
  constructor(
    @InjectMetric(HISTOGRAMS.httpDuration.name) private readonly duration: Histogram,
    @InjectMetric(GAUGES.inFlight.name) private readonly inFlight: Gauge,
  ) {}

  watch(fastify: FastifyInstance): void {
    const { duration, inFlight } = this;
    // 'close' comes once for every response, also when the client went away; onResponse does not.
    const onClose = (): void => inFlight.dec();
    fastify.addHook('onRequest', (_request, reply, done) => {
      inFlight.inc();
      reply.raw.once('close', onClose);
      done();
    });
    fastify.addHook('onResponse', (request, reply, done) => {
      const route = request.routeOptions.url ?? UNMATCHED;
      // A method is one of a few for a route that exists, and anything at all for one that does not.
      const method = route === UNMATCHED ? UNMATCHED : request.method;
      const labels = { method, route, status_code: String(reply.statusCode) };
      duration.observe(labels, reply.elapsedTime / 1_000);
      done();
    });
  }
}
