export type { Catalogue } from './collector.js';
export { CatalogueError } from './errors.js';
export { MAPPINGS } from './mappings/known.js';
export { readCatalogue } from './read-catalogue.js';
export type { CatalogueReport, Finding, FindingAction } from './report.js';
