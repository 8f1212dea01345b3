export { filmIdSchema, filmSchema, type CatalogueFilm } from './film.js';
