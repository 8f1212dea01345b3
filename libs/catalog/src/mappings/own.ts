import { filmSchema } from '#contracts';
import type { Mapping } from './mapping.js';

/** The project's own format: a row is a film already. */
export const ownMapping: Mapping = {
  name: 'own',
  columns: Object.keys(filmSchema.shape),
  required: ['id', 'title'],
  toFilm: (fields) => ({ ...fields }),
};
