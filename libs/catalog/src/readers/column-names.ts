/**
 * The names of columns as a source gives them, made fit to tell values apart: without white space
 * around them, none of them blank ("column 3") and no two alike ("title", "title (2)").
 */
export function columnNamesOf(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((given, i) => {
    const name = freeName(given.trim() || `column ${i + 1}`, taken);
    taken.add(name);
    return name;
  });
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted} (${count})`;
  return name;
}
