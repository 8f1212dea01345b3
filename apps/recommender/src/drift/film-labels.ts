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

  private constructor(
    parts: Pick<FilmLabels, 'genreStarts' | 'decadeBins'>,
    bins: readonly number[],
  ) {
    this.genreStarts = parts.genreStarts;
    this.decadeBins = parts.decadeBins;
    this.genreBins = Uint16Array.from(bins);
  }

  /** Makes them, a few films at a time. */
  static *building(
    films: readonly Film[],
    genres: LabelBins,
    decades: LabelBins,
  ): Generator<void, FilmLabels> {
    const genreStarts = new Uint32Array(films.length + 1);
    const decadeBins = new Uint16Array(films.length);
    const bins: number[] = [];
    // There are few labels beside how often each is used.
    const known = new Map<string, number>();
    for (let film = 0; film < films.length; film++) {
      const { genres: labels = [], year } = films[film];
      for (const label of labels) {
        let bin = known.get(label);
        if (bin === undefined) known.set(label, (bin = genres.of(label)));
        bins.push(bin);
      }
      genreStarts[film + 1] = bins.length;
      decadeBins[film] = year === undefined ? NO_DECADE : decades.of(decadeOf(year));
      if (film % FILMS_A_STEP === 0) yield;
    }
    return new FilmLabels({ genreStarts, decadeBins }, bins);
  }
}

export const NO_DECADE = 0xffff;
const FILMS_A_STEP = 64;
