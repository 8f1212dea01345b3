import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Environment } from '#contracts';
import { createLogger, Draining, type Logger, MetricBuffers } from '#telemetry';
import { Access } from './access/access.js';
import { AccessMetrics } from './access/access-metrics.js';
import { shedLoad } from './access/shed-load.js';
import { AdminService } from './admin/admin.service.js';
import { AppModule } from './app.module.js';
import { NestLogger } from './http/nest-logger.js';
import { type OnProblem, ProblemFilter } from './http/problem-filter.js';
import { RequestIds } from './http/request-ids.js';
import type { Front } from './http/node-server.js';
import { Routes } from './http/routes.js';
import { createServer, type ServerOptions } from './http/server.js';
import { refuseUnrouted } from './http/unrouted.js';
import { showLiveTitles } from './live/live-metrics.js';
import { LiveService } from './live/live.service.js';
import { LiveTitles } from './live/live-titles.js';
import { settledIn } from './live/settled.js';
import { HttpMetrics } from './metrics/http-metrics.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { ModelMetrics } from './metrics/model-metrics.js';
import { exposeProcess } from './metrics/process-metrics.js';
import { RecommenderMetrics } from './metrics/recommender-metrics.js';
import { dressIn } from './model/dress.js';
import { type Feed, openFeed } from './model/feed.js';
import { ModelsInService } from './model/models-in-service.js';
import { Shadow } from './model/shadow.js';
import { RecentSeeds } from './model/warm-up.js';
import { Policies } from './policy/policies.js';
import { PolicyMetrics } from './policy/policy-metrics.js';
import { HotRecommend } from './recommendations/hot-recommend.js';
import { addRecommendRoute, RECOMMEND } from './recommendations/recommend.route.js';
import { RecommendationsService } from './recommendations/recommendations.service.js';
import { RequestLog } from './request-log/request-log.js';
import { RequestLogMetrics } from './request-log/request-log-metrics.js';
import { openTracer, type RequestTracer } from './tracing/request-tracer.js';

/** How often idle connections are closed while a listener closes. */
const SWEEP_MS = 50;
/** For so long after a request was turned away nothing is asked of a shadow model. */
const BUSY_MS = 1_000;

/** The running service: two listeners, one process. */
export class Service {
  private constructor(
    private readonly environment: Environment,
    private readonly logger: Logger,
    private readonly draining: Draining,
    private readonly access: Access,
    private readonly policies: Policies,
    private readonly titles: LiveTitles,
    private readonly requestLog: RequestLog,
    private readonly feed: Feed,
    private readonly listeners: readonly NestFastifyApplication[],
    private readonly tracer: RequestTracer | undefined,
  ) {}

  /**
   * Loads keys, policies, live titles and model, then listens: whoever can connect is answered. Where models come from a
   * store, that does not wait for one.
   */
  static async start(environment: Environment): Promise<Service> {
    const logger = createLogger('recommender', environment.LOG_LEVEL);
    const draining = new Draining();
    exposeProcess();
    const accessMetrics = new AccessMetrics();
    const access = await Access.open(environment, logger, accessMetrics);
    const policyMetrics = new PolicyMetrics();
    const policies = await Policies.open(environment, logger, policyMetrics);
    const models = new ModelsInService(environment.MODEL_NAME);
    policyMetrics.show(() => models.current.stable?.recommender.withheldBy);
    const titles = await LiveTitles.open(environment, logger, settledIn(models));
    showLiveTitles(titles);
    const requestLog = await RequestLog.open(environment, logger, new RequestLogMetrics());
    const buffers = new MetricBuffers();
    const tracer = await openTracer(environment);
    const base = {
      logger,
      draining,
      ids: new RequestIds(),
      bodyLimitBytes: environment.BODY_LIMIT_BYTES,
      trustProxy: environment.TRUST_PROXY,
    };
    const recent = new RecentSeeds();
    const around = { policies, titles, requestLog };
    const shared = { environment, models, ...around, recent, buffers, base, tracer };
    const parts = { ...shared, access, accessMetrics };
    const { app, routes } = await createPublicListener(parts);
    const watcher = app.get(ModelMetrics);
    const dress = dressIn(policies, titles);
    const feed = await openFeed(environment, { models, dress, recent, watcher, logger });
    const metrics = await createMetricsListener(parts, feed);
    await feed.start();
    await app.listen(environment.PORT, environment.HOST);
    await metrics.listen(environment.METRICS_PORT, environment.METRICS_HOST);
    logger.debug({ routes: routes.all }, 'routes of the public listener');
    logger.info(
      {
        url: await app.getUrl(),
        metricsUrl: `${await metrics.getUrl()}/metrics`,
        model: describeModel(models),
      },
      'listening',
    );
    return new Service(
      environment,
      logger,
      draining,
      access,
      policies,
      titles,
      requestLog,
      feed,
      [app, metrics],
      tracer,
    );
  }

  /** Drains and closes; the metrics listener last, so that the end can be seen. */
  async stop(signal: string): Promise<boolean> {
    const { SHUTDOWN_DELAY_MS, SHUTDOWN_TIMEOUT_MS } = this.environment;
    this.logger.info({ signal, delayMs: SHUTDOWN_DELAY_MS }, 'draining');
    this.feed.stop();
    const closables = this.listeners.map((app) => ({ close: () => closeListener(app) }));
    const isClean = await this.draining.drain(closables, SHUTDOWN_DELAY_MS, SHUTDOWN_TIMEOUT_MS);
    this.access.close();
    this.policies.close();
    await this.titles.close();
    await this.requestLog.close();
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
  readonly models: ModelsInService;
  readonly policies: Policies;
  readonly titles: LiveTitles;
  readonly requestLog: RequestLog;
  readonly recent: RecentSeeds;
  readonly buffers: MetricBuffers;
  readonly base: ServerOptions;
  readonly access: Access;
  readonly accessMetrics: AccessMetrics;
  readonly tracer: RequestTracer | undefined;
}

interface PublicListener {
  readonly app: NestFastifyApplication;
  readonly routes: Routes;
}

/** Recommendations, films and health, behind the hot route, behind what sheds load. */
async function createPublicListener(parts: Parts): Promise<PublicListener> {
  const { environment, models, policies, titles, requestLog, recent, buffers } = parts;
  const { access, accessMetrics, tracer } = parts;
  const base = { ...parts.base, tracer };
  const { draining, logger } = base;
  const http = new HttpMetrics();
  const front: Front = {};
  const server = createServer({ ...base, watcher: http, front });
  await access.guardPublic(server);
  const routes = new Routes(server);
  refuseUnrouted(server, routes);
  server.decorateRequest('chosen');
  const shadow = (watcher: ModelMetrics): Shadow => {
    const isBusy = (): boolean => accessMetrics.hasShedWithin(BUSY_MS);
    return new Shadow(environment.SHADOW_SAMPLE_PERCENT, isBusy, watcher, logger);
  };
  const { isKeyed } = access;
  const data = { models, policies, titles, requestLog, recent };
  const module = AppModule.with({ ...data, shadow, draining, buffers, isKeyed });
  const app = await attachNest(module, logger, server);

  const metrics = app.get(RecommenderMetrics);
  const failed = (route: string | undefined, status: number): void => metrics.failed(route, status);
  const onProblem: OnProblem = ({ routeOptions, chosen }, status) =>
    metrics.failed(routeOptions.url, status, chosen);
  app.useGlobalFilters(new ProblemFilter(routes, onProblem));
  const shedParts = { server, front, routes, base, http, access: accessMetrics, failed };
  shedLoad(environment, shedParts);

  const recommendations = app.get(RecommendationsService);
  addRecommendRoute(server, models, recommendations);
  // Keys and limits are looked after by Fastify's hooks, which the hot route does without.
  if (!access.isRestricted)
    front.hot = new HotRecommend(
      base,
      models,
      recommendations,
      http.ofRoute(RECOMMEND.method, RECOMMEND.url),
      (status, chosen) => metrics.failed(RECOMMEND.url, status, chosen),
      front,
    );
  return { app, routes };
}

async function createMetricsListener(parts: Parts, feed: Feed): Promise<NestFastifyApplication> {
  const { models, titles, buffers, base, access } = parts;
  const server = createServer(base);
  access.guardMetrics(server);
  const routes = new Routes(server);
  refuseUnrouted(server, routes);
  const app = await attachNest(
    MetricsModule.with(buffers, new AdminService(models, feed), new LiveService(models, titles)),
    base.logger,
    server,
  );
  app.useGlobalFilters(new ProblemFilter(routes, () => undefined));
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

function describeModel({ name, current: { stable } }: ModelsInService) {
  return stable === undefined
    ? { name }
    : { name, version: stable.version, movies: stable.films.length };
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
