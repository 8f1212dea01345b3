import { type RankedFilms, TopK } from '../index/top-k.js';
import { inverseDocumentFrequency } from '../weighting.js';
import type { CoLikeLimits } from './co-likes.js';
import type { Crowd } from './crowd.js';

/**
 * Where the viewers of films meet. A film is the vector of its viewers, each weighted by
 * idf = ln((1 + films) / (1 + films that he likes)) + 1, because who likes little says more by it;
 * two films are as near as the cosine of their vectors, but a norm counts as no less than
 * pivot · idf(1), so that a few viewers in common are no certainty (shrinkage, as in Bell & Koren,
 * 2007).
 */
export class Meetings {
  /** By viewer: idf². */
  private readonly weights: Float64Array;
  private readonly norms: Float64Array;
  /** Of the film that is asked about, with each other film: sum of idf², and number of viewers. */
  private readonly products: Float64Array;
  private readonly shared: Uint32Array;

  /** @param films how many there are */
  constructor(
    private readonly crowd: Crowd,
    films: number,
    private readonly limits: CoLikeLimits,
  ) {
    const { viewerStarts } = crowd;
    this.weights = Float64Array.from(
      { length: viewerStarts.length - 1 },
      (_, v) => inverseDocumentFrequency(films, viewerStarts[v + 1] - viewerStarts[v]) ** 2,
    );
    const least = limits.pivot * inverseDocumentFrequency(films, 1);
    this.norms = Float64Array.from({ length: films }, (_, film) =>
      Math.max(Math.sqrt(this.sumOfWeights(film)), least),
    );
    this.products = new Float64Array(films);
    this.shared = new Uint32Array(films);
  }

  /** The films nearest to a film, best first; ties by film index. */
  nearest(film: number): RankedFilms {
    const best = new TopK(this.limits.neighbours);
    const { filmStarts } = this.crowd;
    // Fewer viewers than are needed in common need not be looked at.
    if (filmStarts[film + 1] - filmStarts[film] < this.limits.support) return best.drain();
    this.meet(film);
    this.offerAll(film, best);
    this.products.fill(0);
    this.shared.fill(0);
    return best.drain();
  }

  private sumOfWeights(film: number): number {
    const { filmStarts, viewers } = this.crowd;
    let sum = 0;
    for (let e = filmStarts[film]; e < filmStarts[film + 1]; e++) sum += this.weights[viewers[e]];
    return sum;
  }

  private meet(film: number): void {
    const { viewerStarts, films, filmStarts, viewers } = this.crowd;
    const { weights, products, shared } = this;
    for (let e = filmStarts[film]; e < filmStarts[film + 1]; e++) {
      const viewer = viewers[e];
      const weight = weights[viewer];
      const end = viewerStarts[viewer + 1];
      for (let i = viewerStarts[viewer]; i < end; i++) {
        products[films[i]] += weight;
        shared[films[i]]++;
      }
    }
  }

  private offerAll(film: number, best: TopK): void {
    const { products, shared, norms } = this;
    const { support } = this.limits;
    for (let other = 0; other < shared.length; other++)
      if (shared[other] >= support && other !== film)
        best.offer(other, products[other] / (norms[film] * norms[other]));
  }
}
