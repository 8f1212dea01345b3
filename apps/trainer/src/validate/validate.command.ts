import { Command } from 'commander';
import { createTerminalProgress } from '../progress/terminal-progress.js';
import { type Reading, readReported } from '../reading/read-reported.js';
import {
  addReadingOptions,
  catalogueArgument,
  type ReadingOptions,
} from '../reading/reading-options.js';
import { formatFindings } from '../report/findings-text.js';
import { assertAllowed } from '../report/refusals.js';
import { formatCoverage, formatReport } from '../report/report-text.js';
import { chartWidth, tableWidth } from '../terminal/width.js';

interface ValidateOptions extends ReadingOptions {
  readonly json?: true;
}

export function createValidateCommand(): Command {
  const command = new Command('validate')
    .summary('read a catalogue and report what is wrong with it, nothing else')
    .description(
      'Reads a catalogue to its end and reports how many rows were accepted, repaired and refused and ' +
        'why, what is known of the films, and which columns are not used. Nothing is fitted or changed.',
    )
    .addArgument(catalogueArgument());
  return addReadingOptions(command)
    .option('--json', 'print the report as one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  $ npm run trainer -- validate tmdb_5000_movies.csv\n' +
        '  $ npm run trainer -- validate parts/ --findings 20 --report findings.jsonl\n' +
        '  $ curl -s https://example.org/films.csv.gz | npm run trainer -- validate - --max-refused 0.5%',
    )
    .action(runValidate);
}

async function runValidate(location: string, options: ValidateOptions): Promise<void> {
  const progress = createTerminalProgress(process.stderr);
  const reading = await readReported(location, options, progress, () => undefined);
  console.log(
    options.json === true ? JSON.stringify(reading.json, null, 2) : formatReading(reading),
  );
  assertAllowed(reading.report, reading.limit);
}

function formatReading({ report, findings }: Reading): string {
  const { coverage, accepted, repaired } = report;
  return [
    formatReport(report, tableWidth()),
    formatCoverage(coverage, accepted + repaired, chartWidth()),
    formatFindings(findings, report, tableWidth()),
  ]
    .filter((part) => part !== undefined)
    .join('\n\n');
}
