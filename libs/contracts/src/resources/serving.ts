import { z } from 'zod';
import { objectName } from './fields.js';
import { ruled } from './rules.js';

/** Which pods serve the model. */
export const servingSchema = z.object({
  selector: z
    .object({
      matchLabels: ruled(z.record(z.string(), z.string().max(63)).meta({ maxProperties: 16 }), {
        rule: 'self.size() > 0',
        message: 'expected at least one label',
      }).describe('Labels that a serving pod has'),
    })
    .describe('Tells the serving pods, in the namespace of the resource'),
  metricsPort: z
    .int()
    .min(1)
    .max(65_535)
    .default(9464)
    .describe('Port of their metrics listener, where they tell which version they serve'),
  configMapName: objectName()
    .optional()
    .describe(
      'ConfigMap that the operator writes and the pods mount (its key rollout.json says what is in ' +
        'service); "<name>-rollout" without',
    ),
});
export type ServingSpec = z.infer<typeof servingSchema>;
