import { Ring } from '../metrics/ring.js';
import { type Exposure, exposureOf } from './exposure.js';

/** So many places of lists are looked at, the last ones: 2,000 lists of five films. */
const PLACES = 10_000;

/**
 * Which films of the model the last lists had; those that came after its fit are passed over: their
 * indices change. Noting a film costs a store; all else is left to the scrape.
 */
export class ExposureWindow {
  private readonly listed: Ring<Uint32Array>;

  /** @param films size of the catalogue */
  constructor(
    private readonly films: number,
    places = PLACES,
  ) {
    this.listed = new Ring(new Uint32Array(places));
  }

  add(films: Uint32Array): void {
    for (const film of films) if (film < this.films) this.listed.push(film);
  }

  /**
   * Undefined until the window is full: coverage grows with the places that are looked at, so it can
   * be compared, between processes and over time, only where they are equally many.
   */
  measure(): Exposure | undefined {
    return this.listed.isFull ? exposureOf(this.listed.contents, this.films) : undefined;
  }
}
