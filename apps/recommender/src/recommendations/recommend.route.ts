import type { FastifyInstance } from 'fastify';
import { recommendRequestSchema } from '#contracts';
import { parseBody } from '../http/schema-pipe.js';
import { chooseFor } from '../model/choose-for.js';
import type { ModelsInService } from '../model/models-in-service.js';
import type { RecommendationsService } from './recommendations.service.js';

/** Path and method of the lab's contract. */
export const RECOMMEND = { method: 'POST', url: '/recommend' } as const;

/** Adds the lab's route to a server. */
export function addRecommendRoute(
  server: FastifyInstance,
  models: ModelsInService,
  service: RecommendationsService,
): void {
  server.post(RECOMMEND.url, (request, reply) => {
    const { movie_id, top_n } = parseBody(recommendRequestSchema, request.body);
    const chosen = chooseFor(reply, models);
    const json = service.recommendTitles(chosen, movie_id, top_n);
    void reply.header('content-type', 'application/json; charset=utf-8').send(json);
  });
}
