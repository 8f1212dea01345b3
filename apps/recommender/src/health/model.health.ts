import { Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import { Draining } from '#telemetry';
import { ModelInService } from '../model/model-in-service.js';

/** Whether requests should be sent here. */
@Injectable()
export class ModelHealth {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly model: ModelInService,
    private readonly draining: Draining,
  ) {}

  check() {
    const indicator = this.indicators.check('model');
    const facts = { name: this.model.name, version: this.model.version };
    return this.draining.isDraining
      ? indicator.down({ ...facts, reason: 'draining' })
      : indicator.up(facts);
  }
}
