import { analyzeLikeSklearn, createLanguageAnalyzer } from '../analysis/analyzer.js';
import { BLOCKS, type BlockConfig, type EngineConfig } from '../config.js';
import type { Film } from '../film.js';
import { Growable } from '../growable.js';
import type { SparseMatrix } from '../index/sparse-matrix.js';
import { forgetting, type Memoize, remembering } from '../memoize.js';
import { ListedTexts, Vocabulary } from '../vocabulary.js';
import { inverseDocumentFrequency, termFrequency } from '../weighting.js';
import { createExtractors, type FeatureExtractor } from './features.js';
import { TermCounts } from './term-counts.js';

/** A vector over the vocabulary: `terms` ascending, `weights` beside them. */
export interface SparseVector {
  readonly terms: Uint32Array;
  readonly weights: Float32Array;
}

export interface Vectorized {
  readonly vocabulary: Vocabulary;
  readonly matrix: SparseMatrix;
}

/**
 * Learns the vocabulary of a catalogue and turns each film into its row. In each block a weight is
 * tf · idf, divided by the block's L2 norm (or its pivot, where that is more: pivoted
 * normalisation, Singhal, Buckley & Mitra 1996) and scaled by √(block weight); so the dot product
 * of two rows is the weighted sum of the blocks' cosines, each tempered by how much is known.
 *
 * @param audience what the audience says of each film; nothing if it is not known
 */
export function vectorizeCatalogue(
  films: readonly Film[],
  config: EngineConfig,
  audience?: FeatureExtractor,
): Vectorized {
  const counts = countTerms(films, config, audience);
  const { vocabulary, renumbered } = buildVocabulary(counts, films.length, config);
  const weigher = new RowWeigher(vocabulary, films.length, config);
  const rows = new RowsBuilder();
  for (let i = 0; i < films.length; i++) {
    BLOCKS.forEach((_, b) => {
      const { starts, entryTerms, entryCounts } = counts[b];
      for (let e = starts.at(i); e < starts.at(i + 1); e++) {
        const term = renumbered[b][entryTerms.at(e)];
        if (term !== DROPPED) weigher.count(term, entryCounts.at(e));
      }
      weigher.flushBlock(b, rows);
    });
    rows.endRow();
  }
  return { vocabulary, matrix: rows.build(vocabulary.size) };
}

/** Turns films that were not in the catalogue, or wishes in words, into vectors of a learned vocabulary. */
export class Vectorizer {
  private readonly extractors;
  private readonly weigher: RowWeigher;

  /** @param films how many films the vocabulary was learned from */
  constructor(
    private readonly vocabulary: Vocabulary,
    films: number,
    config: EngineConfig,
  ) {
    // It lives as long as a service and reads what strangers write: it must not remember.
    this.extractors = extractorsFor(config, forgetting);
    this.weigher = new RowWeigher(vocabulary, films, config);
  }

  /** Terms that the vocabulary does not know count for nothing, as in scikit-learn's `transform`. */
  vectorize(film: Film): SparseVector {
    const row = new RowsBuilder();
    BLOCKS.forEach((block, b) => {
      this.extractors[block](film, (term, weight) => {
        const id = this.vocabulary.idOf(block, term);
        if (id !== undefined) this.weigher.count(id, weight);
      });
      this.weigher.flushBlock(b, row);
    });
    row.endRow();
    const { terms, weights } = row.build(this.vocabulary.size);
    return { terms, weights };
  }
}

const DROPPED = 0xffffffff;

function extractorsFor(config: EngineConfig, memoize: Memoize) {
  const analyze =
    config.analysis === 'sklearn' ? analyzeLikeSklearn : createLanguageAnalyzer(memoize);
  return createExtractors(config, analyze, memoize);
}

function countTerms(
  films: readonly Film[],
  config: EngineConfig,
  audience: FeatureExtractor = nothing,
): TermCounts[] {
  const extractors = { ...extractorsFor(config, remembering), audience };
  return BLOCKS.map((block) => {
    const counts = new TermCounts(config.blocks[block].weight > 0 ? extractors[block] : nothing);
    for (const film of films) counts.add(film);
    return counts;
  });
}

const nothing = (): void => undefined;

/** Applies the document-frequency limits and numbers what is left; `renumbered[b]` maps the old numbers. */
function buildVocabulary(counts: readonly TermCounts[], films: number, config: EngineConfig) {
  const terms: string[] = [];
  const surfaces: string[] = [];
  const frequencies: number[] = [];
  const starts = new Uint32Array(BLOCKS.length + 1);
  const renumbered = counts.map((block, b) => {
    const numbers = new Uint32Array(block.terms.length).fill(DROPPED);
    for (const old of keptTerms(block, films, config.blocks[BLOCKS[b]])) {
      numbers[old] = terms.length;
      terms.push(block.terms[old]);
      surfaces.push(block.surfaces[old]);
      frequencies.push(block.documentFrequencies[old]);
    }
    starts[b + 1] = terms.length;
    return numbers;
  });
  const vocabulary = new Vocabulary(
    new ListedTexts(terms),
    new ListedTexts(surfaces),
    starts,
    Uint32Array.from(frequencies),
  );
  return { vocabulary, renumbered };
}

function keptTerms(counts: TermCounts, films: number, limits: BlockConfig): number[] {
  const { terms, documentFrequencies } = counts;
  // In a handful of films every shared term is frequent: the upper limit must not empty them.
  const most = Math.max(limits.maxDocumentShare * films, 10);
  return terms
    .map((_, id) => id)
    .filter((id) => {
      const frequency = documentFrequencies[id];
      return frequency >= limits.minDocumentFrequency && frequency <= most;
    })
    .sort((a, b) => (terms[a] < terms[b] ? -1 : 1));
}

/** Weighs one block of one row at a time; its scratch memory is as long as the vocabulary. */
class RowWeigher {
  private readonly documentFrequencies: Uint32Array;
  /** Worked out when a term is first met; 0 until then. */
  private readonly idf: Float64Array;
  private readonly highestIdf: number;
  private readonly counts: Float64Array;
  /** The terms with a count. A typed array, because it is sorted as numbers are, without a callback. */
  private readonly touched: Uint32Array;
  private touchedCount = 0;

  constructor(
    vocabulary: Vocabulary,
    private readonly films: number,
    private readonly config: EngineConfig,
  ) {
    this.documentFrequencies = vocabulary.documentFrequencies;
    this.idf = new Float64Array(vocabulary.size);
    this.highestIdf = inverseDocumentFrequency(films, 1);
    this.counts = new Float64Array(vocabulary.size);
    this.touched = new Uint32Array(vocabulary.size);
  }

  count(term: number, count: number): void {
    if (this.counts[term] === 0) this.touched[this.touchedCount++] = term;
    this.counts[term] += count;
  }

  /** Appends the block's entries to the row, terms ascending, and forgets the counts. */
  flushBlock(block: number, rows: RowsBuilder): void {
    if (this.touchedCount === 0) return;
    const { counts } = this;
    const touched = this.touched.subarray(0, this.touchedCount).sort();
    const { sublinear, weight, pivot } = this.config.blocks[BLOCKS[block]];
    let squares = 0;
    for (const term of touched) {
      // As a fit keeps them: a film has the same row whether it was there or came later.
      const count = Math.fround(counts[term]);
      counts[term] = termFrequency(count, sublinear) * this.idfOf(term);
      squares += counts[term] * counts[term];
    }
    const scale = Math.sqrt(weight) / Math.max(Math.sqrt(squares), pivot * this.highestIdf);
    for (const term of touched) {
      rows.push(term, counts[term] * scale);
      counts[term] = 0;
    }
    this.touchedCount = 0;
  }

  private idfOf(term: number): number {
    const known = this.idf[term];
    if (known > 0) return known;
    const { films, documentFrequencies } = this;
    return (this.idf[term] = inverseDocumentFrequency(films, documentFrequencies[term]));
  }
}

class RowsBuilder {
  private readonly starts = new Growable(new Uint32Array(64));
  private readonly terms = new Growable(new Uint32Array(256));
  private readonly weights = new Growable(new Float32Array(256));

  constructor() {
    this.starts.push(0);
  }

  push(term: number, weight: number): void {
    this.terms.push(term);
    this.weights.push(weight);
  }

  endRow(): void {
    this.starts.push(this.terms.length);
  }

  build(columns: number): SparseMatrix {
    return {
      rows: this.starts.length - 1,
      columns,
      starts: this.starts.toArray(),
      terms: this.terms.toArray(),
      weights: this.weights.toArray(),
    };
  }
}
