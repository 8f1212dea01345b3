export type { Catalogue } from './collector.js';
export { CatalogueError } from './errors.js';
export { readCatalogue } from './read-catalogue.js';
export type { CatalogueReport } from './report.js';
