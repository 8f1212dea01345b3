import type { ServerResponse } from 'node:http';
import type { Logger } from '#telemetry';

/** What nginx writes for a client that went away before it had its answer. */
const CLIENT_CLOSED_REQUEST = 499;

/** Tells the status and the seconds from now when a response has ended, however it did. */
export function onAnswered(
  response: ServerResponse,
  tell: (status: number, seconds: number) => void,
): void {
  const started = performance.now();
  // 'close' comes once for every response, also when the client went away; 'finish' does not.
  response.on('close', () => {
    const seconds = (performance.now() - started) / 1_000;
    tell(response.writableFinished ? response.statusCode : CLIENT_CLOSED_REQUEST, seconds);
  });
}

/** What the log says of a request. */
export interface AnswerFacts {
  readonly method: string | undefined;
  readonly url: string | undefined;
  /** Whose key it was, where keys are asked for. */
  readonly keyId?: string | undefined;
  readonly requestId: string;
  /** Of the trace that the request belongs to, where requests are traced. */
  readonly traceId?: string | undefined;
  readonly status: number;
  readonly seconds: number;
}

/** Who asks too often, or while there is too much: in a flood the log would be flooded with them. */
const COUNTED_ONLY = new Set([429, 503]);

/** One line for a request: at info if it failed, else at debug. */
export function logAnswer(logger: Logger, facts: AnswerFacts): void {
  const isFailure = facts.status >= 400 && !COUNTED_ONLY.has(facts.status);
  const level = isFailure ? 'info' : 'debug';
  if (logger.isLevelEnabled(level)) logger[level](facts, 'answered');
}
