import { Recommender } from '#engine';
import type { ModelFile } from '#model';
import type { PolicedRecommender } from '../policy/policed-recommender.js';
import type { Policies } from '../policy/policies.js';

/** A model as it may be seen at the moment of asking. */
export interface Dressed {
  readonly recommender: PolicedRecommender;
}

/** What a loaded file becomes before it answers: the one place where that is decided. */
export const dress = ({ model }: ModelFile, policies: Policies): Dressed =>
  policies.on(new Recommender(model));
