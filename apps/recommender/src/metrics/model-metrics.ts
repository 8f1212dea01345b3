import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import { Counter, Histogram } from 'prom-client';
import { COUNTERS, HISTOGRAMS } from '#telemetry';
import { RecentVersions } from '../feedback/recent-versions.js';
import type { ModelInService } from '../model/model-in-service.js';
import type { FollowerWatcher, ReloadResult } from '../model/rollout-follower.js';
import type { Snapshot } from '../model/models-in-service.js';
import type { ShadowResult, ShadowWatcher } from '../model/shadow.js';
import { ModelMonitors } from './model-monitors.js';
import type { ModelWatcher } from '../model/warm-up.js';
import { RecommenderMetrics } from './recommender-metrics.js';

const RELOAD_RESULTS: Readonly<Record<ReloadResult, true>> = {
  ok: true,
  missing: true,
  damaged: true,
  format: true,
  too_large: true,
  store: true,
  error: true,
  rollout: true,
};
const SHADOW_RESULTS: Readonly<Record<ShadowResult, true>> = {
  compared: true,
  dropped: true,
  failed: true,
};

/** What the service counts about models that come and go, and about the one that is only compared. */
@Injectable()
export class ModelMetrics implements FollowerWatcher, ModelWatcher, ShadowWatcher {
  constructor(
    private readonly metrics: RecommenderMetrics,
    private readonly versions: RecentVersions,
    private readonly monitors: ModelMonitors,
    @InjectMetric(COUNTERS.modelReloads.name) private readonly reloads: Counter,
    @InjectMetric(COUNTERS.shadowRequests.name) private readonly shadowRequests: Counter,
    @InjectMetric(HISTOGRAMS.shadowOverlap.name) private readonly overlap: Histogram,
    @InjectMetric(HISTOGRAMS.shadowLatency.name) private readonly latency: Histogram,
  ) {
    // Series are there before anything happens, so that an alert sees the first time as an increase.
    for (const result of Object.keys(RELOAD_RESULTS)) reloads.inc({ result }, 0);
    for (const result of Object.keys(SHADOW_RESULTS)) shadowRequests.inc({ result }, 0);
  }

  preparing(model: ModelInService): Generator<void, void> {
    return this.monitors.preparing(model);
  }

  reloaded(result: ReloadResult): void {
    this.reloads.inc({ result });
  }

  serving(snapshot: Snapshot): void {
    this.metrics.serving(snapshot);
    for (const { model } of snapshot.inService) this.versions.add(model.version);
  }

  shadowed(result: ShadowResult): void {
    this.shadowRequests.inc({ result });
  }

  compared(overlap: number, secondsMore: number): void {
    this.overlap.observe(overlap);
    this.latency.observe(secondsMore);
  }
}
