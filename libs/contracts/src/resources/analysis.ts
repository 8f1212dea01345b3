import { z } from 'zod';
import { decimal, httpUrl, label, seconds, text } from './fields.js';
import { filledIn } from './filled-in.js';
import { atLeastOne, exactlyOne, keyedBy, notAbove, ruled } from './rules.js';

/** What the operator knows how to measure, from Prometheus or from the pods themselves. */
export const METRIC_KINDS = [
  'errorRatio',
  'latencyP99',
  'emptyRatio',
  'clickThroughRatio',
  'shadowOverlap',
] as const;

const metric = ruled(
  z.object({
    name: label().describe('Name of the measurement, in the status'),
    kind: z
      .enum(METRIC_KINDS)
      .optional()
      .describe(
        'What is measured: errorRatio, share of requests that end in an error; latencyP99, seconds; ' +
          'emptyRatio, share of lists that are empty; clickThroughRatio, clicks for each list that was ' +
          "shown; shadowOverlap, mean overlap of the shadow's lists with those that were answered",
      ),
    query: text(4096)
      .optional()
      .describe(
        'Or a query of Prometheus that gives one number; in it, $version stands for the value of the label ' +
          'model_version, $namespace for the namespace and $window for the window, such as 300s',
      ),
    samplesQuery: text(4096)
      .optional()
      .describe(
        'For a query: one that gives the number of samples behind it; without it they are not counted',
      ),
    windowSeconds: seconds(30, 86_400)
      .default(300)
      .describe(
        'Seconds, up to now, that are measured; of the candidate and of the stable version alike',
      ),
    minimumSamples: z
      .int()
      .min(0)
      .max(1_000_000_000)
      .default(100)
      .describe(
        'With fewer samples nothing succeeds: the window grows, up to the whole step, until there are as many',
      ),
    max: decimal().optional().describe('Most that the candidate may show'),
    min: decimal().optional().describe('Least that the candidate may show'),
    maxRelative: decimal()
      .optional()
      .describe('Most that the candidate may show, as a multiple of the stable version: "1.2"'),
    minRelative: decimal()
      .optional()
      .describe('Least that the candidate may show, as a multiple of the stable version: "0.9"'),
  }),
  exactlyOne('kind', 'query'),
  atLeastOne('max', 'min', 'maxRelative', 'minRelative'),
  notAbove('min', 'max'),
  notAbove('minRelative', 'maxRelative'),
  {
    rule: '!has(self.samplesQuery) || has(self.query)',
    message: 'expected samplesQuery only beside query',
  },
);
export type AnalysisMetric = z.infer<typeof metric>;

const limit = (fallback: number, of: string) =>
  z.int().min(0).max(1000).default(fallback).describe(of);

const DEFAULT_METRICS = [
  { name: 'errors', kind: 'errorRatio' as const, max: '0.01' },
  { name: 'latency', kind: 'latencyP99' as const, maxRelative: '1.5' },
  { name: 'empty-lists', kind: 'emptyRatio' as const, max: '0.05' },
];

/** How a candidate is judged by what it does with traffic. */
export const analysisSchema = ruled(
  z.object({
    intervalSeconds: seconds(5, 3600)
      .default(30)
      .describe('Seconds from one measurement to the next'),
    prometheus: z
      .object({ url: httpUrl().describe('Its address, such as http://prometheus.monitoring:9090') })
      .optional()
      .describe("Where measurements come from; without it, from the pods' own metrics"),
    metrics: filledIn(keyedBy(z.array(metric).max(16), 'name'), DEFAULT_METRICS).describe(
      'What is measured, and what it must be',
    ),
    failureLimit: limit(
      14,
      'Failed measurements of one metric in a row that are borne; one more rolls back',
    ),
    inconclusiveLimit: limit(
      120,
      'Inconclusive measurements of one metric in a row after which the resource is Stalled; the ' +
        'candidate keeps its weight, and goes on once there is enough to be judged by',
    ),
    errorLimit: limit(
      120,
      'Measurements of one metric in a row that could not be made and are borne, while nothing is promoted; one more rolls back',
    ),
  }),
  {
    rule: 'has(self.prometheus) || self.metrics.all(m, !has(m.query))',
    message: 'expected prometheus, as a metric has a query',
  },
);
export type AnalysisSpec = z.infer<typeof analysisSchema>;
