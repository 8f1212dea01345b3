import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type FeedbackEnvelope, feedbackEnvelopeSchema, type FeedbackResponse } from '#contracts';
import { SchemaPipe } from '../http/schema-pipe.js';
import { FeedbackService } from './feedback.service.js';

@Controller('v1/feedback')
export class FeedbackController {
  constructor(private readonly feedback: FeedbackService) {}

  @Post()
  @HttpCode(202)
  take(
    @Body(new SchemaPipe(feedbackEnvelopeSchema)) envelope: FeedbackEnvelope,
    @Req() { id }: FastifyRequest,
  ): FeedbackResponse {
    return this.feedback.take(envelope, id);
  }
}
