import { createTerminalProgress } from '../progress/terminal-progress.js';
import { formatEvaluation } from '../evaluate/evaluation-text.js';
import { formatFindings } from '../report/findings-text.js';
import { formatReport } from '../report/report-text.js';
import { formatCount } from '../terminal/numbers.js';
import { printable } from '../terminal/printable.js';
import { tableWidth } from '../terminal/width.js';
import type { FitOutput } from './fit-output.js';
import { formatRatings } from '../ratings/ratings-text.js';

/** Tells a person: text on stdout, bars on stderr where that is a terminal. */
export function createTextOutput(): FitOutput {
  return {
    progress: createTerminalProgress(process.stderr),
    report({ report, findings }) {
      const width = tableWidth();
      console.log(formatReport(report, width));
      const list = formatFindings(findings, report, width);
      if (list !== undefined) console.log(`\n${list}`);
    },
    ratings(ratings) {
      console.log(`\n${formatRatings(ratings)}`);
    },
    warning(message) {
      console.error(`warning: ${printable(message)}`);
    },
    model({ path, version, preset, films, terms, bytes, ms, evaluation }) {
      console.log(`\n${formatEvaluation(evaluation, tableWidth())}`);
      console.log(
        `\nFitted ${preset} on ${formatCount(films)} films, ${formatCount(terms)} terms, ` +
          `in ${formatCount(ms.fit)} ms.\n` +
          `Model ${version} (${(bytes / 1e6).toFixed(1)} MB) written to ${printable(path)}`,
      );
    },
    error: () => undefined,
  };
}
