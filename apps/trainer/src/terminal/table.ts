/** Rows as columns of equal width, numbers to the right. */
export function formatTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = header.map((name, c) =>
    rows.reduce((width, row) => Math.max(width, displayWidth(row[c])), displayWidth(name)),
  );
  const isNumeric = header.map((_, c) => rows.every((row) => /^-?[\d.,]*$/u.test(row[c])));
  const format = (row: readonly string[]): string =>
    row
      .map((cell, c) => {
        const gap = ' '.repeat(widths[c] - displayWidth(cell));
        return isNumeric[c] ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [format(header), rule, ...rows.map(format)].join('\n');
}

/** Terminal columns of a text: East Asian wide characters take two, combining marks none. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/u.test(character)
      ? 2
      : 1;
  }
  return width;
}
