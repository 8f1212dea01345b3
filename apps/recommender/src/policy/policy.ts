import {
  type Availability,
  type EditorialRule,
  type PolicyFile,
  policyFileSchema,
} from '#contracts';
import type { FilmId } from '#engine';

/** A stretch of time, in milliseconds since 1970: from the first on, no longer at the second. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
}

/** When and where a title may be shown. */
export interface AvailableTitle extends Stretch {
  readonly id: FilmId;
  /** Everywhere, if undefined. */
  readonly regions: readonly string[] | undefined;
}

/** An editorial rule that has ended, as a log line tells of it. */
export interface ExpiredRule extends Pick<EditorialRule, 'id' | 'owner' | 'expires'> {
  readonly kind: 'pin' | 'bury' | 'ban';
}

const EDITORIAL = { pins: 'pin', buries: 'bury', bans: 'ban' } as const;

/** What one state of the file of policies says, in no way yet about the films of a model. */
export class Policy {
  readonly availability: readonly AvailableTitle[];
  /** The moments at which something begins or ends, ascending. */
  private readonly moments: Float64Array;

  constructor(readonly file: PolicyFile) {
    this.availability = file.availability.map(toAvailableTitle);
    const bounds = this.availability.flatMap(({ from, until }) => [from, until]);
    const ends = [...file.pins, ...file.buries, ...file.bans].map(({ expires }) =>
      momentOf(expires),
    );
    this.moments = Float64Array.from([...bounds, ...ends]).sort();
  }

  /** The stretch around a moment in which the policy says the same. */
  stretchAround(now: number): Stretch {
    const from = this.moments.findLast((moment) => moment <= now) ?? -Infinity;
    const until = this.moments.find((moment) => moment > now) ?? Infinity;
    return { from, until };
  }

  /** The editorial rules that no longer hold. */
  expiredAt(now: number): readonly ExpiredRule[] {
    return (['pins', 'buries', 'bans'] as const).flatMap((list) =>
      this.file[list]
        .filter((rule) => hasExpired(rule, now))
        .map(({ id, owner, expires }) => ({ kind: EDITORIAL[list], id, owner, expires })),
    );
  }
}

/** What holds where no file is given. */
export const NO_POLICY = new Policy(policyFileSchema.parse({}));

export function hasExpired({ expires }: Pick<EditorialRule, 'expires'>, now: number): boolean {
  return momentOf(expires) <= now;
}

const momentOf = (text: string): number => Date.parse(text);

function toAvailableTitle({ id, from, until, regions }: Availability): AvailableTitle {
  return {
    id,
    from: from === undefined ? -Infinity : momentOf(from),
    until: until === undefined ? Infinity : momentOf(until),
    regions,
  };
}
