import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for the spec file that imports this; gone when its tests are over. */
export const scratch = mkdtempSync(join(tmpdir(), 'trainer-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Writes values as JSON Lines, texts as they are, and gives the file's path. */
export function writeLines(name: string, rows: readonly unknown[]): string {
  const path = join(scratch, name);
  const lines = rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row)));
  writeFileSync(path, lines.join('\n'));
  return path;
}
