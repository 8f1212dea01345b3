import type { DataPageHeader, ParquetType, SchemaElement, SchemaTree } from 'hyparquet';
import { readRleBitPackedHybrid } from 'hyparquet/src/encoding.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel } from 'hyparquet/src/schema.js';
import { assertSharedTexts, endOfDeltas } from './delta.js';
import { assertRuns } from './runs.js';

/** What the values of a page are. */
export interface ValueKind {
  readonly type: ParquetType;
  readonly element: SchemaElement;
  /** From the root of the schema to the column. */
  readonly schemaPath: SchemaTree[];
}

/** Bits of a value by its type; those of FIXED_LEN_BYTE_ARRAY are told by the schema. */
const BITS: Readonly<Partial<Record<ParquetType, number>>> = {
  BOOLEAN: 1,
  INT32: 32,
  INT64: 64,
  INT96: 96,
  FLOAT: 32,
  DOUBLE: 64,
  // The length that stands before each.
  BYTE_ARRAY: 32,
};

/**
 * Checks that an unpacked page holds what it claims, before hyparquet decodes it, which allocates by
 * claims and writes out runs as long as they say.
 *
 * @param bytes levels with their lengths before them, then the values (version 1 of data pages)
 * @throws Error when the page does not
 */
export function assertPage(
  bytes: Uint8Array,
  { num_values: count, encoding }: DataPageHeader,
  kind: ValueKind,
): void {
  const repetition = levelsAt(bytes, 0, count, getMaxRepetitionLevel(kind.schemaPath));
  const maxDefinition = getMaxDefinitionLevel(kind.schemaPath);
  const definition = levelsAt(bytes, repetition.end, count, maxDefinition);
  const present =
    maxDefinition === 0
      ? count
      : definition.levels.filter((level) => level === maxDefinition).length;
  assertValues(bytes.subarray(definition.end), present, encoding, kind);
}

interface Levels {
  readonly levels: readonly number[];
  readonly end: number;
}

/** The levels at a place of a page; none where the schema leaves only one possible. */
function levelsAt(bytes: Uint8Array, begin: number, count: number, max: number): Levels {
  if (max === 0) return { levels: [], end: begin };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = begin + 4 + view.getUint32(begin, true);
  if (end > bytes.length) throw new Error('levels that are cut off');
  const width = 32 - Math.clz32(max);
  assertRuns(bytes.subarray(begin + 4, end), width, count);
  const levels = new Array<number>(count);
  readRleBitPackedHybrid({ view, offset: begin }, width, levels);
  return { levels, end };
}

function assertValues(
  bytes: Uint8Array,
  count: number,
  encoding: DataPageHeader['encoding'],
  { type, element }: ValueKind,
): void {
  switch (encoding) {
    case 'PLAIN':
    case 'BYTE_STREAM_SPLIT':
      assertPlain(bytes, count, type, element);
      break;
    case 'RLE':
    case 'PLAIN_DICTIONARY':
    case 'RLE_DICTIONARY':
      if (type === 'BOOLEAN') assertRuns(bytes.subarray(4), 1, count);
      // Numbers without bits are all 0, and need not be written.
      else if (bytes.at(0) !== 0) assertRuns(bytes.subarray(1), bytes[0], count);
      break;
    case 'DELTA_BINARY_PACKED':
    case 'DELTA_LENGTH_BYTE_ARRAY':
      endOfDeltas(bytes, 0, count);
      break;
    case 'DELTA_BYTE_ARRAY':
      assertSharedTexts(bytes, count);
      break;
    default:
      throw new Error(`values are written in a way not known: ${encoding}`);
  }
}

/** Checks that so many values can stand in so few bytes. */
export function assertPlain(
  bytes: Uint8Array,
  count: number,
  type: ParquetType,
  { type_length: length = 0 }: SchemaElement,
): void {
  const bits = BITS[type] ?? length * 8;
  if (bits <= 0 || count * bits > bytes.length * 8)
    throw new Error(`a page claims ${count} values and has ${bytes.length} bytes`);
}
