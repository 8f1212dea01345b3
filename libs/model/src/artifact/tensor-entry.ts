import { ModelFileError } from '../errors.js';

/** Bytes of one element, by type. */
export const ELEMENT_BYTES = { U8: 1, U32: 4, F32: 4, F64: 8 } as const;
export type Dtype = keyof typeof ELEMENT_BYTES;

/** What the header of a container tells of one tensor. */
export interface TensorEntry {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** First byte and the byte behind the last one, from the end of the header. */
  readonly data_offsets: readonly [number, number];
}

/** @throws ModelFileError naming the tensor when its entry is incomplete or contradicts itself */
export function parseEntry(name: string, value: unknown): TensorEntry {
  const { dtype, shape, data_offsets: range } = (value ?? {}) as Record<string, unknown>;
  if (!isDtype(dtype)) throw refused(name, `has the unknown type ${JSON.stringify(dtype)}`);
  if (!isSizes(shape)) throw refused(name, `has the shape ${JSON.stringify(shape)}`);
  if (!isSizes(range) || range.length !== 2 || range[0] > range[1])
    throw refused(name, `has the byte range ${JSON.stringify(range)}`);
  const [start, end] = range;
  const bytes = shape.reduce((product, size) => product * size, ELEMENT_BYTES[dtype]);
  if (bytes !== end - start)
    throw refused(name, `of ${dtype} and shape [${shape.join()}] is not bytes ${start} to ${end}`);
  return { dtype, shape, data_offsets: [start, end] };
}

/**
 * The format allows no hole and no overlap, in which something could hide: the tensors follow each
 * other from the first byte of the data to the last.
 *
 * @throws ModelFileError naming the tensor
 */
export function assertGapless(entries: ReadonlyMap<string, TensorEntry>, dataBytes: number): void {
  let next = 0;
  for (const [name, { data_offsets: range }] of [...entries].sort(byPlace)) {
    const [start, end] = range;
    if (end > dataBytes) throw refused(name, `ends at byte ${end} of ${dataBytes}`);
    if (start !== next) throw refused(name, `begins at byte ${start}, expected ${next}`);
    next = end;
  }
  if (next !== dataBytes)
    throw new ModelFileError(`${dataBytes - next} bytes behind the last tensor`);
}

/** An empty tensor stands before the one that begins at the same byte. */
const byPlace = (
  [, { data_offsets: a }]: [string, TensorEntry],
  [, { data_offsets: b }]: [string, TensorEntry],
): number => a[0] - b[0] || a[1] - b[1];

const isDtype = (value: unknown): value is Dtype =>
  typeof value === 'string' && Object.hasOwn(ELEMENT_BYTES, value);

const isSizes = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);

const refused = (name: string, reason: string): ModelFileError =>
  new ModelFileError(`tensor "${name}" ${reason}`);
