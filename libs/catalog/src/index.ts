export { MAPPING_NAMES } from './dataset/choose-mapping.js';
export { type LocatedRatings, readRatingsAt } from './dataset/read-ratings-at.js';
export { CatalogueError } from './errors.js';
export {
  exceeds,
  formatRefusalLimit,
  NO_REFUSALS,
  parseRefusalLimit,
  type RefusalLimit,
} from './limits.js';
export { type Catalogue, readCatalogue } from './read-catalogue.js';
export { linesOf } from './readers/lines.js';
export { type CatalogueOptions, readFilms } from './read-films.js';
export type { CatalogueReport, Finding, FindingGroup, SourceSummary } from './report.js';
export type { RatingsOptions } from './ratings/ratings-options.js';
export type { RatingsReport } from './ratings/ratings-report.js';
export { type Links, readLinks } from './ratings/read-links.js';
export { type Ratings, readRatings } from './ratings/read-ratings.js';
export { OWN_CSV_HEADER, writeOwnCsvRow } from './writers/csv.js';
export { writeOwnJsonLine } from './writers/json-lines.js';
