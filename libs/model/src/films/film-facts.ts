import { type CatalogueFilm, filmSchema } from '#contracts';
import type { Film } from '#engine';
import type { ColumnKind } from './columns/column.js';
import { filmIds } from './columns/film-ids.js';
import { labelLists } from './columns/label-lists.js';
import { labels } from './columns/labels.js';
import { numbers } from './columns/numbers.js';
import { objects } from './columns/objects.js';
import { texts } from './columns/text-column.js';

export type FactName = keyof CatalogueFilm;

/**
 * How each fact of a film is kept, in the order in which facts are told. A fact that films get in
 * `filmSchema` gets its row here, at the end: older files do without it, older programs pass over it.
 */
export const FACT_KINDS: {
  readonly [Name in FactName]-?: ColumnKind<NonNullable<CatalogueFilm[Name]>>;
} = {
  id: filmIds,
  title: texts,
  originalTitle: texts,
  year: numbers,
  description: texts,
  tagline: texts,
  textLanguage: labels,
  genres: labelLists,
  keywords: labelLists,
  directors: labelLists,
  cast: labelLists,
  runtimeMinutes: numbers,
  language: labels,
  maturity: labels,
  collection: labels,
  popularity: numbers,
  externalIds: objects,
};

export const FACT_NAMES = Object.keys(FACT_KINDS) as readonly FactName[];

export const isFactName = (name: string): name is FactName => Object.hasOwn(FACT_KINDS, name);

export const schemaOf = (name: FactName) => filmSchema.shape[name];

/** A fact that films of a catalogue may have beside those that the engine reads. */
export const factOf = (film: Film, name: FactName): unknown =>
  (film as Partial<CatalogueFilm>)[name];
