/**
 * Memory and time to read and check a large catalogue, film by film and holding none of them: what
 * is measured is the reading itself, above the films' own size. Each format is read in a process of
 * its own, from a file that is made of real films (`resample.ts`) and thrown away afterwards.
 *
 * Usage: TMDB_5000_CSV=… npm run bench:catalogue [-- rows]
 */
import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { readCatalogue } from '#catalog';
import type { Film } from '#engine';
import { resample } from './resample.ts';
import { catalogueFromEnvironment, describeMachine } from './support.ts';

const BAR_BYTES = 300e6;
const rows = Number(process.argv[2] ?? 1_000_000);

const COLUMNS = ['id', 'title', 'year', 'description', 'genres', 'keywords'] as const;

function* csvLines(films: Iterable<Film>): Generator<string> {
  yield `${COLUMNS.join(',')}\n`;
  for (const film of films) yield `${COLUMNS.map((name) => cell(film[name])).join(',')}\n`;
}

function cell(value: unknown): string {
  const text = Array.isArray(value)
    ? value.join('|')
    : ((value as string | number | undefined)?.toString() ?? '');
  return /[",\n\r]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function* jsonLines(films: Iterable<Film>): Generator<string> {
  for (const film of films) yield `${JSON.stringify(film)}\n`;
}

function* jsonArray(films: Iterable<Film>): Generator<string> {
  let before = '[';
  for (const film of films) {
    yield before + JSON.stringify(film);
    before = ',';
  }
  yield ']';
}

const FORMATS = [
  { name: 'films.csv', write: csvLines },
  { name: 'films.csv.gz', write: csvLines },
  { name: 'films.jsonl', write: jsonLines },
  { name: 'films.json', write: jsonArray },
];

/** Reads one file and prints its figures; run in a process of its own. */
const MEASURE = `
import { readFilms } from '#catalog';
const started = performance.now();
const before = process.memoryUsage().rss;
let peak = before;
const sample = () => { peak = Math.max(peak, process.memoryUsage().rss); };
const reading = readFilms(process.argv[1]);
let films = 0;
for (;;) {
  const { done, value } = await reading.next();
  if (done) {
    sample();
    const { read, accepted, repaired, refused } = value;
    const seconds = (performance.now() - started) / 1000;
    console.log(JSON.stringify({ read, accepted, repaired, refused, seconds, above: peak - before }));
    break;
  }
  if (++films % 1000 === 0) sample();
}
`;

interface Measured {
  readonly read: number;
  readonly accepted: number;
  readonly repaired: number;
  readonly refused: number;
  readonly seconds: number;
  readonly above: number;
}

const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

const { films } = await readCatalogue(catalogueFromEnvironment());
console.log(`${rows} rows made of ${films.length} films; ${describeMachine()}\n`);
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
try {
  for (const { name, write } of FORMATS) {
    const path = join(folder, name);
    const text = Readable.from(write(resample(films, rows, 1)));
    if (name.endsWith('.gz'))
      await pipeline(text, createGzip({ level: 1 }), createWriteStream(path));
    else await pipeline(text, createWriteStream(path));
    const size = statSync(path).size;
    const answer = execFileSync(
      process.execPath,
      ['--input-type=module', '--eval', MEASURE, path],
      { encoding: 'utf8' },
    );
    rmSync(path);
    const { read, accepted, repaired, refused, seconds, above } = JSON.parse(answer) as Measured;
    console.log(
      `${name.padEnd(13)} ${mb(size).padStart(8)}: read ${read} = ${accepted} accepted + ` +
        `${repaired} repaired + ${refused} refused, ${seconds.toFixed(1)} s, ` +
        `${Math.round(read / seconds)} rows/s, peak ${mb(above)} above the start ` +
        `(bar ${mb(BAR_BYTES)}: ${above < BAR_BYTES ? 'met' : 'MISSED'})`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
