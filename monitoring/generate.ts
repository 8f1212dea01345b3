/**
 * Writes the files that are made from this folder: rules, dashboards, docs/metrics.md.
 *
 * Usage: npm run generate:monitoring -- [--runbooks URL] [--out FOLDER]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { generatedFiles } from './generated-files.ts';
import { COMMITTED } from './settings.ts';

const { values } = parseArgs({
  options: {
    runbooks: { type: 'string', default: COMMITTED.runbooks },
    out: { type: 'string', default: join(import.meta.dirname, '..') },
  },
});
const settings = { ...COMMITTED, runbooks: values.runbooks.replace(/\/+$/u, '') };
for (const { path, text } of generatedFiles(settings)) {
  const target = join(values.out, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
  console.log(target);
}
