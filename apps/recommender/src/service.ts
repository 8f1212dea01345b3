import type { IncomingMessage } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Environment } from '#contracts';
import { loadModel } from '#model';
import { createLogger, Draining, type Logger, MetricBuffers } from '#telemetry';
import { AppModule } from './app.module.js';
import { NestLogger } from './http/nest-logger.js';
import { ProblemFilter } from './http/problem-filter.js';
import { Routes } from './http/routes.js';
import { createServer } from './http/server.js';
import { HttpMetrics } from './metrics/http-metrics.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { RecommenderMetrics } from './metrics/recommender-metrics.js';
import { ModelInService } from './model/model-in-service.js';
import { addRecommendRoute, RECOMMEND } from './recommendations/recommend.route.js';
import { RecommendationsService } from './recommendations/recommendations.service.js';

/** The running service: two listeners, one process. */
export class Service {
  private constructor(
    private readonly environment: Environment,
    private readonly logger: Logger,
    private readonly draining: Draining,
    private readonly listeners: readonly NestFastifyApplication[],
  ) {}

  /** Loads the model, then listens: whoever can connect is answered. */
  static async start(environment: Environment): Promise<Service> {
    const logger = createLogger('recommender', environment.LOG_LEVEL);
    const draining = new Draining();
    const model = new ModelInService(
      environment.MODEL_NAME,
      await loadModel(environment.MODEL_PATH),
    );
    const base = { logger, draining, bodyLimitBytes: environment.BODY_LIMIT_BYTES };
    const buffers = new MetricBuffers();
    const httpMetrics = new HttpMetrics(buffers);
    const express = createServer({
      ...base,
      watcher: httpMetrics.ofRoute(RECOMMEND.method, RECOMMEND.url),
    });
    const isExpress = ({ method, url }: IncomingMessage) =>
      method === RECOMMEND.method && url === RECOMMEND.url;
    const server = createServer({
      ...base,
      watcher: httpMetrics,
      express: { server: express, takes: isExpress },
    });
    const app = await attachNest(AppModule.with(model, draining, buffers), logger, server, express);
    addRecommendRoute(express, app.get(RecommendationsService));
    await express.ready();
    app.get(RecommenderMetrics).serving(model);
    const metrics = await attachNest(MetricsModule.with(buffers), logger, createServer(base));
    await app.listen(environment.PORT, environment.HOST);
    await metrics.listen(environment.METRICS_PORT, environment.METRICS_HOST);
    logger.info(
      {
        url: await app.getUrl(),
        metricsUrl: `${await metrics.getUrl()}/metrics`,
        model: { name: model.name, version: model.version, movies: model.films.length },
      },
      'listening',
    );
    return new Service(environment, logger, draining, [app, metrics]);
  }

  /** Drains and closes; the metrics listener last, so that the end can be seen. */
  async stop(signal: string): Promise<boolean> {
    const { SHUTDOWN_DELAY_MS, SHUTDOWN_TIMEOUT_MS } = this.environment;
    this.logger.info({ signal, delayMs: SHUTDOWN_DELAY_MS }, 'draining');
    const isClean = await this.draining.drain(
      this.listeners,
      SHUTDOWN_DELAY_MS,
      SHUTDOWN_TIMEOUT_MS,
    );
    if (isClean) this.logger.info('stopped');
    else
      this.logger.warn({ timeoutMs: SHUTDOWN_TIMEOUT_MS }, 'stopped with requests still in flight');
    return isClean;
  }
}

type Module = Parameters<typeof NestFactory.create>[0];

/** Puts a Nest application on the first server; the routes of all are known to its 404 and 405. */
async function attachNest(
  module: Module,
  logger: Logger,
  ...servers: [FastifyInstance, ...FastifyInstance[]]
): Promise<NestFastifyApplication> {
  const routes = new Routes();
  for (const server of servers) routes.watch(server);
  const adapter = new FastifyAdapter(servers[0]);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter(routes));
  return app;
}
