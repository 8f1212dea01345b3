import { gzipSync } from 'node:zlib';
import { CatalogueError } from '../errors.js';
import { detectFormat, type Format, FORMAT_NAMES } from './format.js';

const TABLE = 'id,title\n1,Heat\n';
const LINES = '{"id":1}\n{"id":2}\n';
const LIST = '[{"id":1},\n{"id":2}]';
const DOCUMENT = '{\n  "results": [\n    {"id":1}\n]}';
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('detectFormat', () => {
  it.each<[format: Format, name: string, head: string | Uint8Array]>([
    ['parquet', 'films.parquet', 'PAR1\u0015\u0004'],
    ['parquet', 'films.csv', 'PAR1\u0015\u0004'],
    ['json', 'films.json', LIST],
    ['json', 'films.csv', `\n ${LIST}`],
    ['json', 'films.jsonl', LIST],
    ['json', 'films', DOCUMENT],
    ['json', 'films.jsonl', DOCUMENT],
    ['json', 'films', '{"results": [\n{"id":1},\n{"id":2}]}'],
    ['json', 'films', '{"id":1},\n{"id":2}'],
    ['json-lines', 'films.json', LINES],
    ['json-lines', 'films', LINES],
    ['json-lines', 'films.csv', `\uFEFF\r\n{"id":1}\r\n\r\n{"id"`],
    // One line alone does not tell.
    ['json', 'films.json', '{"id":1}'],
    ['json', 'films', '{"id":1}\n'],
    ['json-lines', 'films.jsonl', '{"id":1}\n'],
    ['json-lines', 'films.ndjson', `{"text":"${'x'.repeat(600)}`],
    // Nor does a first line that is broken.
    ['json-lines', 'films.jsonl', '{"id":1,"title":"He\n{"id":2}'],
    ['json-lines', 'films.jsonl', '{"id":1,"genres":[\n{"id":2}'],
    ['json', 'films', '{"id":1,"title":"He\n{"id":2}'],
    ['csv', 'films.csv', TABLE],
    ['csv', 'FILMS.CSV', TABLE],
    ['csv', 'title.basics.tsv', 'tconst\ttitle\n'],
    ['csv', 'films.txt', 'title\nHeat\n'],
    ['csv', 'films', TABLE],
    ['csv', 'films.data', 'id|title\n'],
    ['csv', 'https://example.org/films.csv?raw=1#top', 'title\nHeat\n'],
    ['csv', 'https://example.org/films', TABLE],
    ['csv', 'folder.json/films', TABLE],
    ['csv', 'films.csv', `id,title\n1,a\u0001b${'x'.repeat(100)}\n`],
    ['json', 'films.json', TABLE],
    ['json-lines', 'films.jsonl', TABLE],
    ['csv', 'films.csv', Buffer.from('id,title\n1,Am\xE9lie\n', 'latin1')],
    ['csv', 'films', Buffer.from(`\uFEFF${TABLE}`, 'utf16le')],
    ['csv', 'films', Buffer.from(TABLE, 'utf16le')],
    ['csv', 'films', utf16be(`\uFEFF${TABLE}`)],
    ['csv', 'films', utf16be(TABLE)],
    ['json-lines', 'films', Buffer.from(LINES, 'utf16le')],
    ['json', 'films', utf16be(`\uFEFF${DOCUMENT}`)],
  ])('finds %s in %s that begins with %j', (format, name, head) => {
    expect(detectFormat(name, Buffer.from(head))).toBe(format);
  });

  it.each<[is: RegExp, name: string, head: string | Uint8Array]>([
    [/empty/u, 'films.csv', ''],
    [/empty/u, 'films.json', '\uFEFF \r\n'],
    [/a picture/u, 'films.csv', Buffer.from('\x89PNG\r\n\x1A\n', 'latin1')],
    [/a picture/u, 'films.csv', Buffer.from('\xFF\xD8\xFF\xE0', 'latin1')],
    [/a PDF document/u, 'films.csv', '%PDF-1.7'],
    [/an Excel workbook/u, 'films.xlsx', 'PK\x03\x04\x14\x00\x06\x00[Content_Types].xml'],
    [/a zip archive/u, 'films.csv', 'PK\x03\x04\x14\x00\x06\x00films.csv'],
    [/packed with gzip/u, 'films.csv', gzipSync(TABLE)],
    [/an SQLite database/u, 'films.csv', 'SQLite format 3\0'],
    [/a web page/u, 'films.csv', '\n<!DOCTYPE html><html>'],
    [/an XML or HTML document/u, 'films.json', '<?xml version="1.0"?>'],
    [/a Git LFS pointer/u, 'films.csv', 'version https://git-lfs.github.com/spec/v1\n'],
    [/an encrypted Parquet file/u, 'films.parquet', 'PARE'],
    [/not Parquet, although it is called so/u, 'films.parquet', TABLE],
    [/not Parquet, although it is called so/u, 'films.pq', LIST],
    [/a table of another kind/u, 'films', 'ARROW1\0\0'],
    [/no text/u, 'films.csv', Uint8Array.from({ length: 256 }, (_, i) => (i * 97 + 1) % 256)],
    [/a text that begins with "Once upon a time"/u, 'films', 'Once upon a time\nthere was, and'],
  ])('throws a CatalogueError that says %s', (is, name, head) => {
    const detect = (): Format => detectFormat(name, Buffer.from(head));
    expect(detect).toThrow(CatalogueError);
    expect(detect).toThrow(is);
    expect(detect).toThrow(/expected CSV, JSON, JSON Lines or Parquet \(\.csv, .*\.pq\)/u);
  });

  it('has a name for each format', () => {
    expect(Object.values(FORMAT_NAMES)).toEqual(['CSV', 'JSON', 'JSON Lines', 'Parquet']);
  });
});
