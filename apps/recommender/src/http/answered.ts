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
