import type { Client } from '../api/client.js';
import type { ObjectRef } from '../api/key.js';
import type { Logger } from '../logger.js';
import { childOf } from '../time/aborting.js';
import { jittered, type Random } from '../time/back-off.js';
import { type Clock, sleep } from '../time/clock.js';
import { microTime } from '../time/micro-time.js';
import { type Lease, LEASES, type LeaseSpec } from './lease.js';

/** client-go's recommended times. */
export const DEFAULT_TIMES: ElectionTimes = {
  leaseMs: 15_000,
  renewDeadlineMs: 10_000,
  retryMs: 2_000,
};

export interface ElectionTimes {
  /** For so long after it has last seen the lease change nobody else takes it; whole seconds. */
  readonly leaseMs: number;
  /** A leader that could not renew for so long leads no longer: shorter than the lease. */
  readonly renewDeadlineMs: number;
  /** Between two looks at the lease. */
  readonly retryMs: number;
}

export interface ElectionOptions {
  readonly lease: Required<ObjectRef>;
  /** Differs between all candidates, also between two lives of a pod. */
  readonly identity: string;
  readonly times?: ElectionTimes;
}

export interface ElectionParts {
  readonly client: Client;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** For `leader_election_master_status`. */
  readonly onChange?: (isLeader: boolean) => void;
}

/** Being the leader: until `lost` is aborted. */
export interface Leadership {
  readonly lost: AbortSignal;
  /** Gives the lease back, so that another leads at once. Whatever only a leader may do has ended. */
  readonly release: () => Promise<void>;
}

/**
 * One leader among several, by a Lease. Clocks are never compared: a lease has run out when it was
 * not seen to change for its duration, by the looker's own time. The leader counts from before it has
 * sent its renewal, the others from when they saw it, so its time is over before theirs begins.
 */
export class LeaderElection {
  private readonly times: ElectionTimes;
  /** The lease as last seen, and when it was first seen so. */
  private seen?: { readonly lease: Lease; readonly at: number };

  constructor(
    private readonly options: ElectionOptions,
    private readonly parts: ElectionParts,
  ) {
    const { times = DEFAULT_TIMES } = options;
    if (times.renewDeadlineMs >= times.leaseMs || times.retryMs >= times.renewDeadlineMs)
      throw new Error(`expected retryMs < renewDeadlineMs < leaseMs, got ${JSON.stringify(times)}`);
    this.times = times;
    parts.onChange?.(false);
  }

  /** Who leads, as far as is known. */
  get holder(): string | undefined {
    return this.seen?.lease.spec?.holderIdentity;
  }

  /** Waits until this process leads. @returns undefined when the signal was aborted before */
  async acquire(signal: AbortSignal): Promise<Leadership | undefined> {
    const { clock } = this.parts;
    while (!signal.aborted) {
      const askedAt = clock.elapsed();
      if (await this.attempt(this.times.renewDeadlineMs, signal)) return this.lead(askedAt);
      await sleep(clock, this.untilNextLook(), signal);
    }
    return undefined;
  }

  /** Not longer than `ms`. A failure is as good as a refusal: the next look tells. */
  private async attempt(ms: number, signal: AbortSignal): Promise<boolean> {
    if (ms <= 0) return false;
    const { lease, identity } = this.options;
    const { controller, release } = childOf(signal);
    const tried = this.takeOrRenew(controller.signal).catch((error: unknown) => {
      if (!controller.signal.aborted)
        this.parts.logger.warn({ err: error, lease, identity }, 'the lease could not be had');
      return false;
    });
    const timedOut = sleep(this.parts.clock, ms, controller.signal).then(() => false);
    const isMine = await Promise.race([tried, timedOut]);
    controller.abort();
    release();
    return isMine;
  }

  private async takeOrRenew(signal: AbortSignal): Promise<boolean> {
    const { client } = this.parts;
    const found = await client.get(LEASES, this.options.lease, signal);
    if (found === undefined) {
      this.see(await client.create(LEASES, this.claim(undefined), signal));
      return true;
    }
    this.see(found);
    if (!this.isMine(found) && !this.hasRunOut()) return false;
    // Somebody who was faster has changed the resourceVersion: the API refuses.
    this.see(await client.replace(LEASES, this.claim(found), signal));
    return true;
  }

  /** Renews until that was impossible for too long. */
  private lead(since: number): Leadership {
    const { clock, logger, onChange } = this.parts;
    const { lease, identity } = this.options;
    const ending = new AbortController();
    logger.info({ lease, identity }, 'leading');
    onChange?.(true);
    const renewing = this.renew(since, ending.signal).then(() => {
      if (!ending.signal.aborted) logger.error({ lease, identity }, 'the lease was lost');
      ending.abort();
      onChange?.(false);
    });
    return {
      lost: ending.signal,
      release: async () => {
        const isHeld = !ending.signal.aborted;
        ending.abort();
        await renewing;
        if (isHeld) await this.giveBack(clock.elapsed());
      },
    };
  }

  /** @returns when leading is over, at the latest `renewDeadlineMs` after the last good renewal began */
  private async renew(since: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.parts;
    let renewedAt = since;
    while (!signal.aborted) {
      const left = renewedAt + this.times.renewDeadlineMs - clock.elapsed();
      if (left <= 0) return;
      await sleep(clock, Math.min(this.times.retryMs, left), signal);
      const askedAt = clock.elapsed();
      const isRenewed = await this.attempt(
        renewedAt + this.times.renewDeadlineMs - askedAt,
        signal,
      );
      if (isRenewed) renewedAt = askedAt;
      else if (this.seen !== undefined && !this.isMine(this.seen.lease)) return;
    }
  }

  private async giveBack(until: number): Promise<void> {
    const { client, clock, logger } = this.parts;
    const held = this.seen?.lease;
    if (held === undefined || !this.isMine(held)) return;
    const now = microTime(clock.date());
    // As client-go leaves it: a holder of no name, for a second.
    const spec = { ...held.spec, holderIdentity: '', leaseDurationSeconds: 1, renewTime: now };
    try {
      await client.replace(LEASES, { ...held, spec });
    } catch (error) {
      logger.warn({ err: error, waited: clock.elapsed() - until }, 'the lease was not given back');
    }
  }

  private claim(found: Lease | undefined): Lease {
    const { lease, identity } = this.options;
    const now = microTime(this.parts.clock.date());
    const isRenewal = found !== undefined && this.isMine(found);
    const before: LeaseSpec = found?.spec ?? {};
    const spec: LeaseSpec = {
      holderIdentity: identity,
      leaseDurationSeconds: Math.ceil(this.times.leaseMs / 1_000),
      acquireTime: isRenewal ? before.acquireTime : now,
      renewTime: now,
      leaseTransitions: (before.leaseTransitions ?? 0) + (isRenewal || !found ? 0 : 1),
    };
    const { apiVersion, kind } = LEASES;
    return { apiVersion, kind, metadata: found?.metadata ?? lease, spec };
  }

  private see(lease: Lease): void {
    const isSame = this.seen?.lease.metadata.resourceVersion === lease.metadata.resourceVersion;
    if (!isSame) this.seen = { lease, at: this.parts.clock.elapsed() };
  }

  private isMine({ spec }: Lease): boolean {
    return spec?.holderIdentity === this.options.identity;
  }

  private hasRunOut(): boolean {
    return this.untilRunOut() <= 0;
  }

  private untilRunOut(): number {
    if (this.seen === undefined) return 0;
    const { holderIdentity, leaseDurationSeconds } = this.seen.lease.spec ?? {};
    if (!holderIdentity) return 0;
    const lasts =
      leaseDurationSeconds === undefined ? this.times.leaseMs : leaseDurationSeconds * 1_000;
    return this.seen.at + lasts - this.parts.clock.elapsed();
  }

  /** Sooner where the lease runs out before: the next leader should not be late. */
  private untilNextLook(): number {
    const { random } = this.parts;
    const usual = jittered(this.times.retryMs, 0.2, random);
    const left = this.untilRunOut();
    return left > 0 ? Math.min(usual, left + 10 * random()) : usual;
  }
}
