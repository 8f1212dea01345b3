import { type DynamicModule, Module } from '@nestjs/common';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { MetricBuffers } from '#telemetry';
import { AdminController } from '../admin/admin.controller.js';
import { AdminService } from '../admin/admin.service.js';
import { LiveController } from '../live/live.controller.js';
import { LiveService } from '../live/live.service.js';
import { MetricsController } from './metrics.controller.js';

/** The second listener: `/metrics` of the whole process, verbs for operators. It is never published. */
@Module({})
export class MetricsModule {
  static with(buffers: MetricBuffers, admin: AdminService, live: LiveService): DynamicModule {
    return {
      module: MetricsModule,
      controllers: [AdminController, LiveController],
      providers: [
        { provide: AdminService, useValue: admin },
        { provide: LiveService, useValue: live },
      ],
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
