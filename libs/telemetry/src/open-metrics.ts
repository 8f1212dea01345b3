import type { MetricObjectWithValues, MetricValue, Registry } from 'prom-client';
import type { Exemplar } from './bucket-histogram.js';

export const OPEN_METRICS_TYPE = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

type Labels = Readonly<Record<string, string | number>>;
/** As metrics tell their samples: those of histograms have their own name, and may have an exemplar. */
type Sample = MetricValue<string> & {
  readonly metricName?: string;
  /** null from prom-client's own histograms, which are told nothing of traces. */
  readonly exemplar?: Exemplar | null;
};

/**
 * What a registry knows, in the OpenMetrics text format 1.0
 * (https://prometheus.io/docs/specs/om/open_metrics_spec/), which alone has room for exemplars.
 * prom-client's own writer of it renames the registry's counters for good, so that the plain format
 * would be another one after it.
 */
export async function toOpenMetrics(registry: Pick<Registry, 'getMetricsAsJSON'>): Promise<string> {
  const metrics = await registry.getMetricsAsJSON();
  return [...metrics.flatMap(familyOf), '# EOF\n'].join('\n');
}

function familyOf({ name, help, type, values }: MetricObjectWithValues<Sample>): string[] {
  // prom-client's types say numbers and mean words.
  const kind = String(type);
  const isCounter = kind === 'counter';
  const family = isCounter ? name.replace(/_total$/u, '') : name;
  const sampleName = isCounter ? `${family}_total` : name;
  return [
    `# TYPE ${family} ${kind}`,
    `# HELP ${family} ${escape(help)}`,
    ...values.map((sample) => lineOf(sampleName, sample)),
  ];
}

function lineOf(name: string, { metricName = name, labels, value, exemplar }: Sample): string {
  const line = `${metricName}${labelsOf(labels as Labels)} ${numberOf(value)}`;
  if (!exemplar) return line;
  const { labelSet, value: seen, timestamp } = exemplar;
  return `${line} # ${labelsOf({ ...labelSet })} ${numberOf(seen)} ${numberOf(timestamp)}`;
}

function labelsOf(labels: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) => {
    // Bounds are written as floating-point numbers, also where they are whole.
    const isWhole = label === 'le' && Number.isInteger(value);
    return `${label}="${isWhole ? `${value}.0` : escape(String(value))}"`;
  });
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const escape = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');

const numberOf = (value: number): string =>
  Number.isFinite(value) || Number.isNaN(value) ? String(value) : value > 0 ? '+Inf' : '-Inf';
