import { Controller, Get, Param } from '@nestjs/common';
import type { ModelCard, ModelsResponse } from '#contracts';
import { ModelsService } from './models.service.js';

@Controller('v1/models')
export class ModelsController {
  constructor(private readonly models: ModelsService) {}

  @Get()
  all(): ModelsResponse {
    return this.models.all();
  }

  @Get(':version')
  card(@Param('version') version: string): ModelCard {
    return this.models.card(version);
  }
}
