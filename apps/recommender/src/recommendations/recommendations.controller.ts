import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import {
  type RecommendationsRequest,
  type RecommendationsResponse,
  recommendationsRequestSchema,
} from '#contracts';
import { SchemaPipe } from '../http/schema-pipe.js';
import { RecommendationsService } from './recommendations.service.js';

@Controller('v1/recommendations')
export class RecommendationsController {
  constructor(private readonly recommendations: RecommendationsService) {}

  @Post()
  @HttpCode(200)
  recommend(
    @Body(new SchemaPipe(recommendationsRequestSchema)) request: RecommendationsRequest,
    @Req() { id }: FastifyRequest,
  ): RecommendationsResponse {
    return this.recommendations.recommend(request, id);
  }
}
