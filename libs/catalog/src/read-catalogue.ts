import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { CatalogueFilm } from '#contracts';
import { CatalogueError } from './errors.js';
import type { Mapping } from './mappings/mapping.js';
import { ownMapping } from './mappings/own.js';
import { tmdb5000Mapping } from './mappings/tmdb-5000.js';
import { readCsv } from './readers/csv.js';
import { readJsonLines } from './readers/json-lines.js';
import type { Reader, Row } from './readers/row.js';
import { type CatalogueReport, type Finding, shownValue } from './report.js';
import { validateFilm } from './validate.js';

/** Readers by file ending. */
const READERS: Readonly<Record<string, { format: string; read: Reader }>> = {
  '.csv': { format: 'CSV', read: readCsv },
  '.jsonl': { format: 'JSON Lines', read: readJsonLines },
  '.ndjson': { format: 'JSON Lines', read: readJsonLines },
};

/** The mappings, the most demanding first: a source gets the first whose required columns it has. */
export const MAPPINGS: readonly Mapping[] = [tmdb5000Mapping, ownMapping];

export interface Catalogue {
  readonly films: readonly CatalogueFilm[];
  readonly report: CatalogueReport;
}

/**
 * Reads a catalogue file, row by row. Rows that are no films are refused and reported, never lost.
 *
 * @throws CatalogueError when the file is missing, of an unknown kind or shape, or holds no film
 */
export async function readCatalogue(path: string): Promise<Catalogue> {
  const reader = READERS[extname(path).toLowerCase()];
  if (reader === undefined)
    throw new CatalogueError(
      `${path}: the ending "${extname(path)}" is not known; expected ${Object.keys(READERS).join(', ')}`,
    );
  await assertReadable(path);
  const collector = new Collector(path, reader.format);
  for await (const row of reader.read(createReadStream(path))) collector.take(row);
  return collector.finish();
}

async function assertReadable(path: string): Promise<void> {
  const stats = await stat(path).catch((error: unknown) => {
    throw new CatalogueError(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  });
  if (!stats.isFile()) throw new CatalogueError(`${path} is not a file`);
}

/** Gathers films and findings while rows come in. */
class Collector {
  private readonly films: CatalogueFilm[] = [];
  private readonly findings: Finding[] = [];
  private readonly lines = new Map<CatalogueFilm['id'], number>();
  private readonly columns = new Set<string>();
  private mapping: Mapping | undefined;
  private read = 0;
  private repaired = 0;

  constructor(
    private readonly source: string,
    private readonly format: string,
  ) {}

  take(row: Row): void {
    this.read++;
    if ('error' in row) {
      this.refuse(row.line, '', shownValue(row.text), row.error);
      return;
    }
    for (const column of Object.keys(row.fields)) this.columns.add(column);
    this.mapping ??= this.detectMapping(row.fields);
    const { film, findings } = validateFilm(this.mapping.toFilm(row.fields));
    for (const finding of findings) this.note(row.line, finding);
    if (film === undefined) return;
    const firstLine = this.lines.get(film.id);
    if (firstLine !== undefined) {
      this.refuse(row.line, 'id', shownValue(film.id), `the id of the film in line ${firstLine}`);
      return;
    }
    this.lines.set(film.id, row.line);
    this.films.push(film);
    if (findings.length > 0) this.repaired++;
  }

  finish(): Catalogue {
    const { source, format, films, findings, read, repaired } = this;
    if (films.length === 0) throw new CatalogueError(this.explainEmptiness());
    const used = new Set(this.mapping?.columns);
    return {
      films,
      report: {
        source,
        format,
        mapping: this.mapping?.name ?? '',
        read,
        accepted: films.length,
        repaired,
        refused: read - films.length,
        findings,
        unusedColumns: [...this.columns].filter((column) => !used.has(column)),
      },
    };
  }

  private detectMapping(fields: Readonly<Record<string, unknown>>): Mapping {
    const found = MAPPINGS.find(({ required }) => required.every((column) => column in fields));
    if (found !== undefined) return found;
    const shapes = MAPPINGS.map(({ name, required }) => `${name} (${required.join(', ')})`);
    throw new CatalogueError(
      `${this.source}: no known shape has the columns ${Object.keys(fields).join(', ')}; ` +
        `each needs at least: ${shapes.join(' · ')}`,
    );
  }

  private explainEmptiness(): string {
    const [first] = this.findings;
    return first === undefined
      ? `${this.source} holds no rows`
      : `${this.source}: none of ${this.read} rows is a film; ` +
          `line ${first.line}: ${first.field} ${first.value}: ${first.reason}`;
  }

  private refuse(line: number, field: string, value: string, reason: string): void {
    this.note(line, { field, value, reason, action: 'refused' });
  }

  private note(line: number, finding: Omit<Finding, 'source' | 'line'>): void {
    this.findings.push({ source: this.source, line, ...finding });
  }
}
