/**
/**
 * Writes what is generated and committed: `openapi.json`, the definitions and the reference of the
 * custom resources and the values of a chart that become one, from the schemas in libs/contracts, and
 * the README of each chart.
 *
 * Usage: npm run generate
 */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { customResourceDefinitions, openApiDocument } from '#contracts';
import { format, resolveConfig } from 'prettier';
import { withModelSpec } from './chart-model-spec.ts';
import { chartReadme } from './chart-readme.ts';
import { resourceFiles } from './resource-files.ts';
import { resourceReferences } from './resource-reference.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
writeFileSync('openapi.json', `${JSON.stringify(openApiDocument({ version }), null, 2)}\n`);
const definitions = customResourceDefinitions();
const values = 'charts/movie-recommender/values.schema.json';
const schema = withModelSpec(
  JSON.parse(readFileSync(values, 'utf8')) as Record<string, unknown>,
  definitions[0],
);
writeFileSync(
  values,
  await format(JSON.stringify(schema), { ...(await resolveConfig(values)), filepath: values }),
);
for (const folder of globSync('charts/*/Chart.yaml').map(dirname))
  writeFileSync(join(folder, 'README.md'), chartReadme(folder));
for (const { path, text } of [...resourceFiles(definitions), ...resourceReferences(definitions)]) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
