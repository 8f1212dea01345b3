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
import { ProblemException } from './problem-exception.js';
import type { Routes } from './routes.js';
import { shownValue } from './shown-value.js';

/** What was found wrong with a request before it reached a handler, in our words. */
const BEFORE_HANDLERS: Readonly<Partial<Record<number, { code: string; detail: string }>>> = {
  413: { code: 'body_too_large', detail: 'the body is larger than this service reads' },
  415: { code: 'unsupported_media_type', detail: 'expected Content-Type: application/json' },
};

/** Turns whatever was thrown into `application/problem+json`; a server never dies of a request. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly routes: Routes) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const isUnrouted = error instanceof NotFoundException && request.routeOptions.url === undefined;
    const problem = isUnrouted ? this.explainUnrouted(request) : error;
    sendProblem(request, http.getResponse<FastifyReply>(), problem);
  }

  private explainUnrouted({ method, url }: FastifyRequest): ProblemException {
    const path = url.split('?', 1)[0];
    const allowed = this.routes.methodsOf(path);
    if (allowed.length === 0)
      return new ProblemException(404, 'not_found', `there is nothing at ${shownValue(path)}`);
    const allow = allowed.join(', ');
    return new ProblemException(
      405,
      'method_not_allowed',
      `${path} does not answer ${method}, only ${allow}`,
      {
        headers: { allow },
      },
    );
  }
}

/** Answers a request with the problem that an error stands for. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  const problem = toProblem(error);
  if (problem.status >= 500)
    request.log.error({ err: error, requestId: request.id }, 'request failed');
  const body: Problem = {
    type: `https://movierec.dev/problems/${problem.code}`,
    title: STATUS_CODES[problem.status] ?? 'Error',
    status: problem.status,
    code: problem.code,
    detail: problem.detail,
    requestId: request.id,
  };
  const { errors, didYouMean, headers = {} } = problem.details;
  if (errors !== undefined) body.errors = [...errors];
  if (didYouMean !== undefined && didYouMean.length > 0) body.didYouMean = [...didYouMean];
  void reply
    .code(problem.status)
    .headers(headers)
    .header('content-type', 'application/problem+json')
    .send(JSON.stringify(body));
}

function toProblem(error: unknown): ProblemException {
  if (error instanceof ProblemException) return error;
  const status = statusOf(error);
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
