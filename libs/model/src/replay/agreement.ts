import type { Outcome } from '#contracts';
import type { FilmId } from '#engine';
import { type Distribution, distributionOf } from '../comparison/distribution.js';
import { overlapOf, rankBiasedOverlap } from '../comparison/list-distance.js';
import { Listings } from '../comparison/listings.js';
import type { Mover } from '../comparison/compare-models.js';
import type { FilmName } from '../films/film-name.js';
import { type GivenList, isSame } from './ask-again.js';

/** Requests of which the answer is of another kind than it was, such as empty. */
export interface OutcomeChange {
  readonly before: Outcome;
  readonly after: Outcome;
  readonly requests: number;
}

/** How far two sets of lists for the same requests agree. */
export interface Agreement {
  /** Requests that both sides have a list for. */
  readonly lists: number;
  /** Lists with the same films in the same order, and the same scores where both tell them. */
  readonly identical: number;
  /** Of the lists as long as they were asked for; undefined when there are none. */
  readonly overlap: Distribution | undefined;
  readonly rankBiasedOverlap: Distribution | undefined;
  /** The most frequent first. */
  readonly outcomeChanges: readonly OutcomeChange[];
  /** The films whose number of listings changed most. */
  readonly movers: readonly Mover[];
}

/** Takes pairs of lists, and tells how far they agree. */
export class AgreementCount {
  private identical = 0;
  private readonly overlaps: number[] = [];
  private readonly agreements: number[] = [];
  private readonly changes = new Map<string, OutcomeChange>();
  private readonly listings = new Listings();

  add(before: GivenList, after: GivenList): void {
    if (isSame(before, after)) this.identical++;
    this.overlaps.push(overlapOf(before.ids, after.ids));
    this.agreements.push(rankBiasedOverlap(before.ids, after.ids));
    this.listings.add(before.ids, after.ids);
    if (before.outcome !== after.outcome) this.changed(before.outcome, after.outcome);
  }

  /** @param nameOf the name of a film that one of the sides lists */
  report(movers: number, nameOf: (id: FilmId) => FilmName): Agreement {
    return {
      lists: this.overlaps.length,
      identical: this.identical,
      overlap: distributionOf(this.overlaps),
      rankBiasedOverlap: distributionOf(this.agreements),
      outcomeChanges: [...this.changes.values()].sort((a, b) => b.requests - a.requests),
      movers: this.listings
        .movers(movers)
        .map(({ id, ...counts }) => ({ film: nameOf(id), ...counts })),
    };
  }

  private changed(before: Outcome, after: Outcome): void {
    const key = `${before} ${after}`;
    const requests = (this.changes.get(key)?.requests ?? 0) + 1;
    this.changes.set(key, { before, after, requests });
  }
}
