/**
 * Writes what is generated from the schemas in libs/contracts and committed: `openapi.json` and the
 * definitions of the custom resources.
 *
 * Usage: npm run generate
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { customResourceDefinitions, openApiDocument } from '#contracts';
import { resourceFiles } from './resource-files.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
writeFileSync('openapi.json', `${JSON.stringify(openApiDocument({ version }), null, 2)}\n`);
for (const { path, text } of resourceFiles(customResourceDefinitions())) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
