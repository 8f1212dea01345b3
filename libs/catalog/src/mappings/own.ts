import { filmSchema } from '#contracts';
import { joinKey } from './cells.js';
import type { Mapping } from './mapping.js';

const COLUMNS: readonly string[] = Object.keys(filmSchema.shape);

/** The project's own format: a row is a film already, perhaps with columns beside it. */
export const ownMapping: Mapping = {
  name: 'own',
  columns: COLUMNS,
  required: ['id', 'title'],
  sideTables: [],
  key: ({ id }) => joinKey(id),
  toFilm: (fields) => ({
    film: Object.fromEntries(
      COLUMNS.filter((name) => Object.hasOwn(fields, name)).map((name) => [name, fields[name]]),
    ),
  }),
};
