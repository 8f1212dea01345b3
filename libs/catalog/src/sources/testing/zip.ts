import { crc32, deflateRawSync } from 'node:zlib';

/** How one file is written into an archive, where that is not the usual way. */
export interface ZipOptions {
  readonly name?: string;
  readonly isStored?: boolean;
  /** The number of the method that is claimed. */
  readonly method?: number;
  readonly flags?: number;
  /** Sizes only behind the bytes and in the directory, as programs write that do not go back. */
  readonly isStreamed?: boolean;
  /** Sizes and places in the fields of 64 bits, as for what is larger than 4 GB. */
  readonly is64?: boolean;
  readonly comment?: string;
}

/** Fields of 2, 4 and 8 bytes, one after the other. */
const fields = (...values: readonly (readonly [size: 2 | 4 | 8, value: number])[]): Buffer =>
  Buffer.concat(
    values.map(([size, value]) => {
      const field = Buffer.alloc(8);
      field.writeBigUInt64LE(BigInt(value));
      return field.subarray(0, size);
    }),
  );

const ELSEWHERE = 0xffffffff;

/** An archive with one file, as the format's specification (APPNOTE.TXT 4.3) has it. */
export function zipOf(content: Uint8Array, options: ZipOptions = {}): Buffer {
  const { isStored = false, isStreamed = false, is64 = false, comment = '' } = options;
  const name = Buffer.from(options.name ?? 'films.csv');
  const packed = isStored ? content : deflateRawSync(content);
  const flags = (options.flags ?? 0) | (isStreamed ? 8 : 0) | 0x800;
  const method = options.method ?? (isStored ? 0 : 8);
  const start = fields([2, is64 ? 45 : 20], [2, flags], [2, method], [4, 0]);
  const checksum = fields([4, crc32(content)]);
  const sizes = is64
    ? fields([4, ELSEWHERE], [4, ELSEWHERE])
    : fields([4, packed.length], [4, content.length]);
  const sizes64 = fields([8, content.length], [8, packed.length]);
  const local = Buffer.concat([
    Buffer.from('PK\x03\x04'),
    start,
    isStreamed ? Buffer.alloc(12) : Buffer.concat([checksum, sizes]),
    fields([2, name.length], [2, is64 ? sizes64.length + 4 : 0]),
    name,
    is64 ? Buffer.concat([fields([2, 1], [2, sizes64.length]), sizes64]) : Buffer.alloc(0),
    packed,
    isStreamed ? Buffer.concat([Buffer.from('PK\x07\x08'), checksum, sizes]) : Buffer.alloc(0),
  ]);
  const extra = is64
    ? // Another field before the one that matters.
      Buffer.concat([
        fields([2, 0x5455], [2, 1]),
        Buffer.from('x'),
        fields([2, 1], [2, 24]),
        sizes64,
        fields([8, 0]),
      ])
    : Buffer.alloc(0);
  const directory = Buffer.concat([
    Buffer.from('PK\x01\x02'),
    fields([2, 20]),
    start,
    checksum,
    sizes,
    fields(
      [2, name.length],
      [2, extra.length],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, is64 ? ELSEWHERE : 0],
    ),
    name,
    extra,
  ]);
  const end64 = Buffer.concat([
    Buffer.from('PK\x06\x06'),
    fields([8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, 1], [8, 1]),
    fields([8, directory.length], [8, local.length]),
    Buffer.from('PK\x06\x07'),
    fields([4, 0], [8, local.length + directory.length], [4, 1]),
  ]);
  const end = Buffer.concat([
    Buffer.from('PK\x05\x06'),
    fields([2, 0], [2, 0], [2, 1], [2, 1]),
    is64
      ? fields([4, ELSEWHERE], [4, ELSEWHERE])
      : fields([4, directory.length], [4, local.length]),
    fields([2, comment.length]),
    Buffer.from(comment),
  ]);
  return Buffer.concat([local, directory, ...(is64 ? [end64] : []), end]);
}
