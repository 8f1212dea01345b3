import type { SparseMatrix } from '#engine';
import { Ring } from '../metrics/ring.js';
import { listDiversity } from './list-diversity.js';

/** One list in so many is sampled, on average. */
export const ONE_IN = 16;
/** The mean is that of so many sampled lists, the last ones. */
export const LISTS = 128;
/** Fewer sampled lists than these say nothing. */
export const MIN_LISTS = 30;
/** So many films of a list are looked at, the first ones: pairs grow with the square. */
export const DEPTH = 10;

/**
 * How diverse the last lists were, by a sample. A list that is sampled is only copied; its pairs of
 * films are compared when somebody asks, and once.
 */
export class DiversitySample {
  private readonly measured = new Ring(new Float64Array(LISTS));
  private waiting: Uint32Array[] = [];
  private countdown = 1;

  /** @param random numbers from 0 up to 1 */
  constructor(
    private readonly matrix: SparseMatrix,
    private readonly random: () => number = Math.random,
  ) {}

  /** Lists of fewer than two films have no diversity and are passed over. */
  offer(films: Uint32Array): void {
    if (films.length < 2 || --this.countdown > 0) return;
    // Uneven steps: traffic that repeats itself is not always met at the same place.
    this.countdown = 1 + Math.floor(this.random() * (2 * ONE_IN - 1));
    if (this.waiting.length === LISTS) this.waiting.shift();
    // A film that came after the fit has no row.
    const rows = this.matrix.starts.length - 1;
    const fitted = films.subarray(0, DEPTH).filter((film) => film < rows);
    if (fitted.length >= 2) this.waiting.push(fitted);
  }

  /** The mean of the sampled lists; undefined if they are too few. */
  measure(): number | undefined {
    for (const films of this.waiting) this.measured.push(listDiversity(this.matrix, films));
    this.waiting = [];
    const { contents, size } = this.measured;
    if (size < MIN_LISTS) return undefined;
    return contents.reduce((sum, diversity) => sum + diversity, 0) / size;
  }
}
