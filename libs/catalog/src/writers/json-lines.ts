import { type CatalogueFilm, filmSchema } from '#contracts';

/**
 * A film as one line of the project's own format, without the line end: its facts in the order of
 * the schema, absent ones and empty lists left out. Read again, it is the same film.
 */
export const writeOwnJsonLine = (film: CatalogueFilm): string => JSON.stringify(statedFacts(film));

const FACTS = Object.keys(filmSchema.shape) as (keyof CatalogueFilm)[];

function statedFacts(film: CatalogueFilm): Partial<Record<keyof CatalogueFilm, unknown>> {
  return Object.fromEntries(
    FACTS.map((fact) => [fact, film[fact]] as const).filter(([, value]) => !isEmptyList(value)),
  );
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
