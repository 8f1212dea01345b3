import type { AnalysisMetric } from '#contracts';
import type { Measurement, MeasurementRequest, Sample } from '../judgement/measurement.js';
import { boundOf, bucketsOf } from './buckets.js';
import type { PodHistory } from './pod-history.js';
import { type Recipe, recipesOf, type Selector } from './recipes.js';

/** Measures by what pods have told themselves, where there is no Prometheus. */
export class PodSource {
  constructor(private readonly history: PodHistory) {}

  /** @param now milliseconds since the epoch, when the pods were last asked */
  measure(
    request: MeasurementRequest,
    { kind }: Pick<AnalysisMetric, 'kind'>,
    now: number,
  ): Measurement {
    if (kind === undefined)
      return { ...request, error: 'a query needs Prometheus, and there is none' };
    const since = now - request.windowSeconds * 1_000;
    if ((this.history.lastAt ?? -Infinity) < since)
      return { ...request, error: 'no pod has told its metrics in the window' };
    const { candidate, stable } = recipesOf(kind, request.stage, request);
    if (candidate === undefined)
      return { ...request, error: `${kind} cannot be measured in the stage ${request.stage}` };
    const seen = {
      candidate: this.sample(candidate, since),
      ...(stable === undefined ? {} : { stable: this.sample(stable, since) }),
    };
    return { ...request, seen };
  }

  private sample(recipe: Recipe, since: number): Sample {
    if (recipe.type === 'proportion') {
      const { hits, of } = recipe;
      return { type: 'proportion', hits: this.sum(hits, since), of: this.sum(of, since) };
    }
    const upTo = new Map<number, number>();
    for (const { labels, value } of this.history.increase(recipe.buckets, since)) {
      const bound = boundOf(labels.le);
      upTo.set(bound, (upTo.get(bound) ?? 0) + value);
    }
    return bucketsOf(upTo);
  }

  private sum(selector: Selector, since: number): number {
    return this.history.increase(selector, since).reduce((sum, { value }) => sum + value, 0);
  }
}
