import { CatalogueError } from '../errors.js';

/** As the names are written where people read them; the standard's are in small letters. */
const WRITTEN: Readonly<Partial<Record<string, string>>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16LE',
  'utf-16be': 'UTF-16BE',
};

const EXAMPLES =
  'utf-8, utf-16le, windows-1252, iso-8859-2, windows-1251, koi8-r, shift_jis, gb18030, euc-kr';

/**
 * The encoding that a label of the WHATWG's Encoding Standard stands for: "latin1" → "windows-1252".
 *
 * @throws CatalogueError when it stands for none that can be decoded here
 */
export function knownEncoding(label: string): string {
  try {
    const { encoding } = new TextDecoder(label);
    return WRITTEN[encoding] ?? encoding;
  } catch (error) {
    throw new CatalogueError(
      `the encoding ${JSON.stringify(label)} is not known; expected one such as ${EXAMPLES}`,
      { cause: error },
    );
  }
}
