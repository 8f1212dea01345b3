import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type BatchEnvelope,
  batchEnvelopeSchema,
  type BatchResponse,
  type RecommendationsRequest,
  type RecommendationsResponse,
  recommendationsRequestSchema,
} from '#contracts';
import { SchemaPipe } from '../http/schema-pipe.js';
import { answeredBy, chooseFor } from '../model/choose-for.js';
import { ModelsInService } from '../model/models-in-service.js';
import { BatchService } from './batch.service.js';
import { RecommendationsService } from './recommendations.service.js';

@Controller('v1')
export class RecommendationsController {
  constructor(
    private readonly recommendations: RecommendationsService,
    private readonly batches: BatchService,
    private readonly models: ModelsInService,
  ) {}

  @Post('recommendations')
  @HttpCode(200)
  recommend(
    @Body(new SchemaPipe(recommendationsRequestSchema)) request: RecommendationsRequest,
    @Req() { id }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): RecommendationsResponse {
    const chosen = chooseFor(reply, this.models, request.subject);
    return this.recommendations.recommend(chosen, request, id);
  }

  /** The second colon tells Fastify that the first one is a colon and names no parameter. */
  @Post('recommendations::batch')
  @HttpCode(200)
  recommendAll(
    @Body(new SchemaPipe(batchEnvelopeSchema)) batch: BatchEnvelope,
    @Req() { id, log }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BatchResponse> {
    const { current: models } = this.models;
    answeredBy(reply, models.choose(id));
    const isAbandoned = (): boolean => reply.raw.destroyed;
    return this.batches.recommend(batch, { requestId: id, logger: log, models, isAbandoned });
  }
}
