import type { FastifyReply } from 'fastify';
import type { ModelRole } from '#contracts';
import type { Chosen, ModelsInService } from './models-in-service.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The model that answers, once it has been chosen. */
    chosen?: Chosen<ModelRole>;
  }
}

/**
 * Chooses the model that answers a request, once and at its start, and names it in the answer,
 * also if that is a problem.
 *
 * @param caller who asks, by a name that stays; the id of the request where there is none
 * @throws ProblemException 503 as long as there is no stable model
 */
export function chooseFor(
  reply: FastifyReply,
  models: ModelsInService,
  caller: string = reply.request.id,
): Chosen {
  const chosen = models.current.choose(caller);
  answeredBy(reply, chosen);
  return chosen;
}

/** Names the model that answers. */
export function answeredBy(reply: FastifyReply, chosen: Chosen<ModelRole>): void {
  reply.request.chosen = chosen;
  void reply.headers(chosen.headers);
}
