import { Controller, Get } from '@nestjs/common';
import { HealthCheck, type HealthCheckResult, HealthCheckService } from '@nestjs/terminus';
import { ModelInService } from '../model/model-in-service.js';
import { ModelHealth } from './model.health.js';

@Controller()
export class HealthController {
  constructor(
    private readonly checks: HealthCheckService,
    private readonly modelHealth: ModelHealth,
    private readonly model: ModelInService,
  ) {}

  /** The process answers. Not a terminus check: those fail while draining, and a restart would not help. */
  @Get('livez')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Requests may be sent here. */
  @Get('readyz')
  @HealthCheck()
  ready(): Promise<HealthCheckResult> {
    return this.checks.check([() => this.modelHealth.check()]);
  }

  /** For people: what runs here. */
  @Get('healthz')
  health() {
    const { name, version, films } = this.model;
    return {
      status: 'ok',
      model: { name, version, movies: films.length },
      uptimeSeconds: Math.floor(process.uptime()),
    };
  }
}
