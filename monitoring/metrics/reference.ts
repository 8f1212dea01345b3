import { COUNTERS, GAUGES, HISTOGRAMS } from '#telemetry';

interface Definition {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
  readonly buckets?: readonly number[];
}

const KINDS: readonly (readonly [type: string, metrics: Readonly<Record<string, Definition>>])[] = [
  ['Counters', COUNTERS],
  ['Gauges', GAUGES],
  ['Histograms', HISTOGRAMS],
];

const HEAD = `# Metrics

What the service's \`/metrics\` has, made from the definitions in \`libs/telemetry/src/metrics.ts\` by
\`npm run generate\`. The names are a contract: rules and dashboards below \`charts/\` are written
against them. Units are seconds, bytes and ratios between 0 and 1; counters end in \`_total\`; ids, titles and
paths are never labels. prom-client's [default metrics](https://github.com/siimon/prom-client#default-metrics) of the
process and of Node (\`process_…\`, \`nodejs_…\`) are there as well.
`;

/** docs/metrics.md: one table for each type of metric. */
export function metricsReference(): string {
  const sections = KINDS.map(([title, metrics]) => {
    const rows = Object.values(metrics).sort((a, b) => (a.name < b.name ? -1 : 1));
    const hasBuckets = rows.some(({ buckets }) => buckets !== undefined);
    const columns = ['metric', 'labels', 'meaning', ...(hasBuckets ? ['buckets up to'] : [])];
    return [
      `## ${title}`,
      '',
      line(columns),
      line(columns.map(() => '---')),
      ...rows.map((metric) => line(cells(metric))),
    ].join('\n');
  });
  return `${[HEAD, ...sections]
    .join('\n')
    .replace(/\n(?=## )/gu, '\n\n')
    .replace(/\n{3,}/gu, '\n\n')}\n`;
}

const cells = ({ name, labelNames, help, buckets }: Definition): readonly string[] => [
  `\`${name}\``,
  labelNames.map((label) => `\`${label}\``).join(', '),
  help.replaceAll('|', '\\|'),
  ...(buckets === undefined ? [] : [buckets.join(', ')]),
];

const line = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`;
