import type { LiveOverlay, LiveRecommender } from '../live/live-overlay.js';
import { effectOf } from './effect.js';
import { PolicedRecommender } from './policed-recommender.js';
import type { Policies } from './policies.js';
import type { Policy, Stretch } from './policy.js';
import { unknownNames } from './unknown-names.js';

/** What was made of a policy, and how long it holds. */
interface Made extends Stretch {
  readonly policy: Policy;
  readonly live: LiveRecommender;
  readonly recommender: PolicedRecommender;
}

/**
 * The policies as they are about one model. They are worked out again when the file or the
 * films have changed and when something in the file begins or ends, at the first question after that:
 * nothing waits for a timer.
 */
export class PolicyInForce {
  private made: Made | undefined;

  constructor(
    private readonly policies: Policies,
    private readonly films: Pick<LiveOverlay, 'current'>,
  ) {}

  /** The model as it may be shown now. A request asks once and keeps to what it got. */
  get recommender(): PolicedRecommender {
    const policy = this.policies.current;
    const live = this.films.current;
    const now = this.policies.clock();
    const { made } = this;
    const isStill = made?.policy === policy && made.live === live;
    if (isStill && made.from <= now && now < made.until) return made.recommender;
    return this.make(policy, live, now).recommender;
  }

  private make(policy: Policy, live: LiveRecommender, now: number): Made {
    const { engine, revision } = live;
    this.policies.tellExpired(now);
    if (this.made?.policy !== policy) this.policies.tellUnknown(unknownNames(policy, engine));
    const recommender = new PolicedRecommender(engine, effectOf(policy, engine, now), revision);
    this.made = { policy, live, recommender, ...policy.stretchAround(now) };
    return this.made;
  }
}
