import { z } from 'zod';
import { moment } from './fields.js';
import { keyedBy } from './rules.js';

/** Ready, Reconciling and Stalled are what kstatus, and with it `helm --wait`, understands. */
export const CONDITION_TYPES = [
  'Ready',
  'Reconciling',
  'Stalled',
  'Trained',
  'Evaluated',
  'CandidateHealthy',
  'Promoted',
] as const;
export type ConditionType = (typeof CONDITION_TYPES)[number];

const condition = z.object({
  type: z
    .string()
    .regex(/^[A-Z][A-Za-z]*$/)
    .max(64)
    .describe('What it is about'),
  status: z.enum(['True', 'False', 'Unknown']).describe('Whether it holds'),
  observedGeneration: z
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .describe('Generation of the resource that it is about'),
  lastTransitionTime: moment().describe('When the status last changed'),
  reason: z
    .string()
    .regex(/^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$/)
    .max(128)
    .describe('The reason, in one word'),
  message: z.string().max(4096).describe('The same for people'),
});
export type Condition = z.infer<typeof condition>;

export const conditionsSchema = keyedBy(z.array(condition).max(16), 'type');
