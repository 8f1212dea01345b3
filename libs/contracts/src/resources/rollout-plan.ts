import { z } from 'zod';
import { analysisSchema } from './analysis.js';
import { seconds } from './fields.js';
import { filledIn } from './filled-in.js';
import { ruled } from './rules.js';

const step = z.object({
  weight: z.int().min(1).max(100).describe('Per cent of the traffic that the candidate answers'),
  durationSeconds: seconds(0, 604_800).describe('Seconds that the step lasts at least'),
});
export type RolloutStep = z.infer<typeof step>;

const MAX_STEPS = 10;
const indices = Array.from({ length: MAX_STEPS - 1 }, (_, i) => i).join(', ');

const steps = ruled(z.array(step).max(MAX_STEPS), {
  rule: `[${indices}].all(i, i + 1 >= self.size() || self[i].weight < self[i + 1].weight)`,
  message: 'expected each step to have a greater weight than the one before',
});

export const STRATEGIES = ['Canary', 'Shadow', 'Immediate', 'Manual'] as const;

/** How a version that has passed the gates comes into service. */
export const rolloutPlanSchema = ruled(
  z.object({
    strategy: z
      .enum(STRATEGIES)
      .default('Canary')
      .describe(
        'Canary: by steps, after shadow where that is given; Shadow: asked beside the stable version and ' +
          'only compared, then promoted; Immediate: promoted once the gates are passed; Manual: when ' +
          'somebody says so, by the annotation movierec.dev/promote with the version',
      ),
    shadow: z
      .object({ durationSeconds: seconds(10, 604_800).describe('Seconds that it lasts at least') })
      .optional()
      .describe('Has the candidate asked beside the stable version before it answers anybody'),
    steps: steps
      .optional()
      .describe('Steps of a canary; after the last one the candidate is promoted'),
    loadingTimeoutSeconds: seconds(10, 86_400)
      .default(300)
      .describe(
        'Seconds that a pod has to load a version that it is asked for, or since it started; a candidate that ' +
          'a pod has not loaded by then is taken back. A mounted ConfigMap reaches a pod after a minute or two',
      ),
    analysis: filledIn(analysisSchema, {}).describe(
      'How the candidate is judged meanwhile, always beside the stable version',
    ),
  }),
  {
    rule: "self.strategy != 'Canary' || (has(self.steps) && self.steps.size() > 0)",
    message: 'expected steps, as the strategy is Canary',
  },
  {
    rule: "self.strategy != 'Shadow' || has(self.shadow)",
    message: 'expected shadow, as the strategy is Shadow',
  },
  {
    rule: "has(self.shadow) || self.analysis.metrics.all(m, !has(m.kind) || m.kind != 'shadowOverlap')",
    message: 'expected shadow, as a metric is shadowOverlap',
  },
);
export type RolloutPlan = z.infer<typeof rolloutPlanSchema>;

export const DEFAULT_ROLLOUT = {
  steps: [
    { weight: 5, durationSeconds: 300 },
    { weight: 25, durationSeconds: 300 },
    { weight: 50, durationSeconds: 600 },
  ],
};
