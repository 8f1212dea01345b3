import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemException } from './problem-exception.js';
import type { Routes } from './routes.js';
import { shownValue } from './shown-value.js';

/**
 * Refuses what no route answers, behind keys and limits, but before anything is said of its body:
 * that a wrong method lacks a content type helps nobody.
 */
export function refuseUnrouted(server: FastifyInstance, routes: Routes): void {
  server.addHook('preParsing', (request, _reply, payload, done) => {
    done(request.is404 ? explainUnrouted(request, routes) : null, payload);
  });
}

/** 405 where the path answers to another method, otherwise 404. */
export function explainUnrouted({ method, url }: FastifyRequest, routes: Routes): ProblemException {
  const path = url.split('?', 1)[0];
  const allowed = routes.methodsOf(path);
  if (allowed.length === 0)
    return new ProblemException(404, 'not_found', `there is nothing at ${shownValue(path)}`);
  const allow = allowed.join(', ');
  return new ProblemException(
    405,
    'method_not_allowed',
    `${shownValue(path)} does not answer ${method}, only ${allow}`,
    { headers: { allow } },
  );
}
