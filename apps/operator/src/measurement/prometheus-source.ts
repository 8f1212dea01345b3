import { z } from 'zod';
import type { AnalysisMetric } from '#contracts';
import type { Measurement, MeasurementRequest, Sample, Seen } from '../judgement/measurement.js';
import { shortId } from '../models/decide/version-id.js';
import { boundOf, bucketsOf } from './buckets.js';
import { type Recipe, recipesOf, type Selector } from './recipes.js';

const TIMEOUT_MS = 10_000;

const answerSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('success'),
    data: z.discriminatedUnion('resultType', [
      z.object({
        resultType: z.literal('vector'),
        result: z.array(
          z.object({
            metric: z.record(z.string(), z.string()),
            value: z.tuple([z.number(), z.string()]),
          }),
        ),
      }),
      z.object({ resultType: z.literal('scalar'), result: z.tuple([z.number(), z.string()]) }),
    ]),
  }),
  z.object({ status: z.literal('error'), error: z.string() }),
]);

interface Found {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a measurement is about: how it is judged makes no difference here. */
type MeasuredMetric = Pick<AnalysisMetric, 'kind' | 'query' | 'samplesQuery'>;

/** Measures by a Prometheus server's HTTP API. */
export class PrometheusSource {
  constructor(
    /** Such as http://prometheus.monitoring:9090; may have a path. */
    private readonly address: string,
    private readonly namespace: string,
  ) {}

  /** Never rejects: what could not be measured says why. */
  async measure(
    request: MeasurementRequest,
    metric: MeasuredMetric,
    now: number,
  ): Promise<Measurement> {
    try {
      return { ...request, seen: await this.see(request, metric, now) };
    } catch (error) {
      return { ...request, error: `Prometheus at ${this.address}: ${reasonOf(error)}` };
    }
  }

  private async see(
    request: MeasurementRequest,
    metric: MeasuredMetric,
    now: number,
  ): Promise<Seen> {
    const { kind } = metric;
    if (kind === undefined) return this.seeQuery(request, metric, now);
    const recipes = recipesOf(kind, request.stage, request);
    if (recipes.candidate === undefined)
      throw new Error(`${kind} cannot be measured in the stage ${request.stage}`);
    const { windowSeconds } = request;
    const [candidate, stable] = await Promise.all([
      this.sample(recipes.candidate, windowSeconds, now),
      recipes.stable === undefined ? undefined : this.sample(recipes.stable, windowSeconds, now),
    ]);
    return { candidate, ...(stable === undefined ? {} : { stable }) };
  }

  private async seeQuery(request: MeasurementRequest, metric: MeasuredMetric, now: number) {
    const { query = '', samplesQuery } = metric;
    const of = async (id: string): Promise<Sample> => {
      const ask = (text: string) => this.one(this.filled(text, id, request.windowSeconds), now);
      const [value, samples] = await Promise.all([
        ask(query),
        samplesQuery === undefined ? undefined : ask(samplesQuery).then((count) => count ?? 0),
      ]);
      return { type: 'value', value, samples };
    };
    const [candidate, stable] = await Promise.all([of(request.candidate), of(request.stable)]);
    return { candidate, stable };
  }

  /** Values of placeholders are hexadecimal digits, a name of Kubernetes and a number: none needs quoting. */
  private filled(query: string, id: string, windowSeconds: number): string {
    return query
      .replaceAll('$version', shortId(id))
      .replaceAll('$namespace', this.namespace)
      .replaceAll('$window', `${windowSeconds}s`);
  }

  private async sample(recipe: Recipe, windowSeconds: number, now: number): Promise<Sample> {
    if (recipe.type === 'proportion') {
      const sum = async (selector: Selector): Promise<number> =>
        (await this.one(`sum(${this.increase(selector, windowSeconds)})`, now)) ?? 0;
      const [hits, of] = await Promise.all([sum(recipe.hits), sum(recipe.of)]);
      return { type: 'proportion', hits, of };
    }
    const found = await this.ask(
      `sum by (le) (${this.increase(recipe.buckets, windowSeconds)})`,
      now,
    );
    return bucketsOf(new Map(found.map(({ labels, value }) => [boundOf(labels.le), value])));
  }

  private increase({ name, labels }: Selector, windowSeconds: number): string {
    const matchers = Object.entries(labels).map(
      ([label, values]) => `${label}=~"${values.join('|')}"`,
    );
    return `increase(${name}{${[`namespace="${this.namespace}"`, ...matchers].join(',')}}[${windowSeconds}s])`;
  }

  /** The one number of a query; undefined where it finds none. */
  private async one(query: string, now: number): Promise<number | undefined> {
    const found = await this.ask(query, now);
    if (found.length > 1)
      throw new Error(`${found.length} series, expected one number, of: ${query}`);
    return found.at(0)?.value;
  }

  private async ask(query: string, now: number): Promise<readonly Found[]> {
    const response = await fetch(`${this.address.replace(/\/+$/u, '')}/api/v1/query`, {
      method: 'POST',
      body: new URLSearchParams({ query, time: String(now / 1_000) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    const answer = answerSchema.safeParse(parsed(text));
    if (!answer.success)
      throw new Error(`${response.status} and no answer of its API: ${text.slice(0, 200)}`);
    if (answer.data.status === 'error') throw new Error(answer.data.error);
    const { data } = answer.data;
    return data.resultType === 'scalar'
      ? [{ labels: {}, value: numberOf(data.result) }]
      : data.result.map(({ metric, value }) => ({ labels: metric, value: numberOf(value) }));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const numberOf = ([, text]: readonly [number, string]): number =>
  text.endsWith('Inf') ? (text.startsWith('-') ? -Infinity : Infinity) : Number(text);

/** fetch hides why it failed one level down. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as { message: string; cause?: { message?: string } };
  return cause?.message === undefined ? message : `${message}: ${cause.message}`;
}
