import { type DynamicModule, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { Draining } from '#telemetry';
import { HealthController } from './health/health.controller.js';
import { ModelHealth } from './health/model.health.js';
import { HttpMetrics } from './metrics/http-metrics.js';
import { METRIC_PROVIDERS, RecommenderMetrics } from './metrics/recommender-metrics.js';
import { ModelInService } from './model/model-in-service.js';
import { MoviesController } from './movies/movies.controller.js';
import { RecommendRoute } from './recommendations/recommend.route.js';
import { RecommendationsController } from './recommendations/recommendations.controller.js';
import { RecommendationsService } from './recommendations/recommendations.service.js';

/** The public listener: recommendations, films, health. */
@Module({})
export class AppModule {
  static with(model: ModelInService, draining: Draining): DynamicModule {
    return {
      module: AppModule,
      imports: [TerminusModule.forRoot({ logger: false })],
      controllers: [RecommendationsController, MoviesController, HealthController],
      providers: [
        { provide: ModelInService, useValue: model },
        { provide: Draining, useValue: draining },
        ...METRIC_PROVIDERS,
        HttpMetrics,
        RecommenderMetrics,
        RecommendationsService,
        RecommendRoute,
        ModelHealth,
      ],
    };
  }
}
