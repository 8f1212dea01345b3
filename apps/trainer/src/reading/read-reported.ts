import { type CatalogueReport, type Finding, readFilms, type RefusalLimit } from '#catalog';
import type { CatalogueFilm } from '#contracts';
import type { StageThrottle } from '../progress/stage-throttle.js';
import { FindingsOutput } from '../report/findings-output.js';
import { type JsonReport, jsonReport } from '../report/json-report.js';
import { limitOf, type ReadingOptions } from './reading-options.js';

/** What a reading has to tell, and how much of it is allowed. */
export interface Reading {
  readonly report: CatalogueReport;
  /** The gravest findings, as many as were asked for. */
  readonly findings: readonly Finding[];
  readonly limit: RefusalLimit | undefined;
  /** All of the above for a program. */
  readonly json: JsonReport;
}

/**
 * Reads a catalogue to its end and hands over each film; none is kept, so memory does not grow with
 * the catalogue. Findings go where the options say as they come.
 */
export async function readReported(
  location: string,
  options: ReadingOptions,
  progress: StageThrottle,
  take: (film: CatalogueFilm) => void,
): Promise<Reading> {
  const output = new FindingsOutput(options.findings, options.report);
  try {
    const report = await readThrough(location, options, progress, output, take);
    const limit = limitOf(options);
    const json = jsonReport(report, output.kept, limit);
    output.finish(json);
    return { report, findings: output.kept, limit, json };
  } catch (error) {
    output.close();
    throw error;
  }
}

function readThrough(
  location: string,
  { mapping, encoding }: ReadingOptions,
  progress: StageThrottle,
  { take: onFinding }: FindingsOutput,
  take: (film: CatalogueFilm) => void,
): Promise<CatalogueReport> {
  const onRow = (rows: number): void => progress.update('read', rows);
  const films = readFilms(location, { mapping, encoding, onFinding, onRow });
  return drain(films, take).finally(progress.end);
}

/** Takes every value of a generator; what it returns comes last. */
async function drain<T, R>(values: AsyncGenerator<T, R>, take: (value: T) => void): Promise<R> {
  let step = await values.next();
  for (; step.done !== true; step = await values.next()) take(step.value);
  return step.value;
}
