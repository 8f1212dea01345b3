/** Those of the wanted columns that are not there; of `credits.cast`, a path, `credits` is enough. */
export const missingColumns = (
  wanted: readonly string[],
  columns: ReadonlySet<string>,
): readonly string[] =>
  wanted.filter((column) => !columns.has(column) && !columns.has(column.split('.', 1)[0]));

export const hasColumns = (columns: ReadonlySet<string>, wanted: readonly string[]): boolean =>
  missingColumns(wanted, columns).length === 0;
