import { z } from 'zod';
import { modelSummarySchema } from './models.js';

/** Body of `POST /admin/pin`. */
export const pinRequestSchema = z.strictObject({
  version: z
    .string()
    .regex(/^[0-9a-f]{4,64}$/, 'expected the id of a version, or at least 4 of its first digits')
    .meta({ description: 'The version to serve', examples: ['3f9c2d41a0b7'] }),
});
export type PinRequest = z.infer<typeof pinRequestSchema>;

/** Answer of `POST /admin/reload`, `/admin/pin` and `/admin/unpin`: how things are after it. */
export const adminResponseSchema = z.strictObject({
  message: z.string().meta({
    description: 'What has happened',
    examples: ['stable 3f9c2d41a0b7 took the place of 77ab01c2d3e4'],
  }),
  models: z.array(modelSummarySchema).meta({ description: 'As in `GET /v1/models`' }),
  pinned: z.string().optional().meta({ description: 'As in `GET /v1/models`' }),
});
export type AdminResponse = z.infer<typeof adminResponseSchema>;
