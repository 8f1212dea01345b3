import { createHash } from 'node:crypto';
import { ModelFileError } from '../errors.js';
import {
  assertGapless,
  type Dtype,
  ELEMENT_BYTES,
  parseEntry,
  type TensorEntry,
} from './tensor-entry.js';

/**
 * The safetensors container: an 8-byte little-endian header length, a JSON header that gives each
 * tensor's type, shape and byte range, then the tensors. Readable by any safetensors library;
 * nothing in it can be executed.
 */
export type Tensor = Uint8Array | Uint32Array | Float32Array | Float64Array;
export type Tensors = Readonly<Record<string, Tensor>>;

export interface Container {
  /** String to string, as the format demands. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: Tensors;
}

/** A container's bytes, without a copy of the tensors. */
export interface EncodedContainer {
  readonly bytes: number;
  /** The bytes in order, as often as they are wanted: the header, then views of the tensors' memory. */
  readonly chunks: readonly Uint8Array[];
}

const LENGTH_BYTES = 8;
/** The tensors begin at a multiple of this, so that each can be viewed without copying. */
const ALIGNMENT = 8;
/** The format allows 100 MB. Ours are some kilobytes, and JSON takes many times its length to parse. */
const MAX_HEADER_BYTES = 4 * 1024 * 1024;
/** Names the sha256 of all that follows the header, in hexadecimal, among the metadata. */
export const DATA_DIGEST = 'dataSha256';

/** The container with its data digest stated; equal contents give equal bytes. */
export function encodeContainer({ metadata, tensors }: Container): EncodedContainer {
  const ordered = inOrder(tensors);
  const data = ordered.map(([, tensor]) => bytesOf(tensor));
  const header = headerOf({ ...metadata, [DATA_DIGEST]: sha256(data) }, layOut(ordered));
  const chunks = [header, ...data];
  return { bytes: chunks.reduce((sum, { byteLength }) => sum + byteLength, 0), chunks };
}

/**
 * Reads a container; the tensors view the buffer's memory. The data digest is verified where it is
 * stated (other tools do not state it), unless the caller has verified all of the bytes already.
 *
 * @throws ModelFileError when the bytes are no whole container, more than one, or a damaged one
 */
export function decodeContainer(buffer: Uint8Array, isVerified = false): Container {
  const { metadata, entries, dataStart } = parseHeader(buffer);
  const data = buffer.subarray(dataStart);
  const isStated = Object.hasOwn(metadata, DATA_DIGEST);
  if (isStated && !isVerified && metadata[DATA_DIGEST] !== sha256([data]))
    throw new ModelFileError(`the data are damaged: they do not have the ${DATA_DIGEST} stated`);
  assertGapless(entries, data.byteLength);
  const tensors = [...entries].map(
    ([name, entry]) => [name, viewTensor(data, name, entry)] as const,
  );
  return { metadata, tensors: Object.fromEntries(tensors) };
}

/**
 * Wide elements first: then every tensor begins at a multiple of its element's size without any
 * padding between them, for which the format has no room.
 */
const inOrder = (tensors: Tensors): [string, Tensor][] =>
  Object.entries(tensors).sort(
    ([, a], [, b]) => ELEMENT_BYTES[dtypeOf(b)] - ELEMENT_BYTES[dtypeOf(a)],
  );

function layOut(tensors: readonly (readonly [string, Tensor])[]): Record<string, TensorEntry> {
  let end = 0;
  return Object.fromEntries(
    tensors.map(([name, tensor]) => {
      const start = end;
      end += tensor.byteLength;
      const dtype = dtypeOf(tensor);
      return [name, { dtype, shape: [tensor.length], data_offsets: [start, end] }];
    }),
  );
}

function headerOf(
  metadata: Container['metadata'],
  entries: Readonly<Record<string, TensorEntry>>,
): Uint8Array {
  const json = Buffer.from(JSON.stringify({ __metadata__: metadata, ...entries }));
  const padded = Math.ceil(json.length / ALIGNMENT) * ALIGNMENT;
  const header = Buffer.alloc(LENGTH_BYTES + padded, ' ');
  header.writeBigUInt64LE(BigInt(padded), 0);
  json.copy(header, LENGTH_BYTES);
  return header;
}

function parseHeader(buffer: Uint8Array) {
  if (buffer.byteLength < LENGTH_BYTES) throw new ModelFileError('shorter than a header');
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  const length = Number(view.getBigUint64(0, true));
  const dataStart = LENGTH_BYTES + length;
  if (length > MAX_HEADER_BYTES || dataStart > buffer.byteLength)
    throw new ModelFileError(`header of ${length} bytes in a file of ${buffer.byteLength}`);
  const header = parseObject(buffer.subarray(LENGTH_BYTES, dataStart));
  const { __metadata__: metadata = {}, ...tensors } = header;
  if (!isTexts(metadata)) throw new ModelFileError('metadata are not texts by name');
  const entries = new Map(
    Object.entries(tensors).map(([name, entry]) => [name, parseEntry(name, entry)]),
  );
  return { metadata, entries, dataStart };
}

function parseObject(bytes: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new ModelFileError(`header is not JSON: ${(error as Error).message}`, { cause: error });
  }
  if (!isObject(value)) throw new ModelFileError('header is JSON, but no object');
  return value;
}

function viewTensor(data: Uint8Array, name: string, { dtype, data_offsets }: TensorEntry): Tensor {
  const [start, end] = data_offsets;
  const address = data.byteOffset + start;
  const length = (end - start) / ELEMENT_BYTES[dtype];
  if (address % ELEMENT_BYTES[dtype] !== 0)
    throw new ModelFileError(`tensor "${name}" is not aligned to its elements (byte ${start})`);
  return new VIEWS[dtype](data.buffer, address, length);
}

type View = new (buffer: ArrayBufferLike, address: number, length: number) => Tensor;

const VIEWS: Readonly<Record<Dtype, View>> = {
  U8: Uint8Array,
  U32: Uint32Array,
  F32: Float32Array,
  F64: Float64Array,
};

function dtypeOf(tensor: Tensor): Dtype {
  if (tensor instanceof Float64Array) return 'F64';
  if (tensor instanceof Float32Array) return 'F32';
  return tensor instanceof Uint32Array ? 'U32' : 'U8';
}

function sha256(chunks: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}

const bytesOf = (tensor: Tensor): Uint8Array =>
  new Uint8Array(tensor.buffer, tensor.byteOffset, tensor.byteLength);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTexts = (value: unknown): value is Record<string, string> =>
  isObject(value) && Object.values(value).every((text) => typeof text === 'string');
