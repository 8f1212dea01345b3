import { DriftMonitor } from '../drift/drift-monitor.js';
import { expecting } from '../drift/reference.js';
import type { Model } from '#engine';
import { DiversitySample } from '../exposure/diversity-sample.js';
import { ExposureWindow } from '../exposure/exposure-window.js';
import type { ModelInService } from '../model/model-in-service.js';
import type { ListFacts } from './list-observer.js';

/** What is watched of one model: its lists, and what it is asked for. */
export class ModelMonitor {
  readonly exposure: ExposureWindow;
  readonly diversity: DiversitySample;

  private constructor(
    { films, matrix }: Model,
    readonly drift: DriftMonitor,
  ) {
    this.exposure = new ExposureWindow(films.length);
    this.diversity = new DiversitySample(matrix);
  }

  /** Makes it, a little at a time. */
  static *building({ file }: ModelInService): Generator<void, ModelMonitor> {
    const { model } = file;
    return new ModelMonitor(model, yield* DriftMonitor.building(model, yield* expecting(file)));
  }

  answered({ request, films, best, offset = 0 }: ListFacts): void {
    this.exposure.add(films);
    this.diversity.offer(films);
    this.drift.requested(request, offset === 0 ? best : undefined);
  }
}
