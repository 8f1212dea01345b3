import { ModelFileError } from './errors.js';

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

interface TensorEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** The container as one buffer; equal contents give equal bytes. */
export function encodeContainer({ metadata, tensors }: Container): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const [name, tensor] of Object.entries(tensors)) {
    const end = offset + tensor.byteLength;
    header[name] = { dtype: dtypeOf(tensor), shape: [tensor.length], data_offsets: [offset, end] };
    offset = end;
    // The format allows no holes: a byte tensor of odd length gets a filler tensor behind it.
    const filler = padding(offset);
    if (filler > 0) {
      header[`${name}.padding`] = { dtype: 'U8', shape: [filler], data_offsets: [offset, offset + filler] };
      offset += filler;
    }
  }
  const json = Buffer.from(JSON.stringify(header));
  const headerBytes = json.length + padding(json.length);
  const buffer = Buffer.alloc(LENGTH_BYTES + headerBytes + offset);
  buffer.writeBigUInt64LE(BigInt(headerBytes), 0);
  buffer.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerBytes);
  json.copy(buffer, LENGTH_BYTES);
  for (const [name, tensor] of Object.entries(tensors)) {
    const [start] = (header[name] as TensorEntry).data_offsets;
    buffer.set(bytesOf(tensor), LENGTH_BYTES + headerBytes + start);
  }
  return buffer;
}

/**
 * Reads a container; the tensors view the buffer's memory.
 *
 * @throws ModelFileError when the bytes are no whole container
 */
export function decodeContainer(buffer: Uint8Array): Container {
  const { header, dataStart } = parseHeader(buffer);
  const { __metadata__: metadata = {}, ...entries } = header;
  const tensors: Record<string, Tensor> = {};
  for (const [name, entry] of Object.entries(entries))
    if (!name.endsWith('.padding')) tensors[name] = viewTensor(buffer, dataStart, name, entry as TensorEntry);
  return { metadata: metadata as Record<string, string>, tensors };
}

function parseHeader(buffer: Uint8Array) {
  if (buffer.byteLength < LENGTH_BYTES) throw new ModelFileError('shorter than a header');
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  const length = Number(view.getBigUint64(0, true));
  const dataStart = LENGTH_BYTES + length;
  if (length > MAX_HEADER_BYTES || dataStart > buffer.byteLength)
    throw new ModelFileError(`header of ${length} bytes in a file of ${buffer.byteLength}`);
  try {
    const json = new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(LENGTH_BYTES, dataStart));
    return { header: JSON.parse(json) as Record<string, unknown>, dataStart };
  } catch (error) {
    throw new ModelFileError(`header is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

function viewTensor(buffer: Uint8Array, dataStart: number, name: string, entry: TensorEntry): Tensor {
  const [start, end] = entry.data_offsets;
  const absolute = buffer.byteOffset + dataStart + start;
  if (!(start >= 0 && start <= end && dataStart + end <= buffer.byteLength))
    throw new ModelFileError(`tensor "${name}" lies outside the file (bytes ${start} to ${end})`);
  switch (entry.dtype) {
    case 'U8':
      return new Uint8Array(buffer.buffer, absolute, end - start);
    case 'U32':
      return new Uint32Array(buffer.buffer, absolute, (end - start) / 4);
    case 'F32':
      return new Float32Array(buffer.buffer, absolute, (end - start) / 4);
    default:
      throw new ModelFileError(`tensor "${name}" has the unknown type "${entry.dtype}"`);
  }
}

const padding = (bytes: number): number => (ALIGNMENT - (bytes % ALIGNMENT)) % ALIGNMENT;

function dtypeOf(tensor: Tensor): string {
  if (tensor instanceof Float32Array) return 'F32';
  return tensor instanceof Uint32Array ? 'U32' : 'U8';
}

const bytesOf = (tensor: Tensor): Uint8Array =>
  new Uint8Array(tensor.buffer, tensor.byteOffset, tensor.byteLength);
