export { CatalogueError } from './errors.js';
export { MAPPINGS, readCatalogue, type Catalogue } from './read-catalogue.js';
export type { CatalogueReport, Finding, FindingAction } from './report.js';
