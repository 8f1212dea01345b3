import type { Environment } from '#contracts';
import type { Logger } from '#telemetry';
import type { LiveOverlay } from '../live/live-overlay.js';
import { type OnReload, UnusableFileError, WatchedFile } from '../files/watched-file.js';
import { PolicyInForce } from './policy-in-force.js';
import { NO_POLICY, type Policy } from './policy.js';
import { POLICY_FILE } from './policy-file.js';
import type { PolicyMetrics } from './policy-metrics.js';

type Settings = Pick<Environment, 'POLICY_FILE'>;
type Reloads = Pick<PolicyMetrics, 'reloaded'>;

/** More ids or rules than this make a log line that nobody reads. */
const MAX_TOLD = 100;

/** Milliseconds since 1970. */
export type Clock = () => number;

/** What the operator of the service has decided about all answers, as the file says it now. */
export class Policies {
  /** The expired rules that the log has told of. */
  private told: ReadonlySet<string> = new Set();

  private constructor(
    private readonly file: WatchedFile<Policy> | undefined,
    private readonly logger: Logger,
    readonly clock: Clock,
  ) {}

  /** For a service without a file of policies: everything may be shown. */
  static none(logger: Logger, clock: Clock = Date.now): Policies {
    return new Policies(undefined, logger, clock);
  }

  /** @throws PolicyFileError if there is to be a policy and its file cannot be used */
  static async open(
    { POLICY_FILE: path }: Settings,
    logger: Logger,
    metrics: Reloads,
    clock: Clock = Date.now,
  ): Promise<Policies> {
    if (path === '') return Policies.none(logger, clock);
    const file = await WatchedFile.open(path, POLICY_FILE, tellOf(logger, metrics));
    logger.info(sizesOf(file.current), 'policies are in force');
    return new Policies(file, logger, clock);
  }

  /** Whether there is a file of policies, whatever it says. */
  get areStated(): boolean {
    return this.file !== undefined;
  }

  get current(): Policy {
    return this.file?.current ?? NO_POLICY;
  }

  /** The policies about the films of one model. */
  on(live: Pick<LiveOverlay, 'current'>): PolicyInForce {
    return new PolicyInForce(this, live);
  }

  /** Says once of each editorial rule that it has ended. */
  tellExpired(now: number): void {
    const expired = this.current.expiredAt(now);
    const rules = expired.filter((rule) => !this.told.has(JSON.stringify(rule)));
    this.told = new Set(expired.map((rule) => JSON.stringify(rule)));
    if (rules.length > 0)
      this.logger.warn(
        { count: rules.length, rules: rules.slice(0, MAX_TOLD) },
        'editorial rules have expired',
      );
  }

  /** Says what the policies name and a model does not have. */
  tellUnknown(names: Readonly<Record<'ids' | 'ratings' | 'genres', readonly unknown[]>>): void {
    const found = Object.entries(names).filter(([, all]) => all.length > 0);
    if (found.length === 0) return;
    const count = found.reduce((sum, [, all]) => sum + all.length, 0);
    const shown = Object.fromEntries(found.map(([kind, all]) => [kind, all.slice(0, MAX_TOLD)]));
    this.logger.warn({ count, ...shown }, 'policies name what the catalogue does not have');
  }

  close(): void {
    this.file?.close();
  }
}

const tellOf =
  (logger: Logger, metrics: Reloads): OnReload<Policy> =>
  (outcome) => {
    if (outcome instanceof UnusableFileError) {
      metrics.reloaded('error');
      logger.error({ reason: outcome.message }, 'policies are kept as they were');
    } else {
      metrics.reloaded('ok');
      logger.info(sizesOf(outcome), 'policies were read again');
    }
  };

function sizesOf({ file }: Policy) {
  const { availability, hidden, pins, buries, bans } = file;
  return {
    availability: availability.length,
    hidden: hidden.length,
    pins: pins.length,
    buries: buries.length,
    bans: bans.length,
  };
}
