import type { Recommender } from '#engine';
import { effectOf } from './effect.js';
import { PolicedRecommender } from './policed-recommender.js';
import type { Policies } from './policies.js';
import type { Policy, Stretch } from './policy.js';
import { unknownNames } from './unknown-names.js';

/** What was made of a policy, and how long it holds. */
interface Made extends Stretch {
  readonly policy: Policy;
  readonly recommender: PolicedRecommender;
}

/**
 * The policies as they are about one model. They are worked out again when the file has changed and
 * when something in it begins or ends, at the first question after that: nothing waits for a timer.
 */
export class PolicyInForce {
  private made: Made | undefined;

  constructor(
    private readonly policies: Policies,
    private readonly engine: Recommender,
  ) {}

  /** The model as it may be shown now. A request asks once and keeps to what it got. */
  get recommender(): PolicedRecommender {
    const policy = this.policies.current;
    const now = this.policies.clock();
    const { made } = this;
    if (made?.policy === policy && made.from <= now && now < made.until) return made.recommender;
    return this.make(policy, now).recommender;
  }

  private make(policy: Policy, now: number): Made {
    this.policies.tellExpired(now);
    if (this.made?.policy !== policy) this.policies.tellUnknown(unknownNames(policy, this.engine));
    const recommender = new PolicedRecommender(this.engine, effectOf(policy, this.engine, now));
    this.made = { policy, recommender, ...policy.stretchAround(now) };
    return this.made;
  }
}
