import type { CatalogueFilm } from '#contracts';
import { type CatalogueOptions, readFilms } from './read-films.js';
import type { CatalogueReport } from './report.js';

export interface Catalogue {
  readonly films: readonly CatalogueFilm[];
  readonly report: CatalogueReport;
}

/**
 * Reads a catalogue as a whole.
 *
 * @throws CatalogueError as `readFilms` does
 */
export async function readCatalogue(
  location: string,
  options?: CatalogueOptions,
): Promise<Catalogue> {
  const films: CatalogueFilm[] = [];
  const reading = readFilms(location, options);
  let step = await reading.next();
  for (; step.done !== true; step = await reading.next()) films.push(step.value);
  return { films, report: step.value };
}
