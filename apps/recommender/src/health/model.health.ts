import { Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import { Draining } from '#telemetry';
import { ModelsInService } from '../model/models-in-service.js';

/** Whether requests should be sent here. */
@Injectable()
export class ModelHealth {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly models: ModelsInService,
    private readonly draining: Draining,
  ) {}

  /** Why requests should go elsewhere; undefined if they may come. */
  reason(): string | undefined {
    return this.draining.isDraining ? 'draining' : this.models.current.problem;
  }

  check() {
    const indicator = this.indicators.check('model');
    const { stable } = this.models.current;
    const facts = { name: this.models.name, version: stable?.version };
    const reason = this.reason();
    return reason === undefined ? indicator.up(facts) : indicator.down({ ...facts, reason });
  }
}
