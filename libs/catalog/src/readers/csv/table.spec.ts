import type { Row } from '../row.js';
import { divide } from './records.js';
import { Table } from './table.js';

/** Rows of a table, and how many letters the parser was given for it, as a multiple of its length. */
function readCounting(lines: readonly string[]): { rows: Row[]; work: number } {
  let letters = 0;
  const table = new Table((texts, notation) => {
    letters += texts.join('').length;
    return divide(texts, notation);
  });
  const rows: Row[] = [];
  for (let at = 0; at < lines.length; at += 700)
    rows.push(...table.take(lines.slice(at, at + 700)));
  rows.push(...table.finish());
  return { rows, work: letters / lines.join('').length };
}

const ROWS = 3_000;

const tableOf = (delimiter: string, row: (i: number) => string): string[] => [
  ['id', 'title', 'year\n'].join(delimiter),
  ...Array.from({ length: ROWS }, (_, i) => `${row(i)}\n`),
];

const good = (i: number): string => `${i},Heat,1995`;
const opened = (i: number): string => `${i},"Heat,1995`;
const closed = (i: number): string => `${i},Heat",1995`;

/** Each line is in one row: in its value that holds line ends, or in its text. */
const linesIn = (rows: readonly Row[]): number =>
  rows
    .map((row) => ('fields' in row ? Object.values(row.fields).join('') : row.text))
    .reduce((lines, text) => lines + text.split('\n').length, 0);

describe('Table', () => {
  it('hands a sound table to the parser once', () => {
    expect(readCounting(tableOf(',', good)).work).toBeLessThan(1.01);
  });

  it.each<[name: string, delimiter: string, row: (i: number) => string]>([
    ['in every line', ',', opened],
    ['in every second line', ',', (i) => (i % 2 === 0 ? opened(i) : good(i))],
    ['in every 100th line', ',', (i) => (i % 100 === 0 ? opened(i) : good(i))],
    ['in every 999th line', ',', (i) => (i % 999 === 0 ? opened(i) : good(i))],
    ['in every 1,001st line', ',', (i) => (i % 1_001 === 0 ? opened(i) : good(i))],
    ['opened and closed by turns', ',', (i) => (i % 2 === 0 ? opened(i) : closed(i))],
    [
      'opened and closed far from each other',
      ',',
      (i) => (i % 500 === 0 ? opened(i) : i % 500 === 499 ? `${closed(i)},"x"` : good(i)),
    ],
    [
      'around lines with quotes of their own',
      ',',
      (i) => (i % 500 === 0 ? opened(i) : i % 500 === 499 ? closed(i) : `${i},"Heat",1995`),
    ],
    ['between tabs', '\t', (i) => opened(i).replaceAll(',', '\t')],
    [
      'between tabs, far from each other',
      '\t',
      (i) => (i % 500 === 0 ? opened(i) : good(i)).replaceAll(',', '\t'),
    ],
  ])('does little more when quotes are astray %s', (_, delimiter, row) => {
    const { rows, work } = readCounting(tableOf(delimiter, row));
    expect(linesIn(rows)).toBe(ROWS);
    expect(work).toBeLessThan(5);
  });
});
