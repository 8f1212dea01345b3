import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
}
interface ChartFile {
  readonly name: string;
  readonly version: string;
  readonly appVersion: string;
  readonly description: string;
  readonly kubeVersion: string;
}

/** The README of a chart, made of its Chart.yaml, values.yaml and values.schema.json. */
export function chartReadme(folder: string): string {
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const chart = parse(read('Chart.yaml')) as ChartFile;
  const schema = JSON.parse(read('values.schema.json')) as Schema;
  return `# ${chart.name}

${chart.description}.

Chart ${chart.version} of ${chart.name} ${chart.appVersion}, for Kubernetes ${chart.kubeVersion.replace('-0', '')} and Helm 3.17 or newer.

\`\`\`sh
helm install ${chart.name.split('-').at(-1) === 'operator' ? 'operator' : 'movies'} charts/${chart.name} --namespace movies --create-namespace --wait
\`\`\`

How to go on from there, on a laptop and in production: [docs/kubernetes.md](../../docs/kubernetes.md). Examples of values: [ci](ci).

## Values

${rows(schema, parse(read('values.yaml')))
  .map((cells) => `| ${cells.join(' | ')} |`)
  .join('\n')}

Made from \`values.yaml\` and \`values.schema.json\` by \`npm run generate\`. What the schema does not know is refused.
`;
}

type Row = readonly [value: string, meaning: string, kind: string, fallback: string];

const rows = (schema: Schema, values: unknown): readonly Row[] => [
  ['value', 'meaning', 'type', 'default'],
  ['---', '---', '---', '---'],
  ...leaves(schema, [], values),
];

/** A row for each value that stands by itself, or whose group is empty at first, in the order of the schema. */
const leaves = (group: Schema, path: readonly string[], values: unknown): readonly Row[] =>
  Object.entries(group.properties ?? {})
    .filter(([name]) => name !== 'global')
    .flatMap(([name, schema]) => {
      const value = (values as Record<string, unknown> | undefined)?.[name];
      const here = [...path, name];
      if (schema.properties !== undefined && !isEmpty(value)) return leaves(schema, here, value);
      const fallback = value === undefined ? '' : `\`${JSON.stringify(value)}\``;
      return [[`\`${here.join('.')}\``, cell(schema.description ?? ''), kind(schema), fallback]];
    });

const isEmpty = (value: unknown): boolean => JSON.stringify(value) === '{}';

function kind({ type = '', enum: words, minimum, maximum, anyOf }: Schema): string {
  if (words !== undefined) return words.map((word) => `\`${String(word)}\``).join(', ');
  if (anyOf !== undefined) return anyOf.map(kind).join(' or ');
  if (minimum === undefined || maximum === undefined) return type;
  return `${type}, ${minimum} to ${maximum}`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
