import { z } from 'zod';

/** Answer of `GET /livez`. */
export const livezResponseSchema = z.strictObject({
  status: z.literal('ok').meta({ description: 'The process answers' }),
});

const checkSchema = z.looseObject({
  status: z.enum(['up', 'down']).meta({ description: 'What the check found' }),
});
const checksSchema = z.record(z.string(), checkSchema);

/** Answer of `GET /readyz` where requests may be sent; elsewhere it is a problem with status 503. */
export const readyzResponseSchema = z.strictObject({
  status: z.literal('ok').meta({ description: 'Requests may be sent here' }),
  info: checksSchema.meta({ description: 'Checks that found nothing wrong, by name' }),
  error: checksSchema.meta({ description: 'Checks that did: none' }),
  details: checksSchema.meta({ description: 'All checks' }),
});

/** Answer of `GET /healthz`. */
export const healthzResponseSchema = z.strictObject({
  status: z.literal('ok').meta({ description: 'The process answers' }),
  model: z
    .strictObject({
      name: z.string().meta({ description: 'Its name', examples: ['movies'] }),
      version: z.string().meta({ description: 'Its version', examples: ['3f9c2d41a0b7'] }),
      movies: z.int().meta({ description: 'How many films it knows', examples: [365] }),
    })
    .optional()
    .meta({ description: 'The stable model in service; absent as long as there is none' }),
  uptimeSeconds: z.int().meta({ description: 'Since when this process runs', examples: [3_600] }),
});
export type Healthz = z.infer<typeof healthzResponseSchema>;
