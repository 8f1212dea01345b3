import type { CatalogueFilm } from '#contracts';
import { Collector, type OnFinding } from './collector.js';
import { chooseMappings } from './dataset/choose-mapping.js';
import { type Dataset, type FilmPart, openDataset, type SidePart } from './dataset/dataset.js';
import type { Part } from './dataset/part.js';
import { CatalogueError } from './errors.js';
import { factsBeside, SideFacts } from './mappings/side-facts.js';
import { FORMAT_NAMES } from './readers/format.js';
import type { ReadableRow } from './readers/row.js';
import { type CatalogueReport, shownValue, type SourceSummary } from './report.js';
import type { OddLine } from './sources/decode.js';

export interface CatalogueOptions {
  /** The name of a mapping or the path of a mapping file; found out from the columns if absent. */
  readonly mapping?: string | undefined;
  /** The encoding of the texts, a label of the WHATWG; found out if absent. */
  readonly encoding?: string | undefined;
  /** Told of every finding as it is made, also of those that the report does not keep. */
  readonly onFinding?: OnFinding | undefined;
  /** Told how many rows of films have been read. */
  readonly onRow?: ((rowsRead: number) => void) | undefined;
}

/** More columns than these are not told apart: a JSON source may name its fields anew in each row. */
const MAX_COLUMNS = 2_000;

/**
 * Reads a catalogue film by film, from a file, a folder of parts, a URL or "-" (standard input), and
 * returns the report at the end. None of the films is held here, and reading waits for whoever takes
 * them. Rows that are no films are refused and reported, never lost.
 *
 * @throws CatalogueError when the catalogue is missing, unreadable, of an unknown kind or shape, or
 *   holds no film
 */
export async function* readFilms(
  location: string,
  options: CatalogueOptions = {},
): AsyncGenerator<CatalogueFilm, CatalogueReport> {
  const mappings = await chooseMappings(options.mapping);
  const dataset = await openDataset(location, mappings, options.encoding);
  const reading = new Reading(dataset, options);
  try {
    await reading.gatherSides();
    yield* reading.films();
    return reading.finish(location);
  } finally {
    await reading.close();
  }
}

/** One reading of a data set, from its side tables to the report. */
class Reading {
  private readonly collector: Collector;
  private readonly tables: SideFacts[] = [];
  private readonly columns = new Set<string>();

  constructor(
    private readonly dataset: Dataset,
    private readonly options: CatalogueOptions,
  ) {
    this.collector = new Collector(options.onFinding ?? (() => undefined));
  }

  /** What is said beside the films has to be known before they come. */
  async gatherSides(): Promise<void> {
    for (const { part, table } of this.dataset.sides) {
      const facts = this.tables.find((known) => known.table === table) ?? new SideFacts(table);
      if (!this.tables.includes(facts)) this.tables.push(facts);
      for await (const row of part.rows(this.onOddLine(part)))
        for (const fault of facts.take(row))
          this.collector.note({ source: part.name, line: row.line }, fault);
    }
  }

  async *films(): AsyncGenerator<CatalogueFilm, void> {
    for (const { part, mapping } of this.dataset.films)
      for await (const row of part.rows(this.onOddLine(part))) {
        const film = 'error' in row ? undefined : this.judge(part, mapping, row);
        if ('error' in row) this.collector.refuse(row, part.name);
        this.options.onRow?.(this.collector.counts.read);
        if (film !== undefined) yield film;
      }
  }

  /** @throws CatalogueError when no row was a film */
  finish(location: string): CatalogueReport {
    const { collector, dataset } = this;
    const { counts } = collector;
    if (counts.read === counts.refused) throw new CatalogueError(this.explainEmptiness(location));
    const names = new Set(dataset.films.map(({ mapping }) => mapping.name));
    const used = new Set(dataset.films.flatMap(({ mapping }) => mapping.columns));
    return {
      sources: this.summaries(),
      mapping: [...names].join(' and '),
      mappingReason: dataset.films[0].reason,
      ...counts,
      groups: collector.groups,
      coverage: collector.coverage,
      unusedColumns: [...this.columns].filter((column) => !used.has(column)),
    };
  }

  async close(): Promise<void> {
    const { films, sides, others } = this.dataset;
    for (const { part } of [...films, ...sides, ...others]) await part.close();
  }

  private judge(
    part: Part,
    mapping: FilmPart['mapping'],
    { line, fields }: ReadableRow,
  ): CatalogueFilm | undefined {
    if (this.columns.size < MAX_COLUMNS)
      for (const column of Object.keys(fields)) this.columns.add(column);
    const tables = this.tables.filter(({ table }) => mapping.sideTables.includes(table));
    const beside = tables.length === 0 ? {} : factsBeside(tables, mapping.key(fields));
    return this.collector.judge(mapping.toFilm(fields, beside), { source: part.name, line });
  }

  private onOddLine(part: Part): (odd: OddLine) => void {
    return ({ line, text, reason }) =>
      this.collector.note(
        { source: part.name, line },
        { kind: 'encoding', field: '', value: shownValue(text), reason, action: 'noted' },
      );
  }

  private explainEmptiness(location: string): string {
    const { counts, groups } = this.collector;
    if (counts.read === 0) return `${location} holds no rows`;
    const [{ count, findings }] = groups;
    const [{ source, line, field, value, reason }] = findings;
    return (
      `${location}: none of ${counts.read} rows is a film; ${count} of them as ` +
      `${source}, line ${line}: ${[field, value].join(' ').trim()}: ${reason}. ` +
      `Read with the mapping ${this.dataset.films[0].reason}; is it the right one?`
    );
  }

  private summaries(): SourceSummary[] {
    const { films, sides, others } = this.dataset;
    return [
      ...films.map(({ part }) => summaryOf(part, 'films')),
      ...sides.map((side) => summaryOf(side.part, roleOfSide(side, this.tables))),
      ...others.map(({ part, reason }) => summaryOf(part, `not used: ${reason.split('\n', 1)[0]}`)),
    ];
  }
}

function roleOfSide({ table }: SidePart, tables: readonly SideFacts[]): string {
  const strangers = tables.find((known) => known.table === table)?.rowsWithoutFilm ?? 0;
  const rows = strangers === 1 ? 'row' : 'rows';
  return strangers === 0 ? table.name : `${table.name}, ${strangers} ${rows} about other films`;
}

function summaryOf(part: Part, role: string): SourceSummary {
  const { name, kind, rowCount: rows } = part;
  const { format, encoding } = kind ?? {};
  return {
    name,
    format: format === undefined ? 'unknown' : FORMAT_NAMES[format],
    ...(encoding === undefined ? {} : { encoding }),
    role,
    rows,
  };
}
