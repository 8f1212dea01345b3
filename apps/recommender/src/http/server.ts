import { randomUUID } from 'node:crypto';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import type { Socket } from 'node:net';
import { fastify, type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import type { Draining, Logger } from '#telemetry';
import { ProblemException } from './problem-exception.js';
import { sendProblem } from './problem-filter.js';

/** A request id from outside is taken over if it cannot do harm in a log. */
const SAFE_REQUEST_ID = /^[\w.:-]{1,128}$/u;
/** Longer than the 60 s after which load balancers close an idle connection, so that they close first. */
const KEEP_ALIVE_MS = 72_000;
/** A request that has not arrived by then is given up. */
const REQUEST_MS = 30_000;
/** Ids of our own: unlike those of other processes, and counted up. */
const ID_PREFIX = `${randomUUID().slice(0, 13)}-`;
let requestCount = 0;
/** The longest id in a path; ids are up to 200 characters, percent-encoded. */
const MAX_PARAM_LENGTH = 1_000;

export interface ServerOptions {
  readonly logger: Logger;
  readonly draining: Draining;
  readonly bodyLimitBytes: number;
  readonly watcher?: RequestWatcher;
  /** A second server behind the same port: it gets the requests for which it says so. */
  readonly express?: ExpressLane;
}

/** Requests that another server answers, past everything that Nest adds to this one. */
export interface ExpressLane {
  readonly server: FastifyInstance;
  takes(request: IncomingMessage): boolean;
}

/** Told of every request, whatever becomes of it. */
export interface RequestWatcher {
  begun(): void;
  ended(request: FastifyRequest, status: number, seconds: number): void;
}

/** The HTTP server below Nest, with what every listener of the service has in common. */
export function createServer(options: ServerOptions): FastifyInstance {
  const { logger, draining, bodyLimitBytes, watcher, express } = options;
  const server = fastify({
    // Its own lines begin at warnings: what it would say of listening and answering is said here.
    loggerInstance: logger.child({}, { level: logger.level === 'silent' ? 'silent' : 'warn' }),
    logController: new LogController({ disableRequestLogging: true }),
    // A child logger for every request would cost more than the recommendation.
    childLoggerFactory: (parent) => parent,
    genReqId: requestIdOf,
    requestIdHeader: false,
    bodyLimit: bodyLimitBytes,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    frameworkErrors: (error, request, reply) => {
      sendProblem(request, reply, new ProblemException(400, 'invalid_request', error.message));
    },
    clientErrorHandler: refuseConnection,
    // While draining, open connections are still served; they are told to come back elsewhere.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    serverFactory: (handler) => createNodeServer(handler, express),
  });
  server.removeContentTypeParser('text/plain');
  server.addHook('onRequest', (request, reply, done) => {
    // Not reply.raw.setHeader: two places that set headers cost Node a slow path for every answer.
    reply.header('x-request-id', request.id);
    if (draining.isDraining) reply.header('connection', 'close');
    const started = performance.now();
    watcher?.begun();
    // 'close' comes once for every response, also when the client went away; onResponse does not.
    reply.raw.on('close', () => {
      const seconds = (performance.now() - started) / 1_000;
      watcher?.ended(request, reply.statusCode, seconds);
      logAnswer(logger, request, reply.statusCode, seconds);
    });
    done();
  });
  return server as unknown as FastifyInstance;
}

/** Node's server, with both Fastify instances behind it if there are two. */
function createNodeServer(handler: RequestListener, express: ExpressLane | undefined): Server {
  const server = createHttpServer(
    express === undefined
      ? handler
      : (request, response) => {
          if (express.takes(request)) express.server.routing(request, response);
          else handler(request, response);
        },
  );
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.requestTimeout = REQUEST_MS;
  return server;
}

const nextRequestId = (): string => ID_PREFIX + (++requestCount).toString(36);

function requestIdOf(request: { headers: IncomingMessage['headers'] }): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && SAFE_REQUEST_ID.test(given) ? given : nextRequestId();
}

function logAnswer(logger: Logger, request: FastifyRequest, status: number, seconds: number): void {
  const level = status >= 400 ? 'info' : 'debug';
  if (!logger.isLevelEnabled(level)) return;
  const { method, url, id: requestId } = request;
  logger[level]({ method, url, requestId, status, seconds }, 'answered');
}

/** What cannot even be parsed as HTTP. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : '400 Bad Request';
  const body = JSON.stringify({
    type: 'https://movierec.dev/problems/invalid_http',
    title: status.slice(4),
    status: Number(status.slice(0, 3)),
    code: 'invalid_http',
    detail: 'the request is not valid HTTP',
    requestId: nextRequestId(),
  });
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
