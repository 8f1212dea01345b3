import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { decompress } from './decompress.js';

const TEXT = Buffer.alloc(100_000, 'Heat ');

describe('decompress', () => {
  it.each([
    ['GZIP', gzipSync],
    ['BROTLI', brotliCompressSync],
    ['ZSTD', zstdCompressSync],
  ])('of %s unpacks just as many bytes as are claimed', (codec, compress) => {
    const packed = compress(TEXT);
    expect(Buffer.from(decompress(packed, codec, TEXT.length)).equals(TEXT)).toBe(true);
    expect(() => decompress(packed, codec, TEXT.length - 1)).toThrow();
    expect(() => decompress(packed, codec, TEXT.length + 1)).toThrow();
    expect(() => decompress(packed.subarray(1), codec, TEXT.length)).toThrow();
  });

  it('takes what is not packed as it is', () => {
    expect(decompress(TEXT, 'UNCOMPRESSED', TEXT.length)).toBe(TEXT);
    expect(() => decompress(TEXT, 'UNCOMPRESSED', 1)).toThrow(
      'has 100000 bytes and claims to have 1',
    );
  });

  it('does not go round in circles in LZ4 blocks with a length below zero', () => {
    const bytes = Buffer.from('00000000fffffff8000000000000000000', 'hex');
    expect(() => decompress(bytes, 'LZ4', 100)).toThrow();
  });

  it.each([-1, NaN, 2 ** 31])('refuses a page that claims to have %d bytes', (length) => {
    expect(() => decompress(TEXT, 'SNAPPY', length)).toThrow(`claims to have ${length} bytes`);
  });

  it.each(['LZO', 'toString', 'undefined'])('refuses pages packed with %s', (codec) => {
    expect(() => decompress(TEXT, codec, 10)).toThrow(`not known: ${codec}`);
  });

  it('gives nothing for a page of nothing', () => {
    expect(decompress(new Uint8Array(), 'SNAPPY', 0)).toEqual(new Uint8Array());
  });
});
