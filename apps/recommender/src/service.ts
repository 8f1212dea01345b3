import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Environment } from '#contracts';
import { loadModel } from '#model';
import { createLogger, Draining, type Logger, MetricBuffers } from '#telemetry';
import { Access } from './access/access.js';
import { AccessMetrics } from './access/access-metrics.js';
import { shedLoad } from './access/shed-load.js';
import { AppModule } from './app.module.js';
import { RecentVersions } from './feedback/recent-versions.js';
import { NestLogger } from './http/nest-logger.js';
import { type OnProblem, ProblemFilter } from './http/problem-filter.js';
import { RequestIds } from './http/request-ids.js';
import type { Front } from './http/node-server.js';
import { Routes } from './http/routes.js';
import { createServer, type ServerOptions } from './http/server.js';
import { HttpMetrics } from './metrics/http-metrics.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { exposeProcess } from './metrics/process-metrics.js';
import { RecommenderMetrics } from './metrics/recommender-metrics.js';
import { ModelInService } from './model/model-in-service.js';
import { HotRecommend } from './recommendations/hot-recommend.js';
import { addRecommendRoute, RECOMMEND } from './recommendations/recommend.route.js';
import { RecommendationsService } from './recommendations/recommendations.service.js';
import { openTracer, type RequestTracer } from './tracing/request-tracer.js';

/** How often idle connections are closed while a listener closes. */
const SWEEP_MS = 50;

/** The running service: two listeners, one process. */
export class Service {
  private constructor(
    private readonly environment: Environment,
    private readonly logger: Logger,
    private readonly draining: Draining,
    private readonly access: Access,
    private readonly listeners: readonly NestFastifyApplication[],
    private readonly tracer: RequestTracer | undefined,
  ) {}

  /** Loads keys and model, then listens: whoever can connect is answered. */
  static async start(environment: Environment): Promise<Service> {
    const logger = createLogger('recommender', environment.LOG_LEVEL);
    const draining = new Draining();
    exposeProcess();
    const accessMetrics = new AccessMetrics();
    const access = await Access.open(environment, logger, accessMetrics);
    const model = new ModelInService(
      environment.MODEL_NAME,
      await loadModel(environment.MODEL_PATH),
    );
    const buffers = new MetricBuffers();
    const tracer = await openTracer(environment);
    const base = {
      logger,
      draining,
      ids: new RequestIds(),
      bodyLimitBytes: environment.BODY_LIMIT_BYTES,
      trustProxy: environment.TRUST_PROXY,
    };
    const parts = { environment, model, buffers, base, access, accessMetrics, tracer };
    const app = await createPublicListener(parts);
    const metrics = await createMetricsListener(parts);
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
    return new Service(environment, logger, draining, access, [app, metrics], tracer);
  }

  /** Drains and closes; the metrics listener last, so that the end can be seen. */
  async stop(signal: string): Promise<boolean> {
    const { SHUTDOWN_DELAY_MS, SHUTDOWN_TIMEOUT_MS } = this.environment;
    this.logger.info({ signal, delayMs: SHUTDOWN_DELAY_MS }, 'draining');
    const closables = this.listeners.map((app) => ({ close: () => closeListener(app) }));
    const isClean = await this.draining.drain(closables, SHUTDOWN_DELAY_MS, SHUTDOWN_TIMEOUT_MS);
    this.access.close();
    await this.tracer?.close();
    if (isClean) this.logger.info('stopped');
    else
      this.logger.warn({ timeoutMs: SHUTDOWN_TIMEOUT_MS }, 'stopped with requests still in flight');
    return isClean;
  }
}

/** What the listeners of the service are made of. */
interface Parts {
  readonly environment: Environment;
  readonly model: ModelInService;
  readonly buffers: MetricBuffers;
  readonly base: ServerOptions;
  readonly access: Access;
  readonly accessMetrics: AccessMetrics;
  readonly tracer: RequestTracer | undefined;
}

/** Recommendations, films and health, behind the hot route, behind what sheds load. */
async function createPublicListener(parts: Parts): Promise<NestFastifyApplication> {
  const { environment, model, buffers, access, tracer } = parts;
  const base = { ...parts.base, tracer };
  const http = new HttpMetrics();
  const front: Front = {};
  const server = createServer({ ...base, watcher: http, front });
  await access.guardPublic(server);
  const routes = new Routes(server);
  const app = await attachNest(AppModule.with(model, base.draining, buffers), base.logger, server);

  const metrics = app.get(RecommenderMetrics);
  metrics.serving(model);
  app.get(RecentVersions).add(model.version);
  const failed = (route: string | undefined, status: number): void =>
    metrics.failed(route, status, model.version);
  const onProblem: OnProblem = ({ routeOptions }, status) => failed(routeOptions.url, status);
  app.useGlobalFilters(new ProblemFilter(routes, onProblem));
  const shedParts = { server, front, routes, base, http, access: parts.accessMetrics, failed };
  shedLoad(environment, shedParts);

  const recommendations = app.get(RecommendationsService);
  addRecommendRoute(server, recommendations);
  // Keys and limits are looked after by Fastify's hooks, which the hot route does without.
  if (!access.isRestricted)
    front.hot = new HotRecommend(
      base,
      recommendations,
      http.ofRoute(RECOMMEND.method, RECOMMEND.url),
      (status) => failed(RECOMMEND.url, status),
      front,
    );
  return app;
}

async function createMetricsListener(parts: Parts): Promise<NestFastifyApplication> {
  const { buffers, base, access } = parts;
  const server = createServer(base);
  access.guardMetrics(server);
  const app = await attachNest(MetricsModule.with(buffers), base.logger, server);
  app.useGlobalFilters(new ProblemFilter(new Routes(server), () => undefined));
  return app;
}

/**
 * Closes a listener once what is in flight has been answered. A connection whose last answer was
 * begun before draining was not told to close, so idle connections are closed until none is left.
 */
async function closeListener(app: NestFastifyApplication): Promise<void> {
  const sweep = setInterval(() => app.getHttpServer().closeIdleConnections(), SWEEP_MS);
  await app.close().finally(() => clearInterval(sweep));
}

type Module = Parameters<typeof NestFactory.create>[0];

function attachNest(
  module: Module,
  logger: Logger,
  server: FastifyInstance,
): Promise<NestFastifyApplication> {
  return NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(server), {
    bodyParser: false,
    logger: new NestLogger(logger),
    abortOnError: false,
  });
}
