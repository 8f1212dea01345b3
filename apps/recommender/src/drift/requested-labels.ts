import type { Film, Filter } from '#engine';
import { DRIFT_WINDOW } from '#telemetry';
import { Ring } from '../metrics/ring.js';
import { countBins, type LabelBins } from './bins.js';
import { FilmLabels, NO_DECADE } from './film-labels.js';
import { leastPopulationStability } from './population-stability.js';
import { decadeOf } from './reference.js';

/** A range over more decades than these is a wish for none of them in particular. */
const MAX_DECADES = 3;
const YEARS = 10;

/** The genres and decades that were asked for last: those of seeds, and those that filters name. */
export class RequestedLabels {
  private readonly genres = new Ring(new Uint16Array(DRIFT_WINDOW));
  private readonly decades = new Ring(new Uint16Array(DRIFT_WINDOW));

  private constructor(
    private readonly films: FilmLabels,
    private readonly genreBins: LabelBins,
    private readonly decadeBins: LabelBins,
  ) {}

  /** Makes ready to count, a few films at a time. */
  static *building(
    films: readonly Film[],
    genres: LabelBins,
    decades: LabelBins,
  ): Generator<void, RequestedLabels> {
    return new RequestedLabels(yield* FilmLabels.building(films, genres, decades), genres, decades);
  }

  /** A film that came after the fit is passed over. */
  addSeed(film: number): void {
    const { genreStarts, genreBins, decadeBins } = this.films;
    const end = genreStarts[film + 1];
    for (let i = genreStarts[film]; i < end; i++) this.genres.push(genreBins[i]);
    if (film >= decadeBins.length) return;
    const decade = decadeBins[film];
    if (decade !== NO_DECADE) this.decades.push(decade);
  }

  addFilter({ genres, year }: Filter): void {
    for (const label of [...(genres?.any ?? []), ...(genres?.all ?? [])])
      this.genres.push(this.genreBins.of(label));
    if (year?.from === undefined || year.to === undefined) return;
    const first = Number(decadeOf(year.from));
    const last = Number(decadeOf(year.to));
    if (last - first >= MAX_DECADES * YEARS) return;
    for (let decade = first; decade <= last; decade += YEARS)
      this.decades.push(this.decadeBins.of(String(decade)));
  }

  get genreSamples(): number {
    return this.genres.size;
  }

  get decadeSamples(): number {
    return this.decades.size;
  }

  genreStability(): number {
    return stability(this.genres, this.genreBins);
  }

  decadeStability(): number {
    return stability(this.decades, this.decadeBins);
  }
}

const stability = (observed: Ring<Uint16Array>, { count, references }: LabelBins): number =>
  leastPopulationStability(countBins(observed.contents, count), references);
