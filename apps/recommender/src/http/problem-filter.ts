import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  NotFoundException,
} from '@nestjs/common';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import type { Problem } from '#contracts';
import type { Logger } from '#telemetry';
import { ProblemException } from './problem-exception.js';
import type { Routes } from './routes.js';
import { explainUnrouted } from './unrouted.js';

const MAX_DETAIL = 600;

/** What was found wrong with a request before it reached a handler, in our words. */
const BEFORE_HANDLERS: Readonly<Partial<Record<number, { code: string; detail: string }>>> = {
  413: { code: 'body_too_large', detail: 'the body is larger than this service reads' },
  415: { code: 'unsupported_media_type', detail: 'expected Content-Type: application/json' },
};

/** Told of a request that failed, and with which status. */
export type OnProblem = (request: FastifyRequest, status: number) => void;

/** Turns whatever was thrown into `application/problem+json`; a server never dies of a request. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  /** @param onProblem told of every problem, for counting */
  constructor(
    private readonly routes: Routes,
    private readonly onProblem: OnProblem,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    // Nest finds some paths wanting that Fastify has a route for, such as one with an empty id.
    const isUnrouted = error instanceof NotFoundException;
    const problem = isUnrouted ? explainUnrouted(request, this.routes) : error;
    this.onProblem(request, sendProblem(request, http.getResponse<FastifyReply>(), problem));
  }
}

/** Answers a request with the problem that an error stands for, and tells its status. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): number {
  const problem = toProblem(error);
  if (problem.status === 500) logFailure(request.log, error, request.id);
  const body = { ...problemBody(problem, request.id), ...inferenceError(request.url, problem) };
  // Fastify would close the connection under who is still sending, and a reset takes the answer away:
  // the rest of a body that is too large is read and dropped instead, until its time is up.
  if (problem.status === 413) reply.removeHeader('connection');
  void reply
    .code(problem.status)
    .headers(problem.details.headers ?? {})
    .header('content-type', 'application/problem+json')
    .send(JSON.stringify(body));
  return problem.status;
}

/** Below /v2 the Open Inference Protocol wants to read in `error` what went wrong. */
const inferenceError = (url: string, { detail }: ProblemException): Pick<Problem, 'error'> =>
  /^\/v2(?:[/?]|$)/u.test(url) ? { error: cut(detail) } : {};

/** What the client does not get to read of a failure. */
export function logFailure(logger: Pick<Logger, 'error'>, error: unknown, requestId: string): void {
  logger.error({ err: error, requestId }, 'request failed');
}

/** What the client gets to read of a problem. */
export function problemBody(
  { status, code, detail, details }: ProblemException,
  requestId: string,
): Problem {
  const { errors, didYouMean = [] } = details;
  return {
    type: `https://movierec.dev/problems/${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail: cut(detail),
    requestId,
    ...(errors === undefined ? {} : { errors: [...errors] }),
    ...(didYouMean.length === 0 ? {} : { didYouMean: [...didYouMean] }),
  };
}

/** What the framework says of an error may repeat all that was sent. */
const cut = (text: string): string =>
  text.length > MAX_DETAIL ? `${text.slice(0, MAX_DETAIL)}…` : text;

/** The problem that an error stands for; what was not expected is 500 and says nothing of itself. */
export function toProblem(error: unknown): ProblemException {
  if (error instanceof ProblemException) return error;
  const status = statusOf(error);
  if (status === 503) return new ProblemException(503, 'not_ready', 'requests should go elsewhere');
  if (status >= 500)
    return new ProblemException(500, 'internal', 'the service failed; its log says why');
  const known = BEFORE_HANDLERS[status];
  return known === undefined
    ? new ProblemException(status, 'invalid_request', (error as Error).message)
    : new ProblemException(status, known.code, known.detail);
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = error as Partial<FastifyError>;
  return typeof statusCode === 'number' && statusCode >= 400 ? statusCode : 500;
}
