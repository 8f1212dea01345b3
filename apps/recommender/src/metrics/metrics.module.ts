import { type DynamicModule, Module } from '@nestjs/common';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { MetricBuffers } from '#telemetry';
import { MetricsController } from './metrics.controller.js';

/** The second listener: `/metrics` of the whole process. It is never published. */
@Module({})
export class MetricsModule {
  static with(buffers: MetricBuffers): DynamicModule {
    return {
      module: MetricsModule,
      imports: [
        {
          module: Buffers,
          global: true,
          providers: [{ provide: MetricBuffers, useValue: buffers }],
          exports: [MetricBuffers],
        },
        PrometheusModule.register({ controller: MetricsController }),
      ],
    };
  }
}

/** Lends the buffers to the controller, which lives in the library's module. */
@Module({})
class Buffers {}
