import type { FastifyInstance } from 'fastify';
import { recommendRequestSchema } from '#contracts';
import { parseBody } from '../http/schema-pipe.js';
import type { RecommendationsService } from './recommendations.service.js';

/** Path and method of the lab's contract. */
export const RECOMMEND = { method: 'POST', url: '/recommend' } as const;

/** Adds the lab's route to a server. */
export function addRecommendRoute(server: FastifyInstance, service: RecommendationsService): void {
  server.post(RECOMMEND.url, (request, reply) => {
    const { movie_id, top_n } = parseBody(recommendRequestSchema, request.body);
    const json = service.recommendTitles(movie_id, top_n);
    void reply.header('content-type', 'application/json; charset=utf-8').send(json);
  });
}
