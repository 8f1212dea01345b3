/**
/**
 * Writes what is generated and committed: `openapi.json` the definitions and the reference of the
 * custom resources, from the schemas in libs/contracts, and the README of each chart.
 *
 * Usage: npm run generate
 */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { customResourceDefinitions, openApiDocument } from '#contracts';
import { chartReadme } from './chart-readme.ts';
import { resourceFiles } from './resource-files.ts';
import { resourceReferences } from './resource-reference.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
writeFileSync('openapi.json', `${JSON.stringify(openApiDocument({ version }), null, 2)}\n`);
for (const folder of globSync('charts/*/Chart.yaml').map(dirname))
  writeFileSync(join(folder, 'README.md'), chartReadme(folder));
const definitions = customResourceDefinitions();
for (const { path, text } of [...resourceFiles(definitions), ...resourceReferences(definitions)]) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
