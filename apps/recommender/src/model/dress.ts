import { Recommender } from '#engine';
import type { ModelFile } from '#model';

/** What a loaded file becomes before it answers: the one place where that is decided. */
export const dress = ({ model }: ModelFile): Recommender => new Recommender(model);
