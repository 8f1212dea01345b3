import { type Model, type QueryVector, rowOf, Searcher } from '#engine';
import { DEPTH } from './measures.js';

/** What a model lists for a film, best first: its neighbour table as far as that goes, then a search. */
export class Neighbourhood {
  private readonly searcher: Searcher;

  constructor(
    private readonly model: Pick<Model, 'matrix' | 'index' | 'vocabulary' | 'neighbours'>,
  ) {
    this.searcher = new Searcher(model.matrix, model.index, model.vocabulary.starts);
  }

  listOf(film: number, depth = DEPTH): Uint32Array {
    const { limit, starts, films } = this.model.neighbours;
    if (depth <= limit)
      return films.subarray(starts[film], Math.min(starts[film] + depth, starts[film + 1]));
    return this.search(rowOf(this.model.matrix, film), film, depth);
  }

  /** What another vector of a film finds, the film itself left out. */
  search(query: QueryVector, film: number, depth = DEPTH): Uint32Array {
    return this.searcher.search(query, depth, { skip: film }).films;
  }

  /** The scores of a film's list, best first. */
  scoresOf(film: number, depth = DEPTH): Float64Array {
    return this.searcher.score(rowOf(this.model.matrix, film), this.listOf(film, depth));
  }
}
