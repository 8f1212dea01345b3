import type { Finding } from '#catalog';
import { LineFile } from '../files/line-file.js';
import type { JsonReport } from './json-report.js';

type Action = Finding['action'];

/** What is told first: hardly any catalogue is without something to note. */
const GRAVEST_FIRST: readonly Action[] = ['refused', 'dropped', 'repaired', 'noted'];

/**
 * Where the findings of a reading go as they come: some are kept for the screen, all are written to a
 * file if one is asked for. Memory does not grow with their number.
 */
export class FindingsOutput {
  private readonly byAction = new Map<Action, Finding[]>(
    GRAVEST_FIRST.map((action) => [action, []]),
  );
  private readonly file: LineFile | undefined;

  /**
   * @param limit how many to keep
   * @param path  JSON Lines: {"event":"finding",…} for each finding, and {"event":"report",…} as the
   *              last line, without which the file is not whole
   * @throws OutputFileError when the file cannot be opened
   */
  constructor(
    private readonly limit: number,
    path: string | undefined,
  ) {
    this.file = path === undefined ? undefined : new LineFile(path);
  }

  readonly take = (finding: Finding): void => {
    const alike = this.byAction.get(finding.action);
    if (alike !== undefined && alike.length < this.limit) alike.push(finding);
    this.file?.write(JSON.stringify({ event: 'finding', ...finding }));
  };

  /** Those that are kept: refused rows first, then what was dropped, repaired, noted. */
  get kept(): readonly Finding[] {
    return [...this.byAction.values()].flat().slice(0, this.limit);
  }

  /** Writes the last line and closes the file. */
  finish(report: JsonReport): void {
    this.file?.write(JSON.stringify({ event: 'report', ...report }));
    this.close();
  }

  /** Closes the file as it is: what was found until something went wrong is worth reading. */
  close(): void {
    this.file?.close();
  }
}
