import { isUtf8 } from 'node:buffer';
import {
  fastify,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Draining, Logger } from '#telemetry';
import { logAnswer, onAnswered } from './answered.js';
import { createNodeServer, type Front, refuseConnection } from './node-server.js';
import { ProblemException } from './problem-exception.js';
import { sendProblem } from './problem-filter.js';
import { inTrace } from '../tracing/current-trace.js';
import type { RequestTracer } from '../tracing/request-tracer.js';
import type { RequestIds } from './request-ids.js';
import { readableRoute } from './routes.js';

/** The longest id in a path; ids are up to 200 characters, percent-encoded. */
const MAX_PARAM_LENGTH = 1_000;

declare module 'fastify' {
  interface FastifyRequest {
    /** Of its trace, where requests are traced and the collector is told of this one. */
    sampledTraceId?: string | undefined;
  }
}

export interface ServerOptions {
  readonly logger: Logger;
  readonly draining: Draining;
  readonly ids: RequestIds;
  readonly bodyLimitBytes: number;
  readonly watcher?: RequestWatcher;
  readonly tracer?: RequestTracer | undefined;
  readonly front?: Front;
  /** Who is believed about where a request comes from: so many proxies, or those of these networks. */
  readonly trustProxy?: number | readonly string[];
}

/** Told of every request, whatever becomes of it. */
export interface RequestWatcher {
  begun(): void;
  /** @param traceId of its trace, if that can be looked up */
  ended(request: FastifyRequest, status: number, seconds: number, traceId?: string): void;
}

/** The HTTP server below Nest, with what every listener of the service has in common. */
export function createServer(options: ServerOptions): FastifyInstance {
  const { logger, draining, bodyLimitBytes, ids, front = {}, trustProxy = 0 } = options;
  const watch = createWatch(options);
  const server = fastify({
    // Its own lines begin at warnings: what it would say of listening and answering is said here.
    loggerInstance: logger.child({}, { level: atLeastWarn(logger) }),
    logController: new LogController({ disableRequestLogging: true }),
    // A child logger for every request would cost more than the recommendation.
    childLoggerFactory: (parent) => parent,
    genReqId: (request) => ids.of(request),
    requestIdHeader: false,
    bodyLimit: bodyLimitBytes,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    rewriteUrl: ({ url = '/' }) => withoutOrigin(url),
    frameworkErrors: (error, request, reply) => {
      watch(request, reply);
      sendProblem(request, reply, new ProblemException(400, 'invalid_request', error.message));
    },
    clientErrorHandler: refuseConnection,
    // While draining, open connections are still served; they are told to come back elsewhere.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    serverFactory: (handler) => createNodeServer(handler, front),
    trustProxy: toTrust(trustProxy),
  }) as unknown as FastifyInstance;
  acceptOnlyJson(server, front);
  server.addHook('onRequest', (request, reply, done) => {
    watch(request, reply);
    if (draining.isDraining) reply.header('connection', 'close');
    done(request.headers['content-encoding'] === undefined ? undefined : compressedBody());
  });
  if (options.tracer !== undefined) answerInTrace(server);
  return server;
}

/** Not earlier than its handler: what reads a body is called back outside of what its request began. */
function answerInTrace(server: FastifyInstance): void {
  server.decorateRequest('sampledTraceId');
  server.addHook('preHandler', ({ sampledTraceId }, _reply, done) => inTrace(sampledTraceId, done));
}

/** A number of proxies as a function, because Fastify takes a bare number for trust in nobody. */
function toTrust(proxies: number | readonly string[]) {
  if (typeof proxies !== 'number') return [...proxies];
  return proxies > 0 && ((_address: string, hop: number): boolean => hop < proxies);
}

function atLeastWarn(logger: Logger): string {
  return logger.levelVal > logger.levels.values.warn ? logger.level : 'warn';
}

/**
 * Bodies are JSON in UTF-8; Node would silently replace bytes that are not. What comes too late is
 * not parsed: the problem takes the body's place, as an error here would close the connection.
 * Names such as "__proto__" become plain properties, which the schemas refuse or pass over like any
 * other that they do not know.
 */
function acceptOnlyJson(server: FastifyInstance, front: Front): void {
  const parse = server.getDefaultJsonParser('ignore', 'ignore');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = body as Buffer;
    const late = front.gate?.lateness(request.raw);
    if (late !== undefined) done(null, late);
    else if (isUtf8(bytes)) void parse(request, bytes.toString(), done);
    else done(new ProblemException(400, 'invalid_request', 'the body is not UTF-8'));
  });
  server.addHook('preValidation', ({ body }, _reply, done) => {
    done(body instanceof ProblemException ? body : undefined);
  });
}

/** Names each request in its answer, and sees to it that its end is counted and logged. */
function createWatch({ logger, watcher, tracer }: ServerOptions) {
  return (request: FastifyRequest, reply: FastifyReply): void => {
    // Not reply.raw.setHeader: two places that set headers cost Node a slow path for every answer.
    reply.header('x-request-id', request.id);
    watcher?.begun();
    const span = tracer?.begun(request.method, request.headers, request.id);
    if (span !== undefined) request.sampledTraceId = span.sampledTraceId;
    onAnswered(reply.raw, (status, seconds) => {
      watcher?.ended(request, status, seconds, span?.sampledTraceId);
      span?.ended(readableRoute(request.routeOptions.url), status);
      const { method, url, apiKey, id: requestId } = request;
      const facts = { method, url, keyId: apiKey?.id, requestId, status, seconds };
      logAnswer(logger, { ...facts, traceId: span?.traceId });
    });
  };
}

function compressedBody(): ProblemException {
  return new ProblemException(415, 'unsupported_media_type', 'bodies are read uncompressed only');
}

/** A proxy may send the whole address; routes know the path only. */
function withoutOrigin(url: string): string {
  if (url.startsWith('/')) return url;
  const parsed = URL.parse(url);
  return parsed === null ? '/' : parsed.pathname + parsed.search;
}
