import { createHash } from 'node:crypto';
import { ModelFileError } from './errors.js';
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
export type Tensor = Uint8Array | Uint32Array | Float32Array;

export interface Container {
  /** String to string, as the format demands. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: Readonly<Record<string, Tensor>>;
}

const LENGTH_BYTES = 8;
/** Tensors begin at multiples of this, so that they can be viewed without copying. */
const ALIGNMENT = 8;
const MAX_HEADER_BYTES = 100 * 1024 * 1024;
/** Ends the names of the tensors that fill up others to the alignment. */
const FILLER = '.padding';
/** Names the sha256 of all that follows the header, in hexadecimal, among the metadata. */
export const DATA_DIGEST = 'dataSha256';

/** The container as one buffer, its data digest stated; equal contents give equal bytes. */
export function encodeContainer({ metadata, tensors }: Container): Uint8Array {
  const { entries, dataBytes } = layOut(tensors);
  const data = Buffer.alloc(dataBytes);
  for (const [name, tensor] of Object.entries(tensors))
    data.set(bytesOf(tensor), entries[name].data_offsets[0]);
  const stated = { ...metadata, [DATA_DIGEST]: sha256(data) };
  const json = Buffer.from(JSON.stringify({ __metadata__: stated, ...entries }));
  const header = Buffer.alloc(LENGTH_BYTES + json.length + padding(json.length), ' ');
  header.writeBigUInt64LE(BigInt(header.length - LENGTH_BYTES), 0);
  json.copy(header, LENGTH_BYTES);
  return Buffer.concat([header, data]);
}

/**
 * Reads a container; the tensors view the buffer's memory. The data digest is verified where it is
 * stated: other tools do not state it.
 *
 * @throws ModelFileError when the bytes are no whole container, more than one, or a damaged one
 */
export function decodeContainer(buffer: Uint8Array): Container {
  const { metadata, entries, dataStart } = parseHeader(buffer);
  const data = buffer.subarray(dataStart);
  if (Object.hasOwn(metadata, DATA_DIGEST) && metadata[DATA_DIGEST] !== sha256(data))
    throw new ModelFileError(`the data are damaged: they do not have the ${DATA_DIGEST} stated`);
  assertGapless(entries, data.byteLength);
  const tensors = [...entries]
    .filter(([name]) => !name.endsWith(FILLER))
    .map(([name, entry]) => [name, viewTensor(data, name, entry)] as const);
  return { metadata, tensors: Object.fromEntries(tensors) };
}

function layOut(tensors: Container['tensors']) {
  const entries: Record<string, TensorEntry> = {};
  let dataBytes = 0;
  const place = (name: string, dtype: Dtype, length: number): void => {
    const end = dataBytes + length * ELEMENT_BYTES[dtype];
    entries[name] = { dtype, shape: [length], data_offsets: [dataBytes, end] };
    dataBytes = end;
  };
  for (const [name, tensor] of Object.entries(tensors)) {
    place(name, dtypeOf(tensor), tensor.length);
    // The format allows no holes: a byte tensor of odd length gets a filler tensor behind it.
    const filler = padding(dataBytes);
    if (filler > 0) place(`${name}${FILLER}`, 'U8', filler);
  }
  return { entries, dataBytes };
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
  switch (dtype) {
    case 'U8':
      return new Uint8Array(data.buffer, address, length);
    case 'U32':
      return new Uint32Array(data.buffer, address, length);
    case 'F32':
      return new Float32Array(data.buffer, address, length);
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const padding = (bytes: number): number => (ALIGNMENT - (bytes % ALIGNMENT)) % ALIGNMENT;

function dtypeOf(tensor: Tensor): Dtype {
  if (tensor instanceof Float32Array) return 'F32';
  return tensor instanceof Uint32Array ? 'U32' : 'U8';
}

const bytesOf = (tensor: Tensor): Uint8Array =>
  new Uint8Array(tensor.buffer, tensor.byteOffset, tensor.byteLength);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTexts = (value: unknown): value is Record<string, string> =>
  isObject(value) && Object.values(value).every((text) => typeof text === 'string');
