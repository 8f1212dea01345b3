import { CatalogueError } from '../errors.js';

/** How bytes can be packed that are unpacked here. */
export type Packing = 'gzip' | 'zip' | 'zstd';

/** First bytes, as Latin-1. A frame of zstd may follow one that is to be skipped. */
const PACKINGS: readonly (readonly [Packing, RegExp])[] = [
  ['gzip', /^\x1F\x8B\x08/u],
  ['zip', /^PK(?:\x03\x04|\x05\x06|\x07\x08)/u],
  ['zstd', /^(?:\x28\xB5\x2F\xFD|[\x50-\x5F]\x2A\x4D\x18)/u],
];

/** What is neither text nor packed as above, and what to do about it. */
const STRANGERS: readonly (readonly [RegExp, string])[] = [
  [/^BZh[1-9]1AY&SY/u, 'packed with bzip2; unpack it first (bunzip2)'],
  [/^\xFD7zXZ\0/u, 'packed with xz; unpack it first (unxz)'],
  [/^7z\xBC\xAF\x27\x1C/u, 'a 7-Zip archive; unpack it first'],
  [/^Rar!\x1A\x07/u, 'a RAR archive; unpack it first'],
  [/^\x04\x22\x4D\x18/u, 'packed with LZ4; unpack it first (unlz4)'],
  [/^[^]{257}ustar/u, 'a tar archive; unpack it first and name the folder or the file'],
  [
    /^\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1/u,
    'an old Excel workbook or Word document; export it as CSV',
  ],
  [/^SQLite format 3\0/u, 'an SQLite database; export the table as CSV'],
  [/^ARROW1\0\0/u, 'an Arrow file; write it as Parquet or CSV'],
  [/^Obj\x01/u, 'an Avro file; write it as Parquet, JSON Lines or CSV'],
  [/^%PDF-/u, 'a PDF document; the table in it must be exported as CSV'],
  [
    /^(?:\xEF\xBB\xBF)?\s*<(?:!doctype html|html)\b/iu,
    'a web page and not the data itself; it may be the page around a download, or ask to log in',
  ],
];

/** Bytes that must be seen: the mark of a tar archive comes latest. */
export const PACKING_HEAD = 512;

/** How the bytes behind this head are packed; undefined if they are not. */
export function packingOf(head: Buffer): Packing | undefined {
  const text = head.toString('latin1', 0, PACKING_HEAD);
  return PACKINGS.find(([, mark]) => mark.test(text))?.[0];
}

/** @throws CatalogueError when the head is that of a kind of file that holds no rows to be read */
export function assertNoStranger(name: string, head: Buffer): void {
  const text = head.toString('latin1', 0, PACKING_HEAD);
  const stranger = STRANGERS.find(([mark]) => mark.test(text));
  if (stranger !== undefined) throw new CatalogueError(`${name} is ${stranger[1]}`);
}

/** `films.csv.gz` → `films.csv`. */
export const withoutPackingEnding = (name: string): string =>
  name.replace(/\.(?:gz|gzip|zip|zst)$/iu, '');
