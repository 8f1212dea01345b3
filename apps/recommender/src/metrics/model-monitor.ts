import { DriftMonitor } from '../drift/drift-monitor.js';
import { referenceOf } from '../drift/reference.js';
import { DiversitySample } from '../exposure/diversity-sample.js';
import { ExposureWindow } from '../exposure/exposure-window.js';
import type { ModelInService } from '../model/model-in-service.js';
import type { ListFacts } from './list-observer.js';

/** What is watched of one model: its lists, and what it is asked for. */
export class ModelMonitor {
  readonly exposure: ExposureWindow;
  readonly diversity: DiversitySample;
  readonly drift: DriftMonitor;

  constructor({ recommender, file }: ModelInService) {
    this.exposure = new ExposureWindow(file.model.films.length);
    this.diversity = new DiversitySample(file.model.matrix);
    this.drift = new DriftMonitor(file.model, referenceOf(recommender));
  }

  answered({ request, films, best, offset = 0 }: ListFacts): void {
    this.exposure.add(films);
    this.diversity.offer(films);
    this.drift.requested(request, offset === 0 ? best : undefined);
  }
}
