import { PodSource, PrometheusSource } from '../measurement/index.js';
import type { Measure } from './observe/observer.js';
import type { ServingPods } from './observe/serving-pods.js';

/** By the resource's Prometheus, or the operator's, or without one by what the pods have told. */
export const measureBy =
  (prometheusUrl: string) =>
  (servingPods: ServingPods): Measure =>
  async (model, request, metric, now) => {
    const { url = prometheusUrl } = model.spec.rollout.analysis.prometheus ?? {};
    if (url === '') return new PodSource(servingPods.historyOf(model)).measure(request, metric, now);
    const source = new PrometheusSource(url, model.metadata.namespace ?? 'default');
    return source.measure(request, metric, now);
  };
