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
import { LiveTitles } from './live/live-titles.js';
import { ModelMonitors } from './metrics/model-monitors.js';
import { ModelMetrics } from './metrics/model-metrics.js';
import { METRIC_PROVIDERS, RecommenderMetrics } from './metrics/recommender-metrics.js';
import { ModelsInService } from './model/models-in-service.js';
import { Shadow } from './model/shadow.js';
import { RecentSeeds } from './model/warm-up.js';
import { ModelsController } from './models/models.controller.js';
import { ModelsService } from './models/models.service.js';
import { MoviesController } from './movies/movies.controller.js';
import { MoviesService } from './movies/movies.service.js';
import { BatchService } from './recommendations/batch.service.js';
import { Policies } from './policy/policies.js';
import { RecommendationsController } from './recommendations/recommendations.controller.js';
import { RecommendationsService } from './recommendations/recommendations.service.js';
import { RequestLog } from './request-log/request-log.js';

/** What the public listener is made of. */
export interface AppParts {
  readonly models: ModelsInService;
  readonly recent: RecentSeeds;
  readonly shadow: (metrics: ModelMetrics) => Shadow;
  readonly draining: Draining;
  readonly buffers: MetricBuffers;
  readonly policies: Policies;
  readonly titles: LiveTitles;
  readonly requestLog: RequestLog;
  /** Whether API keys are asked for. */
  readonly isKeyed: boolean;
}

/** The public listener: recommendations, films, health. */
@Module({})
export class AppModule {
  static with(parts: AppParts): DynamicModule {
    const { models, recent, shadow, policies, titles, requestLog, draining, buffers } = parts;
    const { isKeyed } = parts;
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
        { provide: ModelsInService, useValue: models },
        { provide: RecentSeeds, useValue: recent },
        { provide: Shadow, useFactory: shadow, inject: [ModelMetrics] },
        { provide: Policies, useValue: policies },
        { provide: LiveTitles, useValue: titles },
        { provide: RequestLog, useValue: requestLog },
        { provide: Draining, useValue: draining },
        { provide: MetricBuffers, useValue: buffers },
        ...METRIC_PROVIDERS,
        ModelMonitors,
        RecommenderMetrics,
        ModelMetrics,
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
