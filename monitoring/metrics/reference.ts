import { COUNTERS, GAUGES, HISTOGRAMS, OPERATOR_METRICS } from '#telemetry';

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

const OPERATOR_HEAD = `## Of the operator

What the operator's \`/metrics\` has of models, made from \`libs/telemetry/src/operator-metrics.ts\`; \`model\` is namespace and
name. Beside it are the metrics of its runtime by the names of controller-runtime and client-go (\`controller_runtime_…\`,
\`workqueue_…\`, \`rest_client_requests_total\`, \`leader_election_master_status\`), so that their stock dashboards fit, and
\`operator_cache_objects\` and \`operator_cache_restarts_total\` by \`kind\`.
`;

/** docs/metrics.md: one table for each type of metric of the service, and one for the operator. */
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
  return `${[HEAD, ...sections, OPERATOR_HEAD, operatorTable()]
    .join('\n')
    .replace(/\n(?=## )/gu, '\n\n')
    .replace(/\n{3,}/gu, '\n\n')}\n`;
}

function operatorTable(): string {
  const metrics: readonly Definition[] = Object.values(OPERATOR_METRICS);
  const columns = ['metric', 'labels', 'meaning', 'type'];
  const rows = metrics.map((metric) => [...cells(metric).slice(0, 3), typeOf(metric)]);
  return [columns, columns.map(() => '---'), ...rows].map(line).join('\n');
}

function typeOf({ name, buckets }: Definition): string {
  if (buckets !== undefined) return `histogram, buckets up to ${buckets.join(', ')}`;
  return name.endsWith('_total') ? 'counter' : 'gauge';
}

const cells = ({ name, labelNames, help, buckets }: Definition): readonly string[] => [
  `\`${name}\``,
  labelNames.map((label) => `\`${label}\``).join(', '),
  help.replaceAll('|', '\\|'),
  ...(buckets === undefined ? [] : [buckets.join(', ')]),
];

const line = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`;
