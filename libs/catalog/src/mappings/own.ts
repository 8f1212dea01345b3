import { filmSchema } from '#contracts';
import type { Mapping } from './mapping.js';

const COLUMNS: readonly string[] = Object.keys(filmSchema.shape);

/** The project's own format: a row is a film already, perhaps with columns beside it. */
export const ownMapping: Mapping = {
  name: 'own',
  columns: COLUMNS,
  required: ['id', 'title'],
  toFilm: (fields) => Object.fromEntries(knownCells(fields)),
};

/** The columns of a row that are facts of a film, with their values. */
export const knownCells = (fields: Readonly<Record<string, unknown>>): [string, unknown][] =>
  COLUMNS.filter((name) => Object.hasOwn(fields, name)).map((name) => [name, fields[name]]);
