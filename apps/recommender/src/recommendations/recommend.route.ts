import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { recommendRequestSchema } from '#contracts';
import { parseBody } from '../http/schema-pipe.js';
import { RecommendationsService } from './recommendations.service.js';

/**
 * `POST /recommend`, the lab's contract. Added to Fastify itself and not as a controller: Nest's
 * pipeline costs several times what the answer costs (docs/adr/0004-hot-route.md).
 */
@Injectable()
export class RecommendRoute {
  constructor(private readonly recommendations: RecommendationsService) {}

  addTo(fastify: FastifyInstance): void {
    fastify.post('/recommend', (request, reply) => {
      const { movie_id, top_n } = parseBody(recommendRequestSchema, request.body);
      const json = this.recommendations.recommendTitles(movie_id, top_n);
      void reply.header('content-type', 'application/json; charset=utf-8').send(json);
    });
  }
}
