import { Injectable } from '@nestjs/common';
import type { AdminResponse } from '#contracts';
import { resolveVersion, shortId, StoreError, VersionNotFoundError } from '#model';
import { ProblemException } from '../http/problem-exception.js';
import { shownValue } from '../http/shown-value.js';
import type { Feed } from '../model/feed.js';
import { ModelsInService, type Snapshot } from '../model/models-in-service.js';
import { toSummaries } from '../models/model-summaries.js';

type Rollout = NonNullable<Feed['rollout']>;

/** Changes what this process serves, and says what has come of it. */
@Injectable()
export class AdminService {
  /** One after the other: what one changes the next one finds. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly models: ModelsInService,
    private readonly feed: Feed,
  ) {}

  /** @throws ProblemException 409 without a store, 503 when the roll-out cannot be read */
  reload(): Promise<AdminResponse> {
    return this.change(async ({ follower }) => {
      await follower.reload().catch((error: unknown) => {
        throw unreachable(error as Error);
      });
    });
  }

  /**
   * @param version an id, or its first digits
   * @throws ProblemException 409 without a store or when the version cannot be loaded, 404 when there
   *   is none, 503 when the store cannot be read
   */
  pin(version: string): Promise<AdminResponse> {
    return this.change(async ({ follower, store }) => {
      const id = await resolveVersion(store, this.models.name, version).catch((error: unknown) => {
        if (error instanceof StoreError) throw unreachable(error);
        if (error instanceof VersionNotFoundError) throw unknownVersion(version, error);
        throw error;
      });
      const refusal = await follower.pin(id);
      if (refusal?.reason === 'missing') throw unknownVersion(version, refusal);
      if (refusal !== undefined)
        throw new ProblemException(409, 'version_refused', refusal.message);
    });
  }

  /** @throws ProblemException 409 without a store */
  unpin(): Promise<AdminResponse> {
    return this.change(({ follower }) => follower.unpin());
  }

  private async change(work: (rollout: Rollout) => Promise<void>): Promise<AdminResponse> {
    const { rollout } = this.feed;
    if (rollout === undefined)
      throw new ProblemException(
        409,
        'no_store',
        'one model file is served: MODEL_STORE is not set',
      );
    const turn = this.turn.then(async () => {
      const before = this.models.current;
      await work(rollout);
      const { current } = this.models;
      return {
        message: describeChange(before, current),
        ...toSummaries(this.models.name, current),
      };
    });
    this.turn = turn.catch(() => undefined);
    return turn;
  }
}

function unreachable({ message }: Error): ProblemException {
  return new ProblemException(503, 'store_unreachable', message, {
    headers: { 'retry-after': '5' },
  });
}

function unknownVersion(version: string, { message }: { message: string }): ProblemException {
  return new ProblemException(404, 'unknown_model', message, {
    errors: [
      {
        path: 'version',
        message: 'expected a version that the store has',
        value: shownValue(version),
      },
    ],
  });
}

function describeChange(before: Snapshot, now: Snapshot): string {
  const [was, is] = [describe(before), describe(now)];
  return was === is ? `nothing has changed: ${is}` : `was: ${was}; now: ${is}`;
}

function describe({ inService, absent, parts: { pinned } }: Snapshot): string {
  const parts = [
    ...inService.map(({ variant, model }) => `${variant} ${model.version}`),
    ...absent.map(({ role, id, refusal }) => {
      const state = refusal === undefined ? 'loading' : 'refused';
      return `${role} ${shortId(id)} ${state}`;
    }),
    ...(pinned === undefined ? [] : [`pinned to ${shortId(pinned)}`]),
  ];
  return parts.length === 0 ? 'no model' : parts.join(', ');
}
