import { pino, type Logger, stdTimeFunctions } from 'pino';
import { withoutKeys } from './redaction.js';

export type { Logger };

/**
 * JSON lines on standard output, level by name, time as ISO 8601. A line loses its API keys as it is
 * written, so it does not matter in which field or message one has come.
 */
export function createLogger(name: string, level: string): Logger {
  return pino({
    name,
    level,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    hooks: { streamWrite: withoutKeys },
  });
}
