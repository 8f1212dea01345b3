import { type DynamicModule, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { Draining, MetricBuffers } from '#telemetry';
import { HealthController } from './health/health.controller.js';
import { ModelHealth } from './health/model.health.js';
import { METRIC_PROVIDERS, RecommenderMetrics } from './metrics/recommender-metrics.js';
import { ModelInService } from './model/model-in-service.js';
import { MoviesController } from './movies/movies.controller.js';
import { RecommendationsController } from './recommendations/recommendations.controller.js';
import { RecommendationsService } from './recommendations/recommendations.service.js';

/** The public listener: recommendations, films, health. */
@Module({})
export class AppModule {
  static with(model: ModelInService, draining: Draining, buffers: MetricBuffers): DynamicModule {
    return {
      module: AppModule,
      imports: [TerminusModule.forRoot({ logger: false })],
      controllers: [RecommendationsController, MoviesController, HealthController],
      providers: [
        { provide: ModelInService, useValue: model },
        { provide: Draining, useValue: draining },
        { provide: MetricBuffers, useValue: buffers },
        ...METRIC_PROVIDERS,
        RecommenderMetrics,
        RecommendationsService,
        ModelHealth,
      ],
    };
  }
}
