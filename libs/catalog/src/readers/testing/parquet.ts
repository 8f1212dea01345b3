import { type FileMetaData, parquetMetadata } from 'hyparquet';
import { deserializeTCompactProtocol } from 'hyparquet/src/thrift.js';
import { ByteWriter } from 'hyparquet-writer';
import { writeMetadata } from 'hyparquet-writer/src/metadata.js';
import { serializeTCompactProtocol } from 'hyparquet-writer/src/thrift.js';
import type { RandomAccessFile } from '../parquet.js';

/** Fields of a footer by their numbers, as far as tests change them. */
export interface RawFooter {
  /** The schema, and in it the number of children. */
  readonly field_2: { field_5?: number }[];
  /** Row groups, their columns, and in those how they are encrypted. */
  readonly field_4: { readonly field_1: { field_8?: object }[] }[];
}

/** A file in memory that notes which parts of it were asked for. */
export interface MemoryFile extends RandomAccessFile {
  readonly asked: readonly (readonly [start: number, end: number])[];
}

export function fileOf(content: ArrayBuffer | Uint8Array): MemoryFile {
  const bytes = new Uint8Array(content);
  const asked: [number, number][] = [];
  return {
    byteLength: bytes.length,
    asked,
    slice(start, end) {
      asked.push([start, end]);
      return bytes.slice(start, end).buffer;
    },
  };
}

/** The same file with another footer. */
export function withFooter(
  file: ArrayBuffer,
  change: (footer: FileMetaData) => unknown,
): Uint8Array {
  const footer = parquetMetadata(file, { geoparquet: false });
  change(footer);
  return replaceFooter(file, (writer) => {
    writeMetadata(writer, footer);
  });
}

/** The same, with fields by their numbers: also such of which the writer knows nothing. */
export function withRawFooter(
  file: ArrayBuffer,
  change: (footer: RawFooter) => unknown,
): Uint8Array {
  const offset = file.byteLength - ENDING - lengthOfFooter(file);
  const footer = deserializeTCompactProtocol({ view: new DataView(file), offset });
  change(footer as unknown as RawFooter);
  return replaceFooter(file, (writer) => {
    serializeTCompactProtocol(writer, footer);
    writer.appendUint32(writer.offset);
  });
}

function replaceFooter(file: ArrayBuffer, write: (writer: ByteWriter) => void): Uint8Array {
  const writer = new ByteWriter();
  write(writer);
  const values = new Uint8Array(file, 0, file.byteLength - ENDING - lengthOfFooter(file));
  return Buffer.concat([values, writer.getBytes(), Buffer.from('PAR1')]);
}

const ENDING = 8;

const lengthOfFooter = (file: ArrayBuffer): number =>
  new DataView(file).getUint32(file.byteLength - ENDING, true);
