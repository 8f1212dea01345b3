import { assertConfig, type EngineConfig, invert, type Model, Vocabulary } from '#engine';
import { ModelFileError } from './errors.js';
import {
  assertFilms,
  assertLimit,
  assertMatrix,
  assertNeighbours,
  assertTexts,
  assertVocabulary,
} from './model-checks.js';
import { type Container, DATA_DIGEST, type Tensor } from './safetensors.js';

/** How model files are laid out: the name and version that each states. */
export const FORMAT = { name: 'movie-recommender', version: '1' } as const;

/** A model as tensors and texts. What can be computed from the rest in no time is left out. */
export function toContainer({ config, films, vocabulary, matrix, neighbours }: Model): Container {
  return {
    metadata: {
      format: FORMAT.name,
      formatVersion: FORMAT.version,
      config: JSON.stringify(config),
      films: String(films.length),
      neighbours: String(neighbours.limit),
    },
    tensors: {
      'matrix.starts': matrix.starts,
      'matrix.terms': matrix.terms,
      'matrix.weights': matrix.weights,
      'neighbours.starts': neighbours.starts,
      'neighbours.films': neighbours.films,
      'vocabulary.starts': vocabulary.starts,
      'vocabulary.documentFrequencies': vocabulary.documentFrequencies,
      'vocabulary.terms': jsonLines(vocabulary.terms),
      'vocabulary.surfaces': jsonLines(vocabulary.surfaces),
      films: jsonLines(films),
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
  const config = parseConfig(metadata.config);
  assertLimit(metadata.neighbours, config.neighbours);
  const films = parseLines(tensors, 'films');
  assertFilms(films, metadata.films);
  const vocabulary = vocabularyOf(tensors, films.length);
  const matrix = {
    rows: films.length,
    columns: vocabulary.size,
    starts: tensorOf(tensors, 'matrix.starts', Uint32Array),
    terms: tensorOf(tensors, 'matrix.terms', Uint32Array),
    weights: tensorOf(tensors, 'matrix.weights', Float32Array),
  };
  assertMatrix(matrix);
  const neighbours = {
    limit: config.neighbours,
    starts: tensorOf(tensors, 'neighbours.starts', Uint32Array),
    films: tensorOf(tensors, 'neighbours.films', Uint32Array),
  };
  assertNeighbours(neighbours, films.length);
  return { config, films, vocabulary, matrix, index: invert(matrix), neighbours };
}

function assertFormat(metadata: Container['metadata']): void {
  const { format, formatVersion } = metadata;
  if (format !== FORMAT.name || formatVersion !== FORMAT.version)
    throw new ModelFileError(
      `format "${format}" version "${formatVersion}", ` +
        `expected "${FORMAT.name}" version "${FORMAT.version}"`,
    );
  // Where it is stated, reading the container has verified it.
  if (!Object.hasOwn(metadata, DATA_DIGEST))
    throw new ModelFileError(`no "${DATA_DIGEST}" is stated: damaged, or to be fitted again`);
}

function parseConfig(json: string): EngineConfig {
  try {
    const config: unknown = JSON.parse(json);
    assertConfig(config);
    return config;
  } catch (error) {
    throw new ModelFileError(`configuration: ${(error as Error).message}`, { cause: error });
  }
}

function vocabularyOf(tensors: Container['tensors'], films: number): Vocabulary {
  const terms = parseLines(tensors, 'vocabulary.terms');
  const surfaces = parseLines(tensors, 'vocabulary.surfaces');
  const starts = tensorOf(tensors, 'vocabulary.starts', Uint32Array);
  const frequencies = tensorOf(tensors, 'vocabulary.documentFrequencies', Uint32Array);
  assertTexts('vocabulary.terms', terms);
  assertTexts('vocabulary.surfaces', surfaces);
  assertVocabulary({ terms, surfaces, starts, documentFrequencies: frequencies }, films);
  return new Vocabulary(terms, surfaces, starts, frequencies);
}

function tensorOf<T extends Tensor>(
  tensors: Container['tensors'],
  name: string,
  type: new (length: number) => T,
): T {
  const tensor = tensors[name];
  if (!(tensor instanceof type))
    throw new ModelFileError(`tensor "${name}" is missing or of another type`);
  return tensor;
}

const jsonLines = (values: readonly unknown[]): Uint8Array =>
  Buffer.from(values.map((value) => JSON.stringify(value)).join('\n'));

function parseLines(tensors: Container['tensors'], name: string): unknown[] {
  const { buffer, byteOffset, byteLength } = tensorOf(tensors, name, Uint8Array);
  const text = Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
  if (text === '') return [];
  try {
    return text.split('\n').map((line) => JSON.parse(line) as unknown);
  } catch (error) {
    throw new ModelFileError(`tensor "${name}" is not JSON Lines: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
