import { crc32, createInflateRaw } from 'node:zlib';
import { CatalogueError } from '../errors.js';
import { listed, mayHoldRows } from './data-files.js';
import { explained, through } from './inflate.js';
import type { RandomAccess } from './spool.js';
import { damagedZip, readZipDirectory, recordAt, type ZipMember } from './zip-directory.js';

const LOCAL_HEADER = { mark: 'PK\x03\x04', size: 30 };

const STORED = 0;
const DEFLATED = 8;

/** Other methods in use, by their numbers in the format's specification (4.4.5). */
const OTHER_METHODS: Readonly<Partial<Record<number, string>>> = {
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'xz',
};

/** Bytes that are read at a time, and that one step of unpacking may give. */
const CHUNK = 64 * 1024;

export interface Unzipped {
  /** As the archive names it, with its folders. */
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * The one file of an archive that may hold rows; its bytes fail at their end when they are not
 * those that were packed.
 *
 * Only the directory at the archive's end tells for certain which files there are, where each of
 * them ends and what its checksum is; so an archive is read from any place and not from its
 * beginning.
 *
 * @throws CatalogueError when there is not exactly one such file, or it cannot be unpacked here
 */
export async function unzip(archive: RandomAccess, name: string): Promise<Unzipped> {
  const member = soleMember(await readZipDirectory(archive, name), name);
  const label = `${name} (${member.name})`;
  assertUnpackable(member, label);
  return { name: member.name, bytes: checked(member, label, unpacked(archive, member, label)) };
}

function soleMember(members: readonly ZipMember[], name: string): ZipMember {
  const files = members.filter((member) => !/[/\\]$/u.test(member.name));
  assertNoDocument(files, name);
  const data = files.filter(isData);
  if (data.length === 1) return data[0];
  const holds = `${name} holds ${listed(namesOf(data.length > 0 ? data : files)) || 'no file'}`;
  throw new CatalogueError(
    data.length > 0
      ? `${holds}; unpack it and name the file to be read, or the folder`
      : `${holds}, and nothing that could hold rows`,
  );
}

const namesOf = (members: readonly ZipMember[]): string[] => members.map(({ name }) => name);

/** macOS packs a shadow of each file beside it. */
const isData = ({ name }: ZipMember): boolean => {
  const path = name.split(/[/\\]/u);
  return !path.includes('__MACOSX') && mayHoldRows(path[path.length - 1]);
};

/** Office documents are zip archives too; each kind has a file that no other has. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  'xl/workbook.xml': 'an Excel workbook; export the sheet as CSV',
  'xl/workbook.bin': 'an Excel workbook; export the sheet as CSV',
  'word/document.xml': 'a Word document; the table in it must be exported as CSV',
  'content.xml': 'an OpenDocument file; export the sheet as CSV',
  'Index/Document.iwa': 'a Numbers or Pages document; export the table as CSV',
};

function assertNoDocument(files: readonly ZipMember[], name: string): void {
  const file = files.find((member) => Object.hasOwn(DOCUMENTS, member.name));
  if (file !== undefined && files.length > 1)
    throw new CatalogueError(`${name} is ${DOCUMENTS[file.name]}`);
}

function assertUnpackable({ method, isEncrypted }: ZipMember, label: string): void {
  if (isEncrypted)
    throw new CatalogueError(`${label} is encrypted; unpack it first, with its password`);
  if (method !== STORED && method !== DEFLATED)
    throw new CatalogueError(
      `${label} is packed by ${OTHER_METHODS[method] ?? `method ${method}`}, ` +
        'which is not read here; unpack it first',
    );
}

function unpacked(
  archive: RandomAccess,
  member: ZipMember,
  label: string,
): AsyncIterable<Uint8Array> {
  const packed = packedBytes(archive, member, label);
  if (member.method === STORED) return packed;
  return explained(through(packed, createInflateRaw({ chunkSize: CHUNK })), label, 'zip');
}

async function* packedBytes(
  archive: RandomAccess,
  { offset, packedSize }: ZipMember,
  label: string,
): AsyncGenerator<Uint8Array> {
  const header = await recordAt(archive, offset, LOCAL_HEADER);
  if (header === undefined) throw damagedZip(label);
  const start = offset + LOCAL_HEADER.size + header.readUInt16LE(26) + header.readUInt16LE(28);
  const end = start + packedSize;
  if (end > archive.byteLength) throw damagedZip(label);
  for (let at = start; at < end; at += CHUNK)
    yield new Uint8Array(await archive.slice(at, Math.min(at + CHUNK, end)));
}

async function* checked(
  member: ZipMember,
  label: string,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let checksum = 0;
  let size = 0;
  for await (const chunk of bytes) {
    checksum = crc32(chunk, checksum);
    size += chunk.length;
    yield chunk;
  }
  if (checksum !== member.crc32 || size !== member.size)
    throw new CatalogueError(`${label} is damaged: what comes out of it is not what was packed`);
}
