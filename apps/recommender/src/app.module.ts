import { type DynamicModule, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { Draining, MetricBuffers } from '#telemetry';
import { FeedbackController } from './feedback/feedback.controller.js';
import { FeedbackService } from './feedback/feedback.service.js';
import { RecentVersions } from './feedback/recent-versions.js';
import { HealthController } from './health/health.controller.js';
import { ModelHealth } from './health/model.health.js';
import { InferenceController } from './inference/inference.controller.js';
import { InferenceService } from './inference/inference.service.js';
import { ModelMonitors } from './metrics/model-monitors.js';
import { METRIC_PROVIDERS, RecommenderMetrics } from './metrics/recommender-metrics.js';
import { ModelInService } from './model/model-in-service.js';
import { ModelsController } from './models/models.controller.js';
import { ModelsService } from './models/models.service.js';
import { MoviesController } from './movies/movies.controller.js';
import { MoviesService } from './movies/movies.service.js';
import { BatchService } from './recommendations/batch.service.js';
import { RecommendationsController } from './recommendations/recommendations.controller.js';
import { RecommendationsService } from './recommendations/recommendations.service.js';

/** The public listener: recommendations, films, health. */
@Module({})
export class AppModule {
  static with(model: ModelInService, draining: Draining, buffers: MetricBuffers): DynamicModule {
    return {
      module: AppModule,
      imports: [TerminusModule.forRoot({ logger: false })],
      controllers: [
        RecommendationsController,
        MoviesController,
        ModelsController,
        InferenceController,
        FeedbackController,
        HealthController,
      ],
      providers: [
        { provide: ModelInService, useValue: model },
        { provide: Draining, useValue: draining },
        { provide: MetricBuffers, useValue: buffers },
        ...METRIC_PROVIDERS,
        ModelMonitors,
        RecommenderMetrics,
        RecommendationsService,
        BatchService,
        MoviesService,
        ModelsService,
        InferenceService,
        FeedbackService,
        RecentVersions,
        ModelHealth,
      ],
    };
  }
}
