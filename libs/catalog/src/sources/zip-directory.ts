import { isUtf8 } from 'node:buffer';
import { CatalogueError } from '../errors.js';
import type { RandomAccess } from './spool.js';

/** What the directory of an archive says of one file in it. */
export interface ZipMember {
  /** With its folders. */
  readonly name: string;
  readonly isEncrypted: boolean;
  /** How it is packed, as the format's specification numbers it (4.4.5). */
  readonly method: number;
  readonly crc32: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
}

/** Where the directory lies. */
interface Place {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}

/** Marks and fixed sizes of the records, from the format's specification (APPNOTE.TXT 4.3). */
const ENTRY = { mark: 'PK\x01\x02', size: 46 };
const END = { mark: 'PK\x05\x06', size: 22 };
const END_64 = { mark: 'PK\x06\x06', size: 56 };
const END_64_LOCATOR = { mark: 'PK\x06\x07', size: 20 };

/** The end of the directory may be followed by a comment of so many bytes. */
const MAX_COMMENT = 0xffff;
/** In a field of 32 bits: the value did not fit and stands in one of 64 bits elsewhere. */
const ELSEWHERE = 0xffffffff;
/** An archive with a larger directory holds many more files than one. */
const MAX_DIRECTORY = 16 * 1024 * 1024;

/**
 * The files and folders of an archive, as the directory at its end lists them.
 *
 * @throws CatalogueError when the archive is cut or damaged
 */
export async function readZipDirectory(archive: RandomAccess, name: string): Promise<ZipMember[]> {
  const { count, size, offset } = await placeOfDirectory(archive, name);
  if (size > MAX_DIRECTORY)
    throw new CatalogueError(`${name} holds ${count} files; unpack it and name the one to be read`);
  const directory = Buffer.from(await archive.slice(offset, offset + size));
  const members: ZipMember[] = [];
  let at = 0;
  while (members.length < count) {
    if (!isRecord(directory, at, ENTRY)) throw damagedZip(name);
    const end = at + sizeOfEntry(directory.subarray(at));
    if (end > directory.length) throw damagedZip(name);
    members.push(memberOf(directory.subarray(at, end)));
    at = end;
  }
  return members;
}

export const damagedZip = (name: string): CatalogueError =>
  new CatalogueError(`${name} is damaged: its parts are not where its directory says`);

async function placeOfDirectory(archive: RandomAccess, name: string): Promise<Place> {
  const tailStart = Math.max(0, archive.byteLength - END.size - MAX_COMMENT);
  const tail = Buffer.from(await archive.slice(tailStart));
  const at = tail.lastIndexOf(END.mark, undefined, 'latin1');
  if (at < 0 || at + END.size > tail.length)
    throw new CatalogueError(
      `${name} ends before its end: the zip archive was cut; was it downloaded whole?`,
    );
  const place = {
    count: tail.readUInt16LE(at + 10),
    size: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
  };
  return (await placeIn64(archive, tailStart + at)) ?? place;
}

/** What archives add that have too many files, or too large ones, for the old fields. */
async function placeIn64(archive: RandomAccess, end: number): Promise<Place | undefined> {
  const locator = await recordAt(archive, end - END_64_LOCATOR.size, END_64_LOCATOR);
  if (locator === undefined) return undefined;
  const end64 = await recordAt(archive, uint64(locator, 8), END_64);
  if (end64 === undefined) return undefined;
  return { count: uint64(end64, 32), size: uint64(end64, 40), offset: uint64(end64, 48) };
}

interface RecordKind {
  readonly mark: string;
  readonly size: number;
}

/** The fixed part of the record at that place, if there is one of that kind. */
export async function recordAt(
  archive: RandomAccess,
  start: number,
  kind: RecordKind,
): Promise<Buffer | undefined> {
  if (start < 0 || start + kind.size > archive.byteLength) return undefined;
  const record = Buffer.from(await archive.slice(start, start + kind.size));
  return isRecord(record, 0, kind) ? record : undefined;
}

const isRecord = (bytes: Buffer, at: number, { mark, size }: RecordKind): boolean =>
  at + size <= bytes.length && bytes.toString('latin1', at, at + mark.length) === mark;

const uint64 = (bytes: Buffer, at: number): number => Number(bytes.readBigUInt64LE(at));

/** With its name, its additional fields and its comment. */
const sizeOfEntry = (entry: Buffer): number =>
  ENTRY.size + entry.readUInt16LE(28) + entry.readUInt16LE(30) + entry.readUInt16LE(32);

function memberOf(entry: Buffer): ZipMember {
  const nameEnd = ENTRY.size + entry.readUInt16LE(28);
  const large = largeValues(entry.subarray(nameEnd, nameEnd + entry.readUInt16LE(30)));
  const uint32 = (at: number): number => {
    const value = entry.readUInt32LE(at);
    return value === ELSEWHERE ? (large.shift() ?? value) : value;
  };
  // In the order in which the values that did not fit follow each other.
  const size = uint32(24);
  const packedSize = uint32(20);
  const offset = uint32(42);
  return {
    name: textOf(entry.subarray(ENTRY.size, nameEnd)),
    isEncrypted: (entry.readUInt16LE(8) & 1) === 1,
    method: entry.readUInt16LE(10),
    crc32: entry.readUInt32LE(16),
    packedSize,
    size,
    offset,
  };
}

/** The values of 64 bits among the additional fields of an entry; the field for them is number 1. */
function largeValues(extra: Buffer): number[] {
  let at = 0;
  while (at + 4 <= extra.length) {
    const field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
    if (extra.readUInt16LE(at) === 1)
      return Array.from({ length: Math.floor(field.length / 8) }, (_, i) => uint64(field, 8 * i));
    at += 4 + field.length;
  }
  return [];
}

/**
 * Old programs write names in a code page that is not told; their ASCII part is right in any case.
 * A name is shown to people, so it has no say over their terminal.
 */
const textOf = (name: Buffer): string =>
  name.toString(isUtf8(name) ? 'utf8' : 'latin1').replace(/\p{Cc}/gu, '\uFFFD');
