import { Controller, Get, Headers, Res } from '@nestjs/common';
import { PrometheusController } from '@willsoto/nestjs-prometheus';
import type { FastifyReply } from 'fastify';
import { register } from 'prom-client';
import { MetricBuffers, OPEN_METRICS_TYPE, toOpenMetrics } from '#telemetry';
import { acceptsOpenMetrics } from './accepts-open-metrics.js';

/** `/metrics`, with nothing kept back. */
@Controller()
export class MetricsController extends PrometheusController {
  constructor(private readonly buffers: MetricBuffers) {
    super();
  }

  @Get()
  override index(
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('accept') accept?: string,
  ): Promise<string> {
    this.buffers.flush();
    void reply.header('vary', 'accept');
    if (!acceptsOpenMetrics(accept)) return super.index(reply);
    void reply.header('content-type', OPEN_METRICS_TYPE);
    return toOpenMetrics(register);
  }
}
