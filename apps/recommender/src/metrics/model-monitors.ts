import { Injectable } from '@nestjs/common';
import { Gauge, type GaugeConfiguration, type LabelValues } from 'prom-client';
import { Lazy } from '#engine';
import { DRIFT_SIGNALS, GAUGES } from '#telemetry';
import type { Drift } from '../drift/drift-monitor.js';
import type { ModelInService } from '../model/model-in-service.js';
import { ModelsInService } from '../model/models-in-service.js';
import type { ListFacts, ListObserver } from './list-observer.js';
import { ModelMonitor } from './model-monitor.js';

/** Adds a series to a gauge, unless there is nothing to say. */
type Tell<Label extends string> = (labels: LabelValues<Label>, value: number | undefined) => void;

/**
 * Watches each model in service, and tells `/metrics` what it saw. What is known of a model goes
 * with the model: no gauge speaks of a version that does not answer any more.
 */
@Injectable()
export class ModelMonitors implements ListObserver {
  private readonly monitors = new WeakMap<ModelInService, ModelMonitor>();
  private readonly begun = new WeakMap<ModelInService, Lazy<ModelMonitor>>();

  constructor(private readonly models: ModelsInService) {
    this.gauge(GAUGES.catalogCoverage, ({ exposure }) => exposure.measure()?.coverage);
    this.gauge(GAUGES.exposureGini, ({ exposure }) => exposure.measure()?.gini);
    this.gauge(GAUGES.listDiversity, ({ diversity }) => diversity.measure());
    this.driftGauge(GAUGES.driftScore, ({ score }) => score);
    this.driftGauge(GAUGES.driftSamples, ({ samples }) => samples);
  }

  answered(list: ListFacts): void {
    this.of(list.model).answered(list);
  }

  seedsNamed(model: ModelInService, named: number, unknown: number): void {
    this.of(model).drift.seedsNamed(named, unknown);
  }

  /** Makes ready to watch a model, a little at a time: else it is made at its first answer. */
  preparing(model: ModelInService): Generator<void, void> {
    return this.begin(model).preparing();
  }

  /** The models that requests are answered by. */
  private answering(): readonly ModelInService[] {
    const { stable, candidate } = this.models.current.parts;
    return [stable, candidate].filter((model) => model !== undefined);
  }

  private of(model: ModelInService): ModelMonitor {
    let monitor = this.monitors.get(model);
    if (monitor === undefined) this.monitors.set(model, (monitor = this.begin(model).value));
    return monitor;
  }

  private begin(model: ModelInService): Lazy<ModelMonitor> {
    let begun = this.begun.get(model);
    if (begun === undefined)
      this.begun.set(model, (begun = new Lazy(() => ModelMonitor.building(model))));
    return begun;
  }

  private gauge(
    definition: GaugeConfiguration<'model_version'>,
    measure: (monitor: ModelMonitor) => number | undefined,
  ): void {
    collected(definition, (tell) => {
      for (const model of this.answering())
        tell({ model_version: model.version }, measure(this.of(model)));
    });
  }

  private driftGauge(
    definition: GaugeConfiguration<'signal' | 'model_version'>,
    valueOf: (drift: Drift) => number | undefined,
  ): void {
    collected(definition, (tell) => {
      for (const model of this.answering()) {
        const drift = this.of(model).drift.measure();
        for (const signal of DRIFT_SIGNALS)
          tell({ signal, model_version: model.version }, valueOf(drift[signal]));
      }
    });
  }
}

/** A gauge whose series are made anew for every scrape. */
function collected<Label extends string>(
  definition: GaugeConfiguration<Label>,
  tellAll: (tell: Tell<Label>) => void,
): void {
  new Gauge({
    ...definition,
    collect() {
      this.reset();
      tellAll((labels, value) => {
        if (value !== undefined) this.set(labels, value);
      });
    },
  });
}
