import { z } from 'zod';
import { filmIdSchema, filmSchema } from './film.js';

const revisionSchema = z.int().min(1);

/** Body of `PUT /v1/movies/{id}`: a film of a catalogue; its id may be left out, as the path has it. */
export const liveFilmSchema = filmSchema.partial({ id: true });
export type LiveFilmBody = z.infer<typeof liveFilmSchema>;

/** Answer of `PUT /v1/movies/{id}`. */
export const liveFilmResponseSchema = z.strictObject({
  id: filmIdSchema.meta({ description: 'Its id, an integer or text', examples: [1] }),
  revision: revisionSchema.meta({
    description: 'How many changes there have been; answers that know of this one have it or more',
    examples: [7],
  }),
  durable: z.boolean().meta({ description: 'Whether the change outlives the process' }),
  knownTerms: z.int().meta({
    description: "How many of the model's terms the film has; with 0 it is in no list of likeness",
    examples: [43],
  }),
});
export type LiveFilmResponse = z.infer<typeof liveFilmResponseSchema>;

/** What a line of the log of live titles says. */
export const liveEntrySchema = z.discriminatedUnion('change', [
  z.strictObject({ revision: revisionSchema, change: z.literal('put'), film: filmSchema }),
  z.strictObject({ revision: revisionSchema, change: z.literal('delete'), id: filmIdSchema }),
  // The log was written anew: what came before is in the lines behind this one.
  z.strictObject({ revision: revisionSchema, change: z.literal('compaction') }),
]);
export type LiveEntry = z.infer<typeof liveEntrySchema>;
