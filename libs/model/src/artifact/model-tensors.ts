import { invert, type Model, type NeighbourTable, type SparseMatrix } from '#engine';
import { ModelFileError, UnsupportedFormatError } from '../errors.js';
import { catalogueDigestOf } from '../films/catalogue-digest.js';
import { decodeFilms, encodeFilms, viewingFilms } from '../films/film-tensors.js';
import { decodeConfig, encodeConfig } from './config-metadata.js';
import type { Derived } from './handed-model.js';
import { decodeMatrix, decodeNeighbours } from './matrix-tensors.js';
import { countOf, listOf, type Metadata } from './metadata.js';
import { type Container, DATA_DIGEST } from './safetensors.js';
import { below, TensorReader, VerifiedReader } from './tensor-reader.js';
import { decodeVocabulary, encodeVocabulary } from './vocabulary-tensors.js';

/** How model files are laid out: the name and version that each states. */
export const FORMAT = { name: 'movie-recommender', version: '1' } as const;

/** Names the digest of the films among the metadata. */
export const CATALOGUE_DIGEST = 'catalogueSha256';

/**
 * A model as tensors and texts. What can be computed from the rest in no time is left out.
 *
 * @throws ModelFileError when a film cannot be written so that it is read as the same one
 */
export function toContainer({ config, films, vocabulary, matrix, neighbours }: Model): Container {
  const { facts, tensors } = encodeFilms(films);
  const { starts, terms, weights } = matrix;
  return {
    metadata: {
      format: FORMAT.name,
      formatVersion: FORMAT.version,
      ...encodeConfig(config),
      films: String(films.length),
      terms: String(vocabulary.size),
      neighbours: String(neighbours.limit),
      facts: JSON.stringify(facts),
      [CATALOGUE_DIGEST]: catalogueDigestOf(films),
    },
    tensors: {
      ...below('matrix', { starts, terms, weights }),
      ...below('neighbours', { starts: neighbours.starts, films: neighbours.films }),
      ...below('vocabulary', encodeVocabulary(vocabulary)),
      ...below('films', tensors),
    },
  };
}

/**
 * The model of a container. Each part is checked against the others before anything is built from
 * it: the engine trusts a model's numbers, as it must in its loops.
 *
 * @throws ModelFileError when it holds no model of this version, or a broken one
 */
export function fromContainer({ metadata, tensors }: Container): Model {
  assertFormat(metadata);
  const { config, blocks } = decodeConfig(metadata);
  const count = countOf(metadata, 'films');
  const limit = countOf(metadata, 'neighbours');
  if (limit !== config.neighbours)
    throw new ModelFileError(
      `${limit} neighbours are stated, the configuration asks for ${config.neighbours}`,
    );
  const reader = new TensorReader(tensors);
  const films = decodeFilms(reader.of('films'), listOf(metadata, 'facts'), count);
  const terms = countOf(metadata, 'terms');
  const vocabulary = decodeVocabulary(reader.of('vocabulary'), blocks.length, terms, count);
  const matrix = decodeMatrix(reader.of('matrix'), count, terms);
  const neighbours = decodeNeighbours(reader.of('neighbours'), limit, count);
  return { config, films, vocabulary, matrix, index: invert(matrix), neighbours };
}

/**
 * The same model, of a container that has been found to be whole and consistent by `fromContainer`: a
 * little at a time, and without checking anything again.
 *
 * @param derived what was worked out of it then
 */
export function* viewModel(
  { metadata, tensors }: Container,
  derived: Derived,
): Generator<void, Model> {
  const { config, blocks } = decodeConfig(metadata);
  const [rows, columns] = [countOf(metadata, 'films'), countOf(metadata, 'terms')];
  const reader = new VerifiedReader(tensors);
  const films = yield* viewingFilms(reader.of('films'), listOf(metadata, 'facts'), rows);
  const words = reader.of('vocabulary');
  const vocabulary = decodeVocabulary(words, blocks.length, columns, rows);
  const numbers = reader.of('matrix');
  const matrix: SparseMatrix = {
    rows,
    columns,
    starts: numbers.read('starts', Uint32Array),
    terms: numbers.read('terms', Uint32Array),
    weights: numbers.read('weights', Float32Array),
  };
  const nearest = reader.of('neighbours');
  const neighbours: NeighbourTable = {
    limit: countOf(metadata, 'neighbours'),
    starts: nearest.read('starts', Uint32Array),
    films: nearest.read('films', Uint32Array),
  };
  return { config, films, vocabulary, matrix, neighbours, ...derived };
}

function assertFormat(metadata: Metadata): void {
  const { format, formatVersion } = metadata;
  if (format !== FORMAT.name || formatVersion !== FORMAT.version)
    throw new UnsupportedFormatError(
      `format "${format}" version "${formatVersion}", ` +
        `expected "${FORMAT.name}" version "${FORMAT.version}"`,
    );
  // Where it is stated, reading the container has verified it.
  if (!Object.hasOwn(metadata, DATA_DIGEST))
    throw new ModelFileError(`no "${DATA_DIGEST}" is stated: damaged, or to be fitted again`);
}
