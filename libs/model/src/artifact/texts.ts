import { isUtf8 } from 'node:buffer';
import { ModelFileError } from '../errors.js';
import type { Tensors } from './safetensors.js';
import type { TensorReader } from './tensor-reader.js';

const MAX_BYTES = 0xffffffff;
/** The two high bits of a byte of UTF-8 that does not begin a character, and their mask. */
const CONTINUATION = 0x80;
const CONTINUATION_MASK = 0xc0;

/**
 * Texts as two tensors: one run of UTF-8 bytes, and where each text begins in it. Half a surrogate
 * pair, which UTF-8 cannot say, becomes U+FFFD.
 *
 * @throws ModelFileError when they are more than 4 GiB
 */
export function encodeTexts(texts: readonly string[]): Tensors {
  const offsets = new Uint32Array(texts.length + 1);
  let length = 0;
  texts.forEach((text, i) => {
    length += Buffer.byteLength(text);
    offsets[i + 1] = length;
  });
  if (length > MAX_BYTES) throw new ModelFileError(`${length} bytes of text in one column`);
  const bytes = Buffer.allocUnsafeSlow(length);
  texts.forEach((text, i) => bytes.write(text, offsets[i]));
  return { bytes, offsets };
}

/** Texts that stay bytes until one is asked for: text i is bytes `offsets[i]` … `offsets[i + 1] − 1`. */
export class Texts {
  private constructor(
    private readonly bytes: Buffer,
    private readonly offsets: Uint32Array,
  ) {}

  /** @throws ModelFileError unless each text is whole UTF-8 and, where it is told, there are so many */
  static read(reader: TensorReader, length?: number): Texts {
    const bytes = reader.read('bytes', Uint8Array);
    const texts = length ?? reader.read('offsets', Uint32Array).length - 1;
    const offsets = reader.readStarts('offsets', texts, bytes.length);
    if (reader.isDoubtful) assertTexts(reader, bytes, offsets);
    return new Texts(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), offsets);
  }

  get length(): number {
    return this.offsets.length - 1;
  }

  at(i: number): string {
    return this.bytes.toString('utf8', this.offsets[i], this.offsets[i + 1]);
  }

  isEmpty(i: number): boolean {
    return this.offsets[i] === this.offsets[i + 1];
  }
}

function assertTexts(reader: TensorReader, bytes: Uint8Array, offsets: Uint32Array): void {
  if (!isUtf8(bytes)) reader.refuse('bytes', 'not UTF-8');
  for (const offset of offsets)
    if ((bytes[offset] & CONTINUATION_MASK) === CONTINUATION)
      reader.refuse('offsets', `${offset} is inside of a character`);
}
