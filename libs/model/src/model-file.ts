import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type EngineConfig, type Film, invert, type Model, Vocabulary } from '#engine';
import { ModelFileError } from './errors.js';
import { type Container, decodeContainer, encodeContainer, type Tensor } from './safetensors.js';

const FORMAT = 'movie-recommender';
const FORMAT_VERSION = '1';
/** Digits of the digest that people get to see. */
const VERSION_DIGITS = 12;

/** A model and where it came from. */
export interface ModelFile {
  readonly model: Model;
  /** The first digits of the digest. */
  readonly version: string;
  /** sha256 of the file's bytes, in hexadecimal. */
  readonly digest: string;
  readonly bytes: number;
}

/** Writes a model whole or not at all: temporary file, fsync, rename. Same model → same bytes. */
export async function saveModel(path: string, model: Model): Promise<ModelFile> {
  const buffer = encodeContainer(toContainer(model));
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(buffer);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new ModelFileError(`${path} cannot be written: ${(error as Error).message}`, { cause: error });
  }
  return describe(model, buffer);
}

/** @throws ModelFileError naming the file and what is wrong with it */
export async function loadModel(path: string): Promise<ModelFile> {
  try {
    const buffer = await readFile(path);
    return describe(fromContainer(decodeContainer(buffer)), buffer);
  } catch (error) {
    throw new ModelFileError(`${path} cannot be used: ${(error as Error).message}`, { cause: error });
  }
}

function describe(model: Model, buffer: Uint8Array): ModelFile {
  const digest = createHash('sha256').update(buffer).digest('hex');
  return { model, digest, version: digest.slice(0, VERSION_DIGITS), bytes: buffer.byteLength };
}

function toContainer({ config, films, vocabulary, matrix, neighbours }: Model): Container {
  return {
    metadata: {
      format: FORMAT,
      formatVersion: FORMAT_VERSION,
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

function fromContainer({ metadata, tensors }: Container): Model {
  if (metadata.format !== FORMAT || metadata.formatVersion !== FORMAT_VERSION)
    throw new ModelFileError(
      `format "${metadata.format}" version "${metadata.formatVersion}", ` +
        `expected "${FORMAT}" version "${FORMAT_VERSION}"`,
    );
  const uint32 = (name: string) => tensorOf(tensors, name, Uint32Array);
  const films = parseLines(tensorOf(tensors, 'films', Uint8Array)) as Film[];
  const vocabulary = new Vocabulary(
    parseLines(tensorOf(tensors, 'vocabulary.terms', Uint8Array)) as string[],
    parseLines(tensorOf(tensors, 'vocabulary.surfaces', Uint8Array)) as string[],
    uint32('vocabulary.starts'),
    uint32('vocabulary.documentFrequencies'),
  );
  const matrix = {
    rows: films.length,
    columns: vocabulary.size,
    starts: uint32('matrix.starts'),
    terms: uint32('matrix.terms'),
    weights: tensorOf(tensors, 'matrix.weights', Float32Array),
  };
  const neighbours = {
    limit: Number(metadata.neighbours),
    starts: uint32('neighbours.starts'),
    films: uint32('neighbours.films'),
  };
  const config = JSON.parse(metadata.config) as EngineConfig;
  return { config, films, vocabulary, matrix, index: invert(matrix), neighbours };
}

function tensorOf<T extends Tensor>(
  tensors: Readonly<Record<string, Tensor>>,
  name: string,
  type: new (length: number) => T,
): T {
  const tensor = tensors[name];
  if (!(tensor instanceof type)) throw new ModelFileError(`tensor "${name}" is missing or of another type`);
  return tensor;
}

const jsonLines = (values: readonly unknown[]): Uint8Array =>
  Buffer.from(values.map((value) => JSON.stringify(value)).join('\n'));

function parseLines(bytes: Uint8Array): unknown[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as unknown);
}
