import type { ColumnMetaData, DataPageHeader, DecodedArray, ParquetParsers } from 'hyparquet';
import { assembleLists } from 'hyparquet/src/assemble.js';
import { convert, convertWithDictionary, DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { readDataPage } from 'hyparquet/src/datapage.js';
import { readPlain } from 'hyparquet/src/plain.js';
import type { DataPage } from './data-page.js';
import { decompress } from './decompress.js';
import { assertPage, assertPlain, type ValueKind } from './page-guard.js';
import type { Page } from './pages.js';

/** Bytes of a decimal number at most; 38 digits, the most that programs know, need 16. */
const MAX_DECIMAL = 64;

/** How values are made of what is written. */
export const PARSERS: ParquetParsers = {
  ...DEFAULT_PARSERS,
  jsonFromBytes: (bytes: Uint8Array) => jsonOrText(new TextDecoder().decode(bytes)),
};

/** What all pages of a column in a row group have in common. */
export interface PageContext extends ValueKind {
  readonly codec: ColumnMetaData['codec'];
}

/**
 * The values to which the pages of a column refer by number.
 *
 * @throws Error when the page is damaged
 */
export function dictionaryOf({ header, bytes }: Page, context: PageContext): DecodedArray {
  const { type, element, codec } = context;
  const count = header.dictionary_page_header?.num_values ?? 0;
  const content = decompress(bytes, codec, header.uncompressed_page_size);
  assertPlain(content, count, type, element);
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  return converted(readPlain({ view, offset: 0 }, type, count, element.type_length), context);
}

/**
 * The values of a page, each list put together.
 *
 * @param begun the rows before, if the first list of the page may go on with the last of them
 * @throws Error when the page is damaged
 */
export function rowsOfPage(
  { head, content }: DataPage,
  begun: unknown[],
  dictionary: DecodedArray | undefined,
  context: PageContext,
): DecodedArray {
  assertPage(content, head, context);
  const decoder = decoderOf(context);
  const { definitionLevels, repetitionLevels, dataPage } = readDataPage(content, head, decoder);
  const values = isByNumber(head)
    ? lookedUp(dataPage, dictionary, head, context)
    : converted(dataPage, context);
  return assembleLists(begun, definitionLevels, repetitionLevels, values, context.schemaPath);
}

const isByNumber = ({ encoding }: DataPageHeader): boolean => encoding.endsWith('_DICTIONARY');

function lookedUp(
  numbers: DecodedArray,
  dictionary: DecodedArray | undefined,
  { encoding }: DataPageHeader,
  context: PageContext,
): DecodedArray {
  const size = dictionary?.length ?? 0;
  for (const number of numbers)
    if (number >= size) throw new Error(`value ${number} of a dictionary of ${size}`);
  return convertWithDictionary(numbers, dictionary, encoding, decoderOf(context));
}

function converted(values: DecodedArray, context: PageContext): DecodedArray {
  const { element } = context;
  if (element.converted_type !== 'DECIMAL') return convert(values, decoderOf(context));
  for (const value of values)
    if (value instanceof Uint8Array && value.length > MAX_DECIMAL)
      throw new Error(`a decimal number of ${value.length} bytes`);
  // 7.3 is written as 73 tenths and would come out as 7.300000000000001.
  const decimals = convert(values, decoderOf(context)) as number[];
  return decimals.map((value) => Number(value.toFixed(element.scale ?? 0)));
}

const decoderOf = (context: PageContext) => ({
  ...context,
  pathInSchema: context.schemaPath.slice(1).map(({ element }) => element.name),
  parsers: PARSERS,
  // Bytes that are not marked as text may be something else.
  utf8: false,
});

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
