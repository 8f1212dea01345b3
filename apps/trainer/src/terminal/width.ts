/** What a terminal had before terminals had sizes. */
const DEFAULT_COLUMNS = 80;
const MIN_COLUMNS = 40;
/** Longer bars are no easier to compare. */
const MAX_CHART_COLUMNS = 120;

interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Columns that a chart may take: those of the terminal, or 80 in a pipe. */
export const chartWidth = (output: Output = process.stdout): number =>
  Math.min(MAX_CHART_COLUMNS, output.isTTY === true ? columnsOf(output) : DEFAULT_COLUMNS);

/** Columns that a table may take: those of the terminal; in a pipe nothing is cut. */
export const tableWidth = (output: Output = process.stdout): number =>
  output.isTTY === true ? columnsOf(output) : Infinity;

/** Some terminals do not know how wide they are and say 0. */
const columnsOf = ({ columns = 0 }: Output): number =>
  columns === 0 ? DEFAULT_COLUMNS : Math.max(MIN_COLUMNS, columns);
