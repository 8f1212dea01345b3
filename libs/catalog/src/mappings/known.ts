import { imdbTitleBasicsMapping } from './data-sets/imdb-title-basics.js';
import type { Mapping } from './mapping.js';
import { movieLensMapping } from './data-sets/movielens.js';
import { moviesMetadataMapping } from './data-sets/movies-metadata.js';
import { ownMapping } from './own.js';
import { ownTableMapping } from './own-table.js';
import { tmdb5000Mapping } from './data-sets/tmdb-5000.js';

/** Public data sets, in whatever format they come. */
const DATA_SETS: readonly Mapping[] = [
  tmdb5000Mapping,
  moviesMetadataMapping,
  movieLensMapping,
  imdbTitleBasicsMapping,
];

/** The shapes that are known without a mapping file. */
export const MAPPINGS: readonly Mapping[] = [...DATA_SETS, ownMapping];

/** The same for sources in which every value is text. */
export const TABLE_MAPPINGS: readonly Mapping[] = [...DATA_SETS, ownTableMapping];
