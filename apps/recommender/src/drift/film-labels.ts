import type { Film } from '#engine';
import type { LabelBins } from './bins.js';
import { decadeOf } from './reference.js';

/**
 * The bins of each film's genres and decade, made once for all films: reading a film's facts takes
 * a microsecond, which is too long to do for every request.
 */
export class FilmLabels {
  /** Film i has the genres `genreStarts[i]` … `genreStarts[i + 1] − 1`. */
  readonly genreStarts: Uint32Array;
  readonly genreBins: Uint16Array;
  /** `NO_DECADE` where the year is not known. */
  readonly decadeBins: Uint16Array;

  constructor(films: readonly Film[], genres: LabelBins, decades: LabelBins) {
    this.genreStarts = new Uint32Array(films.length + 1);
    this.decadeBins = new Uint16Array(films.length);
    const bins: number[] = [];
    films.forEach(({ genres: labels = [], year }, film) => {
      for (const label of labels) bins.push(genres.of(label));
      this.genreStarts[film + 1] = bins.length;
      this.decadeBins[film] = year === undefined ? NO_DECADE : decades.of(decadeOf(year));
    });
    this.genreBins = Uint16Array.from(bins);
  }
}

export const NO_DECADE = 0xffff;
