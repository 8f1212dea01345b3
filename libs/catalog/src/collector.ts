import type { CatalogueFilm } from '#contracts';
import { CatalogueError } from './errors.js';
import { explainUnknownShape, mappingOf } from './mappings/known.js';
import type { Mapping } from './mappings/mapping.js';
import type { ReadableRow, Row } from './readers/row.js';
import { type CatalogueReport, type FilmFinding, type Finding, shownValue } from './report.js';
import { validateFilm } from './validate.js';

/** Rows that may come before the one that tells the shape of the source; they must be held. */
const MAX_HELD_ROWS = 10_000;

export interface Catalogue {
  readonly films: readonly CatalogueFilm[];
  readonly report: CatalogueReport;
}

/** Gathers films and findings while rows come in. */
export class Collector {
  private readonly films: CatalogueFilm[] = [];
  private readonly findings: Finding[] = [];
  private readonly lines = new Map<CatalogueFilm['id'], number>();
  private readonly columns = new Set<string>();
  /** Rows that lack what every mapping requires, while no row has told which mapping it is. */
  private held: ReadableRow[] = [];
  private mapping: Mapping | undefined;
  private read = 0;
  private repaired = 0;

  /** @param mappings the shapes that the source may have, the most demanding first */
  constructor(
    private readonly source: string,
    private readonly format: string,
    private readonly mappings: readonly Mapping[],
  ) {}

  /** @throws CatalogueError when so many rows fit no mapping that none will */
  take(row: Row): void {
    this.read++;
    if ('error' in row) {
      this.refuse(row.line, '', shownValue(row.text), row.error);
      return;
    }
    for (const column of Object.keys(row.fields)) this.columns.add(column);
    this.mapping ??= mappingOf(row.fields, this.mappings);
    if (this.mapping === undefined) this.hold(row);
    else {
      this.judgeHeld(this.mapping);
      this.judge(row, this.mapping);
    }
  }

  /** @throws CatalogueError when no row was a film */
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
        // Rows that were held were judged after unreadable ones behind them.
        findings: findings.toSorted((a, b) => a.line - b.line),
        unusedColumns: [...this.columns].filter((column) => !used.has(column)),
      },
    };
  }

  private hold(row: ReadableRow): void {
    this.held.push(row);
    if (this.held.length === MAX_HELD_ROWS) throw new CatalogueError(this.explainEmptiness());
  }

  private judgeHeld(mapping: Mapping): void {
    for (const row of this.held) this.judge(row, mapping);
    this.held = [];
  }

  private judge({ line, fields }: ReadableRow, mapping: Mapping): void {
    const { film, findings } = validateFilm(mapping.toFilm(fields));
    for (const finding of findings) this.note(line, finding);
    if (film === undefined) return;
    const firstLine = this.lines.get(film.id);
    if (firstLine !== undefined) {
      this.refuse(line, 'id', shownValue(film.id), `the id of the film in line ${firstLine}`);
      return;
    }
    this.lines.set(film.id, line);
    this.films.push(film);
    if (findings.length > 0) this.repaired++;
  }

  private explainEmptiness(): string {
    const { source, read, held, mappings, findings } = this;
    if (read === 0) return `${source} holds no rows`;
    if (held.length > 0) return `${source}: ${explainUnknownShape(held, mappings)}`;
    const [{ line, field, value, reason }] = findings;
    return `${source}: none of ${read} rows is a film; line ${line}: ${field} ${value}: ${reason}`;
  }

  private refuse(line: number, field: string, value: string, reason: string): void {
    this.note(line, { field, value, reason, action: 'refused' });
  }

  private note(line: number, finding: FilmFinding): void {
    this.findings.push({ source: this.source, line, ...finding });
  }
}
