import { Controller, Get, Res } from '@nestjs/common';
import { PrometheusController } from '@willsoto/nestjs-prometheus';
import { MetricBuffers } from '#telemetry';

/** `/metrics`, with nothing kept back. */
@Controller()
export class MetricsController extends PrometheusController {
  constructor(private readonly buffers: MetricBuffers) {
    super();
  }

  @Get()
  override index(@Res({ passthrough: true }) response: unknown): Promise<string> {
    this.buffers.flush();
    return super.index(response);
  }
}
