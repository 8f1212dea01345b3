import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheck, type HealthCheckResult, HealthCheckService } from '@nestjs/terminus';
import { ProblemException } from '../http/problem-exception.js';
import type { ModelInService } from '../model/model-in-service.js';
import { ModelsInService } from '../model/models-in-service.js';
import { ModelHealth } from './model.health.js';

@Controller()
export class HealthController {
  constructor(
    private readonly checks: HealthCheckService,
    private readonly modelHealth: ModelHealth,
    private readonly models: ModelsInService,
  ) {}

  /** The process answers. Not a terminus check: those fail while draining, and a restart would not help. */
  @Get('livez')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Requests may be sent here. */
  @Get('readyz')
  @HealthCheck()
  async ready(): Promise<HealthCheckResult> {
    try {
      return await this.checks.check([() => this.modelHealth.check()]);
    } catch (error) {
      const reason = this.modelHealth.reason() ?? 'requests should go elsewhere';
      if (!(error instanceof ServiceUnavailableException)) throw error;
      throw new ProblemException(503, 'not_ready', reason);
    }
  }

  /** For people: what runs here. */
  @Get('healthz')
  health() {
    const { stable } = this.models.current;
    return {
      status: 'ok',
      ...(stable === undefined ? {} : { model: namesOf(stable) }),
      uptimeSeconds: Math.floor(process.uptime()),
    };
  }
}

const namesOf = ({ name, version, films }: ModelInService) => ({
  name,
  version,
  movies: films.length,
});
