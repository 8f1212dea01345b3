import type { FastifyInstance } from 'fastify';
import type { Environment } from '#contracts';
import type { Logger } from '#telemetry';
import { type OnReload, UnusableFileError, WatchedFile } from '../files/watched-file.js';
import type { AccessMetrics } from './access-metrics.js';
import { requireKeys } from './authentication.js';
import { KEY_FILE } from './key-file.js';
import type { Keyring } from './keyring.js';
import { neededOnMetrics, neededOnPublic, type NeedOf } from './needed-scope.js';
import { limitRates } from './rate-limit.js';

/** Who may ask, and how often. */
export class Access {
  private constructor(
    private readonly keys: WatchedFile<Keyring> | undefined,
    private readonly ratePerMinute: number,
    private readonly metrics: AccessMetrics,
  ) {}

  /** @throws KeyFileError if keys are to be asked for and their file cannot be used */
  static async open(
    { API_KEYS_FILE, RATE_LIMIT_PER_MINUTE }: Environment,
    logger: Logger,
    metrics: AccessMetrics,
  ): Promise<Access> {
    if (API_KEYS_FILE === '') return new Access(undefined, RATE_LIMIT_PER_MINUTE, metrics);
    const keys = await WatchedFile.open(API_KEYS_FILE, KEY_FILE, tellOf(logger, metrics));
    logger.info({ keys: keys.current.size }, 'API keys are asked for');
    return new Access(keys, RATE_LIMIT_PER_MINUTE, metrics);
  }

  /** Whether keys are asked for. */
  get isKeyed(): boolean {
    return this.keys !== undefined;
  }

  /** Whether it matters who asks. */
  get isRestricted(): boolean {
    return this.isKeyed || this.ratePerMinute > 0;
  }

  /** Puts keys and limits before the routes of the public listener, which must have none yet. */
  async guardPublic(server: FastifyInstance): Promise<void> {
    this.guard(server, neededOnPublic);
    if (this.isRestricted)
      await limitRates(server, this.ratePerMinute, () => this.metrics.denied('rate_limit'));
  }

  guardMetrics(server: FastifyInstance): void {
    this.guard(server, neededOnMetrics);
  }

  close(): void {
    this.keys?.close();
  }

  private guard(server: FastifyInstance, needOf: NeedOf): void {
    const { keys, metrics } = this;
    if (keys === undefined) return;
    requireKeys(server, {
      keys: () => keys.current,
      needOf,
      onDenied: (reason) => metrics.denied(reason),
    });
  }
}

const tellOf =
  (logger: Logger, metrics: AccessMetrics): OnReload<Keyring> =>
  (outcome) => {
    if (outcome instanceof UnusableFileError) {
      metrics.reloaded('error');
      logger.error({ reason: outcome.message }, 'API keys are kept as they were');
    } else {
      metrics.reloaded('ok');
      logger.info({ keys: outcome.size }, 'API keys were read again');
    }
  };
