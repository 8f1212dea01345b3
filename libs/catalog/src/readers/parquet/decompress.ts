import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { compressors } from 'hyparquet-compressors';

/** No page is larger when it is unpacked, in bytes; pages are about 1 MB. */
const MAX_PAGE = 256 * 1024 * 1024;

/** Unpacks bytes that are known to become so many. */
type Unpack = (bytes: Uint8Array, length: number) => Uint8Array | undefined;

/**
 * Node's own where it has one: native, and it stops where more bytes come than were claimed, where
 * those of hyparquet-compressors allocate whatever the packed bytes tell them to.
 */
const UNPACK: Readonly<Record<string, Unpack>> = {
  UNCOMPRESSED: (bytes) => bytes,
  GZIP: (bytes, length) => gunzipSync(bytes, { maxOutputLength: length }),
  BROTLI: (bytes, length) => brotliDecompressSync(bytes, { maxOutputLength: length }),
  ZSTD: (bytes, length) => zstdDecompressSync(bytes, { maxOutputLength: length }),
  SNAPPY: (bytes, length) => compressors.SNAPPY?.(bytes, length),
  LZ4: (bytes, length) =>
    isFramed(bytes) ? compressors.LZ4?.(bytes, length) : compressors.LZ4_RAW?.(bytes, length),
  LZ4_RAW: (bytes, length) => compressors.LZ4_RAW?.(bytes, length),
};

/**
 * The bytes of a page.
 *
 * @param codec how they are packed, by its name in Parquet
 * @param length how many they are to become
 * @throws Error when they do not, or are not packed so
 */
export function decompress(bytes: Uint8Array, codec: string, length: number): Uint8Array {
  if (!Object.hasOwn(UNPACK, codec))
    throw new Error(`pages are packed in a way not known: ${codec}`);
  if (!(length >= 0 && length <= MAX_PAGE))
    throw new Error(`a page claims to have ${length} bytes`);
  if (length === 0) return new Uint8Array();
  const page = UNPACK[codec](bytes, length);
  if (page?.length !== length)
    throw new Error(`a page has ${page?.length ?? 0} bytes and claims to have ${length}`);
  return page;
}

/**
 * Whether LZ4 blocks have their lengths before them, as Hadoop writes them: unpacked, then packed.
 * The decompressor for both kinds goes round in circles on some lengths that are negative.
 */
function isFramed(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at + 8 < bytes.length) {
    const [unpacked, packed] = [view.getInt32(at), view.getInt32(at + 4)];
    if (unpacked <= 0 || packed <= 0) return false;
    at += 8 + packed;
  }
  return at === bytes.length;
}
