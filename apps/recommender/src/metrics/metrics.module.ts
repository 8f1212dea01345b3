import { Module } from '@nestjs/common';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';

/** The second listener: `/metrics` of the whole process. It is never published. */
@Module({ imports: [PrometheusModule.register()] })
export class MetricsModule {}
