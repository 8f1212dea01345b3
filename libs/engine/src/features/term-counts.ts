import type { Film } from '../film.js';
import { Growable } from '../growable.js';
import type { FeatureExtractor } from './features.js';

/**
 * Term counts of one block over a catalogue, terms numbered in order of first sight. Rows are kept
 * as (term, count) entries: row i is entries `starts.at(i)` … `starts.at(i + 1) − 1`.
 */
export class TermCounts {
  readonly terms: string[] = [];
  readonly surfaces: string[] = [];
  readonly documentFrequencies: number[] = [];
  readonly starts = new Growable(new Uint32Array(1024));
  readonly entryTerms = new Growable(new Uint32Array(16384));
  readonly entryCounts = new Growable(new Float32Array(16384));
  private readonly ids = new Map<string, number>();
  private readonly current: number[] = [];
  private readonly touched: number[] = [];

  constructor(private readonly extract: FeatureExtractor) {
    this.starts.push(0);
  }

  /** Counts one film's terms as the next row. */
  add(film: Film): void {
    this.extract(film, this.count);
    for (const id of this.touched) {
      this.entryTerms.push(id);
      this.entryCounts.push(this.current[id]);
      this.documentFrequencies[id]++;
      this.current[id] = 0;
    }
    this.touched.length = 0;
    this.starts.push(this.entryTerms.length);
  }

  private readonly count = (term: string, weight: number, surface: string): void => {
    let id = this.ids.get(term);
    if (id === undefined) id = this.learn(term, surface);
    // The shortest form is the most readable one: "prison" rather than "imprisonments".
    else if (surface.length < this.surfaces[id].length) this.surfaces[id] = surface;
    if (this.current[id] === 0) this.touched.push(id);
    this.current[id] += weight;
  };

  private learn(term: string, surface: string): number {
    const id = this.terms.length;
    this.ids.set(term, id);
    this.terms.push(term);
    this.surfaces.push(surface);
    this.documentFrequencies.push(0);
    this.current.push(0);
    return id;
  }
}
