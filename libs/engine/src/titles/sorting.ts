/** Texts are sorted in one go up to this many. */
const RUN = 512;

/** Sorts texts by their code units, a little at a time: runs, then merges of runs. */
export function* sorting(texts: readonly string[]): Generator<void, readonly string[]> {
  let runs: (readonly string[])[] = [];
  for (let start = 0; start < texts.length; start += RUN) {
    runs.push(texts.slice(start, start + RUN).sort());
    yield;
  }
  while (runs.length > 1) {
    const merged: (readonly string[])[] = [];
    for (let i = 0; i < runs.length; i += 2)
      merged.push(i + 1 < runs.length ? yield* merging(runs[i], runs[i + 1]) : runs[i]);
    runs = merged;
  }
  return runs.at(0) ?? [];
}

function* merging(a: readonly string[], b: readonly string[]): Generator<void, readonly string[]> {
  const merged: string[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    merged.push(j >= b.length || (i < a.length && a[i] <= b[j]) ? a[i++] : b[j++]);
    if (merged.length % (4 * RUN) === 0) yield;
  }
  return merged;
}
