import { stringify } from 'yaml';
import type { RuleFile } from './rule-files.ts';

/** The command that writes every generated file, as tests and file heads name it. */
export const GENERATE = 'npm run generate';

/** A rule file as it is committed; long expressions stand as blocks, line by line. */
export const toYaml = ({ about, groups }: RuleFile): string =>
  `# ${about}\n# Generated from monitoring/: change it there, then run \`${GENERATE}\`.\n` +
  stringify({ groups }, { lineWidth: 0, blockQuote: 'literal' });
