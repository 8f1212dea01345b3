import type { ServerResponse } from 'node:http';
import type { Logger } from '#telemetry';

/** What nginx writes for a client that went away before it had its answer. */
const CLIENT_CLOSED_REQUEST = 499;

/** The status that a closed response ended with. */
export function statusOf(response: ServerResponse): number {
  return response.writableFinished ? response.statusCode : CLIENT_CLOSED_REQUEST;
}

/** One line for a request: at info if it failed, else at debug. */
export function logAnswer(
  logger: Logger,
  { method, url }: { method?: string | undefined; url?: string | undefined },
  requestId: string,
  status: number,
  seconds: number,
): void {
  const level = status >= 400 ? 'info' : 'debug';
  if (!logger.isLevelEnabled(level)) return;
  logger[level]({ method, url, requestId, status, seconds }, 'answered');
}
