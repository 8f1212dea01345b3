import { Recommender } from '#engine';
import type { ModelFile } from '#model';
import { LiveOverlay } from '../live/live-overlay.js';
import type { LiveTitles } from '../live/live-titles.js';
import type { Policies } from '../policy/policies.js';
import type { PolicyInForce } from '../policy/policy-in-force.js';

/** A model as it may be seen at the moment of asking. */
export interface Dressed {
  /** With the films that came and went since its fit. */
  readonly live: LiveOverlay;
  /** Of these, what may be shown. */
  readonly policed: PolicyInForce;
}

export type Dress = (file: ModelFile) => Dressed;

/** What a loaded file becomes before it answers: the one place where that is decided. */
export const dressIn =
  (policies: Policies, titles: LiveTitles): Dress =>
  ({ model }) => {
    const live = new LiveOverlay(new Recommender(model), titles);
    return { live, policed: policies.on(live) };
  };
