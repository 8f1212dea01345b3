import { Command } from 'commander';
import { LineFile } from '../files/line-file.js';
import { writeWhole } from '../files/whole-file.js';
import { createTerminalProgress } from '../progress/terminal-progress.js';
import { readReported } from '../reading/read-reported.js';
import {
  addReadingOptions,
  catalogueArgument,
  type ReadingOptions,
} from '../reading/reading-options.js';
import { formatFindings } from '../report/findings-text.js';
import { assertAllowed } from '../report/refusals.js';
import { formatReport } from '../report/report-text.js';
import { printable } from '../terminal/printable.js';
import { tableWidth } from '../terminal/width.js';
import { type FilmFormat, filmFormatOf } from './film-format.js';

interface ExportOptions extends ReadingOptions {
  readonly out: { readonly path: string; readonly format: FilmFormat };
}

export function createExportCommand(): Command {
  const command = new Command('export')
    .summary("write a catalogue's films in the project's own format")
    .description(
      "Reads a catalogue and writes its films, repaired as reported, in the project's own format: as " +
        'JSON Lines or as a CSV table. If more rows are refused than allowed, nothing is written.',
    )
    .addArgument(catalogueArgument())
    .requiredOption(
      '-o, --out <file>',
      'where to write the films: .jsonl, .ndjson or .csv',
      (path) => ({
        path,
        format: filmFormatOf(path),
      }),
    );
  return addReadingOptions(command)
    .addHelpText(
      'after',
      '\nExample:\n  $ npm run trainer -- export tmdb_5000_movies.csv --out films.jsonl --strict',
    )
    .action(runExport);
}

async function runExport(location: string, options: ExportOptions): Promise<void> {
  const { path } = options.out;
  await writeWhole(path, async (temporary) => {
    const file = new LineFile(temporary);
    try {
      await writeFilms(file, location, options);
    } finally {
      file.close();
    }
  });
  console.log(`\nWritten to ${printable(path)}`);
}

async function writeFilms(file: LineFile, location: string, options: ExportOptions): Promise<void> {
  const { format } = options.out;
  for (const line of format.head) file.write(line);
  const progress = createTerminalProgress(process.stderr);
  const { report, findings, limit } = await readReported(location, options, progress, (film) => {
    file.write(format.lineOf(film));
  });
  console.log(formatReport(report, tableWidth()));
  const list = formatFindings(findings, report, tableWidth());
  if (list !== undefined) console.log(`\n${list}`);
  assertAllowed(report, limit);
}
