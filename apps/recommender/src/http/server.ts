import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import {
  fastify,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Draining, Logger } from '#telemetry';
import { createNodeServer, type HotRoute, refuseConnection } from './node-server.js';
import { ProblemException } from './problem-exception.js';
import { sendProblem } from './problem-filter.js';

/** A request id from outside is taken over if it cannot do harm in a log. */
const SAFE_REQUEST_ID = /^[\w.:-]{1,128}$/u;
/** Ids of our own: unlike those of other processes, and counted up. */
const ID_PREFIX = `${randomUUID().slice(0, 13)}-`;
let requestCount = 0;
/** The longest id in a path; ids are up to 200 characters, percent-encoded. */
const MAX_PARAM_LENGTH = 1_000;
/** What nginx writes for a client that went away before it had its answer. */
const CLIENT_CLOSED_REQUEST = 499;

export interface ServerOptions {
  readonly logger: Logger;
  readonly draining: Draining;
  readonly bodyLimitBytes: number;
  readonly watcher?: RequestWatcher;
  /** A route that a second server behind the same port answers. */
  readonly hotRoute?: HotRoute;
}

/** Told of every request, whatever becomes of it. */
export interface RequestWatcher {
  begun(): void;
  ended(request: FastifyRequest, status: number, seconds: number): void;
}

/** The HTTP server below Nest, with what every listener of the service has in common. */
export function createServer(options: ServerOptions): FastifyInstance {
  const { logger, draining, bodyLimitBytes, hotRoute } = options;
  const watch = createWatch(options);
  const server = fastify({
    // Its own lines begin at warnings: what it would say of listening and answering is said here.
    loggerInstance: logger.child({}, { level: atLeastWarn(logger) }),
    logController: new LogController({ disableRequestLogging: true }),
    // A child logger for every request would cost more than the recommendation.
    childLoggerFactory: (parent) => parent,
    genReqId: requestIdOf,
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
    serverFactory: (handler) => createNodeServer(handler, hotRoute),
  }) as unknown as FastifyInstance;
  acceptOnlyJson(server);
  server.addHook('onRequest', (request, reply, done) => {
    watch(request, reply);
    if (draining.isDraining) reply.header('connection', 'close');
    done(request.headers['content-encoding'] === undefined ? undefined : compressedBody());
  });
  return server;
}

function atLeastWarn(logger: Logger): string {
  return logger.levelVal > logger.levels.values.warn ? logger.level : 'warn';
}

/** Bodies are JSON in UTF-8; Node would silently replace bytes that are not. */
function acceptOnlyJson(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = body as Buffer;
    if (isUtf8(bytes)) void parse(request, bytes.toString(), done);
    else done(new ProblemException(400, 'invalid_request', 'the body is not UTF-8'));
  });
}

/** Names each request in its answer, and sees to it that its end is counted and logged. */
function createWatch({ logger, watcher }: ServerOptions) {
  return (request: FastifyRequest, reply: FastifyReply): void => {
    // Not reply.raw.setHeader: two places that set headers cost Node a slow path for every answer.
    reply.header('x-request-id', request.id);
    const started = performance.now();
    watcher?.begun();
    // 'close' comes once for every response, also when the client went away; onResponse does not.
    reply.raw.on('close', () => {
      const seconds = (performance.now() - started) / 1_000;
      const status = reply.raw.writableFinished ? reply.statusCode : CLIENT_CLOSED_REQUEST;
      watcher?.ended(request, status, seconds);
      logAnswer(logger, request, status, seconds);
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

function requestIdOf(request: { headers: IncomingMessage['headers'] }): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && SAFE_REQUEST_ID.test(given) ? given : nextRequestId();
}

const nextRequestId = (): string => ID_PREFIX + (++requestCount).toString(36);

function logAnswer(logger: Logger, request: FastifyRequest, status: number, seconds: number): void {
  const level = status >= 400 ? 'info' : 'debug';
  if (!logger.isLevelEnabled(level)) return;
  const { method, url, id: requestId } = request;
  logger[level]({ method, url, requestId, status, seconds }, 'answered');
}
