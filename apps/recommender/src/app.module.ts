import { type DynamicModule, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { Draining, MetricBuffers } from '#telemetry';
import { DocumentationController } from './documentation/documentation.controller.js';
import { DocumentationService } from './documentation/documentation.service.js';
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
import { Policies } from './policy/policies.js';
import { RecommendationsController } from './recommendations/recommendations.controller.js';
import { RecommendationsService } from './recommendations/recommendations.service.js';

/** What the public listener is made of. */
export interface AppParts {
  readonly model: ModelInService;
  readonly policies: Policies;
  readonly draining: Draining;
  readonly buffers: MetricBuffers;
  /** Whether API keys are asked for. */
  readonly isKeyed: boolean;
}

/** The public listener: recommendations, films, health. */
@Module({})
export class AppModule {
  static with({ model, policies, draining, buffers, isKeyed }: AppParts): DynamicModule {
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
        DocumentationController,
      ],
      providers: [
        { provide: ModelInService, useValue: model },
        { provide: Policies, useValue: policies },
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
        { provide: DocumentationService, useValue: new DocumentationService(isKeyed) },
      ],
    };
  }
}
