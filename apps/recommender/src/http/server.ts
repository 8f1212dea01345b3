import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify';
import type { Draining, Logger } from '#telemetry';
import { ProblemException } from './problem-exception.js';
import { sendProblem } from './problem-filter.js';

/** A request id from outside is taken over if it cannot do harm in a log. */
const SAFE_REQUEST_ID = /^[\w.:-]{1,128}$/u;
/** The longest id in a path; ids are up to 200 characters, percent-encoded. */
const MAX_PARAM_LENGTH = 1_000;

export interface ServerOptions {
  readonly logger: Logger;
  readonly draining: Draining;
  readonly bodyLimitBytes: number;
}

/** The HTTP server below Nest, with what every listener of the service has in common. */
export function createServer({ logger, draining, bodyLimitBytes }: ServerOptions): FastifyAdapter {
  const options: FastifyServerOptions = {
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
  };
  const adapter = new FastifyAdapter(options);
  const fastify: FastifyInstance = adapter.getInstance();
  fastify.removeContentTypeParser('text/plain');
  fastify.addHook('onRequest', (request, reply, done) => {
    // Not reply.raw.setHeader: two places that set headers cost Node a slow path for every answer.
    reply.header('x-request-id', request.id);
    if (draining.isDraining) reply.header('connection', 'close');
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    logAnswer(logger, request.method, request.url, request.id, reply.statusCode, reply.elapsedTime);
    done();
  });
  return adapter;
}

function requestIdOf(request: { headers: IncomingMessage['headers'] }): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && SAFE_REQUEST_ID.test(given) ? given : randomUUID();
}

function logAnswer(
  logger: Logger,
  method: string,
  url: string,
  requestId: string,
  status: number,
  milliseconds: number,
): void {
  const level = status >= 400 ? 'info' : 'debug';
  if (!logger.isLevelEnabled(level)) return;
  const tookMs = Math.round(milliseconds * 1_000) / 1_000;
  logger[level]({ method, url, requestId, status, tookMs }, 'answered');
}

/** What cannot even be parsed as HTTP. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const body = JSON.stringify({
    type: 'https://movierec.dev/problems/invalid_http',
    title: status.slice(4),
    status: Number(status.slice(0, 3)),
    code: 'invalid_http',
    detail: 'the request is not valid HTTP',
    requestId: randomUUID(),
  });
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
