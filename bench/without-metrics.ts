/*
 * Loaded before the built service (`node --import`), it takes out all that is counted and watched
 * of requests and of the process, so that the service can be measured with and without.
 */
import { createRequire } from 'node:module';
import { BucketHistogram, MetricBuffers } from '#telemetry';

const built = async (path: string): Promise<Readonly<Record<string, { prototype: object }>>> =>
  (await import(
    new URL(`../dist/apps/recommender/src/metrics/${path}`, import.meta.url).href
  )) as Readonly<Record<string, { prototype: object }>>;
const nothing = (): void => undefined;

BucketHistogram.prototype.of = () => nothing;
MetricBuffers.prototype.counts = () => nothing;
const { RecommenderMetrics } = await built('recommender-metrics.js');
Object.assign(RecommenderMetrics.prototype, {
  answered: nothing,
  requested: nothing,
  failed: nothing,
  seedsNamed: nothing,
  stage: nothing,
});
// Requests in flight stay counted: load is shed by their number.
const { HttpMetrics } = await built('http-metrics.js');
Object.assign(HttpMetrics.prototype, {
  ended(this: { flying: number }) {
    this.flying--;
  },
});
Object.assign(createRequire(import.meta.url)('prom-client') as object, {
  collectDefaultMetrics: nothing,
});
