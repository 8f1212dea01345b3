import { CatalogueError } from '../errors.js';

export type Format = 'csv' | 'json' | 'json-lines' | 'parquet';

/** As people write them. */
export const FORMAT_NAMES: Readonly<Record<Format, string>> = {
  csv: 'CSV',
  json: 'JSON',
  'json-lines': 'JSON Lines',
  parquet: 'Parquet',
};

const ENDINGS: Readonly<Partial<Record<string, Format>>> = {
  '.csv': 'csv',
  '.tsv': 'csv',
  '.txt': 'csv',
  '.json': 'json',
  '.jsonl': 'json-lines',
  '.ndjson': 'json-lines',
  '.parquet': 'parquet',
  '.pq': 'parquet',
};

const EXPECTED = `expected CSV, JSON, JSON Lines or Parquet (${Object.keys(ENDINGS).join(', ')})`;

/** What people give in place of data, told by its first bytes as Latin-1. */
const STRANGE_BYTES: readonly (readonly [mark: RegExp, is: string])[] = [
  [/^PARE/u, 'an encrypted Parquet file; write it anew without encryption'],
  [/^PK[\x03\x05\x07].*(?:xl\/|\[Content_Types\])/su, 'an Excel workbook; export the sheet as CSV'],
  [/^PK[\x03\x05\x07]/u, 'a zip archive; unpack it first'],
  [/^\x1F\x8B/u, 'packed with gzip; unpack it first'],
  [/^(?:BZh\d1AY|\xFD7zXZ|7z\xBC\xAF|Rar!|\x28\xB5\x2F\xFD)/u, 'packed; unpack it first'],
  [/^SQLite format 3\0/u, 'an SQLite database; export the table as CSV'],
  [/^\xD0\xCF\x11\xE0/u, 'an old Excel workbook or Word document; export it as CSV'],
  [/^%PDF-/u, 'a PDF document; export the table in it as CSV'],
  [/^(?:\x89PNG|\xFF\xD8\xFF|GIF8|RIFF.{4}WEBP)/su, 'a picture'],
  [/^(?:ARROW1\0|ORC[^ -~]|Obj\x01)/u, 'a table of another kind; write it as Parquet or CSV'],
];

/** The same for what is text. */
const STRANGE_TEXTS: readonly (readonly [mark: RegExp, is: string])[] = [
  [/^$/u, 'empty'],
  [
    /^<(?:!doctype html|html|head|body)\b/iu,
    'a web page; it may tell of an error or ask to log in',
  ],
  [/^<[!?a-z]/iu, 'an XML or HTML document'],
  [/^version https:\/\/git-lfs/u, 'a Git LFS pointer, not the file itself; run "git lfs pull"'],
];

/** Bytes that are looked at for what is no text, and the share of them that tells. */
const MARKS = 512;
const MAX_CONTROLS = 0.05;

/**
 * The format of a source. Its first bytes decide where they leave no doubt, because names are often
 * wrong; else the ending of its name; else whether it looks like a table.
 *
 * @param name a path or a URL
 * @param head the first bytes, unpacked; some hundred will mostly do
 * @throws CatalogueError saying what it seems to be instead
 */
export function detectFormat(name: string, head: Uint8Array): Format {
  const marks = Buffer.from(head.subarray(0, MARKS)).toString('latin1');
  if (marks.startsWith('PAR1')) return 'parquet';
  assertNo(STRANGE_BYTES, marks);
  const text = roughText(head).trimStart();
  assertNo(STRANGE_TEXTS, text);
  const controls = text.match(/[\0-\x08\x0E-\x1F]/gu)?.length ?? 0;
  if (controls > text.length * MAX_CONTROLS) throw strange('no text, and not Parquet');
  return formatOfText(text, ENDINGS[endingOf(name)]);
}

function formatOfText(text: string, byName: Format | undefined): Format {
  if (byName === 'parquet')
    throw strange('not Parquet, although it is called so: Parquet begins with "PAR1"');
  if (text.startsWith('[')) return 'json';
  if (text.startsWith('{')) return formatOfObjects(text, byName);
  const [header] = text.split(/[\r\n]/u);
  if (byName === undefined && !/[,;\t|]/u.test(header))
    throw strange(`a text that begins with ${JSON.stringify(header.slice(0, 40))}`);
  return byName ?? 'csv';
}

/** One object a line, or one document? Where the first lines do not tell, the name does. */
function formatOfObjects(text: string, byName: Format | undefined): Format {
  // A torn first row must not decide against the name; a lone brace is how a document begins.
  if (byName === 'json-lines') return /^\{\s*[\r\n]/u.test(text) ? 'json' : 'json-lines';
  if (/^.*[[{,:]\s*[\r\n]/u.test(text)) return 'json';
  return /^.*\}\s*[\r\n]\s*\{/u.test(text) ? 'json-lines' : 'json';
}

function assertNo(strangers: typeof STRANGE_BYTES, head: string): void {
  const stranger = strangers.find(([mark]) => mark.test(head));
  if (stranger !== undefined) throw strange(stranger[1]);
}

const strange = (is: string): CatalogueError =>
  new CatalogueError(`it seems to be ${is}; ${EXPECTED}`);

/** ".csv" of "data/films.CSV" and of "https://example.org/films.csv?raw=1". */
function endingOf(name: string): string {
  const path = /^[a-z]+:\/\//iu.test(name) ? name.replace(/[?#].*$/su, '') : name;
  return /\.[^./\\]+$/u.exec(path)?.[0].toLowerCase() ?? '';
}

/** The text of a head, in which other letters than those of ASCII do not matter. */
function roughText(head: Uint8Array): string {
  return new TextDecoder(roughEncoding(head)).decode(head);
}

function roughEncoding(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  // Of ASCII in UTF-16, every other byte is 0.
  if (head[0] !== 0 && head[1] === 0) return 'utf-16le';
  return head[0] === 0 && head[1] !== 0 ? 'utf-16be' : 'utf-8';
}
