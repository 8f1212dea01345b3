import type { ColumnMetaData, DataPageHeader, PageHeader, SchemaTree } from 'hyparquet';
import { getMaxDefinitionLevel, getMaxRepetitionLevel } from 'hyparquet/src/schema.js';
import { decompress } from './decompress.js';
import type { Page } from './pages.js';

type Codec = ColumnMetaData['codec'];

/** A page of values, unpacked. */
export interface DataPage {
  readonly head: DataPageHeader;
  /** Levels with their lengths before them, then the values, as in version 1 of data pages. */
  readonly content: Uint8Array;
}

/**
 * Unpacks a page of values. Those of version 2, where levels are not packed and their lengths stand
 * in the header, become such of version 1: so there is one way to check and to decode them.
 *
 * @throws Error when it is none, or damaged
 */
export function dataPageOf({ header, bytes }: Page, codec: Codec, path: SchemaTree[]): DataPage {
  const { data_page_header: head, data_page_header_v2: head2 } = header;
  if (header.type === 'DATA_PAGE' && head !== undefined)
    return { head, content: decompress(bytes, codec, header.uncompressed_page_size) };
  if (header.type !== 'DATA_PAGE_V2' || head2 === undefined)
    throw new Error(`a page of the unknown kind ${header.type}`);
  return {
    head: { ...head2, definition_level_encoding: 'RLE', repetition_level_encoding: 'RLE' },
    content: contentOfVersion2(header, head2, bytes, codec, path),
  };
}

function contentOfVersion2(
  header: PageHeader,
  head: NonNullable<PageHeader['data_page_header_v2']>,
  bytes: Uint8Array,
  codec: Codec,
  path: SchemaTree[],
): Uint8Array {
  const repetition = head.repetition_levels_byte_length;
  const levels = repetition + head.definition_levels_byte_length;
  if (!(repetition >= 0 && repetition <= levels && levels <= bytes.length))
    throw new Error(`levels of ${levels} bytes in a page of ${bytes.length}`);
  const packed = bytes.subarray(levels);
  const isPacked = head.is_compressed !== false;
  const values = isPacked
    ? decompress(packed, codec, header.uncompressed_page_size - levels)
    : packed;
  return Buffer.concat([
    ...(getMaxRepetitionLevel(path) > 0 ? withLength(bytes.subarray(0, repetition)) : []),
    ...(getMaxDefinitionLevel(path) > 0 ? withLength(bytes.subarray(repetition, levels)) : []),
    values,
  ]);
}

function withLength(levels: Uint8Array): Uint8Array[] {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(levels.length);
  return [length, levels];
}
