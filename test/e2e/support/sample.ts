import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CatalogueFilm, filmSchema } from '#contracts';
import { ROOT, run, scratch, TRAINER } from './programs.js';

/** The films of the sample catalogue, by line. */
export const FILMS: readonly CatalogueFilm[] = readFileSync(
  join(ROOT, 'data/sample-catalogue.jsonl'),
  'utf8',
)
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => filmSchema.parse(JSON.parse(line)));

/** The film of that title (and year, if several have it). */
export function filmCalled(title: string, year?: number): CatalogueFilm {
  const film = FILMS.find(
    (candidate) => candidate.title === title && (year === undefined || candidate.year === year),
  );
  if (film === undefined) throw new Error(`the sample catalogue has no film "${title}"`);
  return film;
}

/** Writes a catalogue of these rows (or lines of text) and tells its path. */
export function writeCatalogue(name: string, rows: readonly unknown[]): string {
  const path = join(scratch, name);
  const lines = rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row)));
  writeFileSync(path, lines.join('\n'));
  return path;
}

/** Fits a model with the real trainer and tells its path. */
export async function fitModel(name: string, ...args: readonly string[]): Promise<string> {
  const path = join(scratch, name);
  const { code, stderr } = await run(TRAINER, ['fit', ...args, '--out', path]);
  if (code !== 0) throw new Error(`trainer fit ended with ${String(code)}: ${stderr}`);
  return path;
}

let sample: Promise<string> | undefined;

/** The path of a model of the sample catalogue, fitted when first asked for. */
export const sampleModel = (): Promise<string> => (sample ??= fitModel('sample.safetensors'));
