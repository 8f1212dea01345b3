/**
 * Writes what is generated and committed: `openapi.json`, from the schemas in libs/contracts.
 *
 * Usage: npm run generate
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { openApiDocument } from '#contracts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
writeFileSync('openapi.json', `${JSON.stringify(openApiDocument({ version }), null, 2)}\n`);
