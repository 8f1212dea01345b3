import { randomUUID } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { Socket } from 'node:net';
import type { ProblemException } from './problem-exception.js';

const OPTIONS: ServerOptions = {
  // Longer than the 60 s after which load balancers close an idle connection, so that they close first.
  keepAliveTimeout: 72_000,
  // A request whose head or whole has not arrived by then is given up.
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
  // A missing Host is refused below, with a body like every other refusal.
  requireHostHeader: false,
};

/** A connection on which nothing moves for so long, as when answers are not read, is closed. */
const SILENCE_MS = 60_000;

/**
 * How long what a client still sends is read and dropped after a connection was refused. Closing at
 * once would reset the connection, and a reset takes the answer away from who is still sending.
 */
const LINGER_MS = 2_000;

/** A route that is answered before Fastify. */
export interface HotRoute {
  takes(request: IncomingMessage): boolean;
  answer(request: IncomingMessage, response: ServerResponse): void;
}

/** Keeps out what is too much. */
export interface Gate {
  /** Whether a request is turned away before anything is done for it; then it has been answered. */
  turnsAway(request: IncomingMessage, response: ServerResponse): boolean;
  /** For a request whose body has come, before it is read: what it is answered if it is too late. */
  lateness(request: IncomingMessage): ProblemException | undefined;
}

/** What stands before Fastify; it is put here once what it needs has been made. */
export interface Front {
  gate?: Gate;
  hot?: HotRoute;
}

/** Node's server with Fastify behind it, and before Fastify what the front has, gate first. */
export function createNodeServer(handler: RequestListener, front: Front): Server {
  const server = createServer(OPTIONS, (request, response) => {
    if (request.headers.host === undefined && request.httpVersion === '1.1')
      refuse(response, 400, 'HTTP/1.1 needs a Host header');
    else if (front.gate?.turnsAway(request, response) === true) return;
    else if (front.hot?.takes(request) === true) front.hot.answer(request, response);
    else handler(request, response);
  });
  server.setTimeout(SILENCE_MS);
  server.on('checkExpectation', (_request, response: ServerResponse) => {
    refuse(response, 417, 'only "Expect: 100-continue" can be met');
  });
  return server;
}

/** Answers what cannot even be parsed as HTTP, and closes the connection. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  // The parser complains of every further piece as well.
  if (refused.has(socket)) return;
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = STATUS_BY_ERROR[error.code ?? ''] ?? 400;
  const { headers, body } = problemOf(status, 'the request is not valid HTTP');
  refused.add(socket);
  const timer = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(timer));
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  lines.push('connection: close\r\n');
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
}

const refused = new WeakSet<Socket>();

const STATUS_BY_ERROR: Readonly<Partial<Record<string, number>>> = {
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

function refuse(response: ServerResponse, status: number, detail: string): void {
  const { headers, body } = problemOf(status, detail);
  response.writeHead(status, headers).end(body);
}

/** A problem for what never becomes a request of Fastify's. */
function problemOf(status: number, detail: string) {
  const requestId = randomUUID();
  const body = JSON.stringify({
    type: 'https://movierec.dev/problems/invalid_http',
    title: STATUS_CODES[status],
    status,
    code: 'invalid_http',
    detail,
    requestId,
  });
  const headers = {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'x-request-id': requestId,
  };
  return { headers, body };
}
