import { pino, type Logger, stdTimeFunctions } from 'pino';

export type { Logger };

/** JSON lines on standard output, level by name, time as ISO 8601. */
export function createLogger(name: string, level: string): Logger {
  return pino({
    name,
    level,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  });
}
