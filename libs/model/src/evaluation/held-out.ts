import { type Model, Vectorizer } from '#engine';
import type { KinQuestion, SharedFact } from './kin.js';
import type { Neighbourhood } from './neighbourhood.js';

/**
 * What a film's vector finds when one fact is withheld from it: the film is vectorised anew without
 * the label, by the vocabulary that it helped to learn, and its list is searched among all other
 * films, which keep theirs. So a label finds nothing by being the same label; what is measured is
 * whether the rest of the film leads to those that somebody has put beside it. What the audience says
 * of a film is not in its facts and plays no part.
 */
export class HeldOutSearch {
  private readonly vectorizer: Vectorizer;

  constructor(
    private readonly model: Model,
    private readonly neighbourhood: Neighbourhood,
  ) {
    this.vectorizer = new Vectorizer(model.vocabulary, model.films.length, model.config);
  }

  listWithout(fact: SharedFact, { film, label }: KinQuestion): Uint32Array {
    const bare = fact.without(this.model.films[film], label);
    return this.neighbourhood.search(this.vectorizer.vectorize(bare), film);
  }
}
