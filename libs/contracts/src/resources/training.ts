import { z } from 'zod';
import { label, objectName, quantity, seconds, share, text } from './fields.js';
import { filledIn } from './filled-in.js';
import { atLeastOne, ruled } from './rules.js';

const amounts = (of: string) =>
  z
    .object({
      cpu: quantity().optional().describe('Processors, such as 2 or "500m"'),
      memory: quantity().optional().describe('Memory, such as "1Gi"'),
      'ephemeral-storage': quantity()
        .optional()
        .describe('Room on the disk of the node, for a catalogue that is fetched'),
    })
    .optional()
    .describe(of);

const weights = ruled(
  z
    .object({
      text: share().optional().describe('Title, tagline and description'),
      genres: share().optional().describe('Genres'),
      keywords: share().optional().describe('Keywords'),
      people: share().optional().describe('Cast and directors'),
      era: share().optional().describe('Years'),
      language: share().optional().describe('Language of the film'),
    })
    .describe("Shares of the score, in place of the preset's; those that are not named stay"),
  atLeastOne('text', 'genres', 'keywords', 'people', 'era', 'language'),
);

export const trainingParametersSchema = z.object({
  language: z
    .string()
    .regex(/^[a-z]{2}$/)
    .max(2)
    .optional()
    .describe('Language of the texts, ISO 639-1; the preset has one'),
  neighbours: z
    .int()
    .min(1)
    .max(1000)
    .optional()
    .describe('Nearest films to keep ready for each film; the preset has a number'),
  audienceWeight: share()
    .optional()
    .describe('Share of the score that ratings give, where there are any'),
  weights: weights.optional(),
});
export type TrainingParameters = z.infer<typeof trainingParametersSchema>;

const schedule = z
  .object({
    cron: z
      .string()
      .regex(/^[0-9A-Za-z*?#,/-]+( [0-9A-Za-z*?#,/-]+){4}$/)
      .max(128)
      .describe('When to train again: minute, hour, day of month, month, day of week'),
    timeZone: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_+/-]*$/)
      .max(64)
      .default('Etc/UTC')
      .describe('Time zone of these, as the IANA names it'),
  })
  .describe(
    'Trains on a schedule too; what comes out the same is the same version, and not rolled out again',
  );

const resources = z.object({
  requests: amounts('What the pod is given at least'),
  limits: amounts('What the pod is given at most'),
});

/** How a model is trained. */
export const trainingSchema = z.object({
  image: z
    .string()
    .regex(/^[^\s]+$/)
    .max(512)
    .optional()
    .describe("Image with the trainer; without it the operator's own choice"),
  preset: z
    .enum(['hybrid', 'sklearn'])
    .default('hybrid')
    .describe('hybrid: all that is known of a film; sklearn: descriptions only, as scikit-learn'),
  parameters: filledIn(trainingParametersSchema, {}).describe('What differs from the preset'),
  resources: filledIn(resources, {
    requests: { cpu: '250m', memory: '256Mi' },
    limits: { memory: '1Gi' },
  }).describe('Resources of each training pod'),
  deadlineSeconds: seconds(30, 604_800)
    .default(3600)
    .describe('Seconds after which a training is given up, its retries included'),
  retries: z
    .int()
    .min(0)
    .max(20)
    .default(2)
    .describe(
      'How often a pod that fell into trouble is started again; bad input is not tried again',
    ),
  shards: z
    .int()
    .min(1)
    .max(64)
    .default(1)
    .describe(
      'Pods among which the search for neighbours is divided; each needs the store, so with a volume ' +
        'and several nodes it must be one that many nodes can write',
    ),
  schedule: schedule.optional(),
  serviceAccountName: objectName()
    .optional()
    .describe('ServiceAccount of the pods, for an identity in a cloud; its token is not mounted'),
  imagePullSecrets: z
    .array(z.object({ name: label().describe('Name of a Secret') }))
    .max(8)
    .optional()
    .describe('Secrets with which the image is pulled'),
  nodeSelector: z
    .record(z.string(), z.string().max(63))
    .meta({ maxProperties: 16 })
    .optional()
    .describe('Labels of nodes to train on'),
  priorityClassName: text(253).optional().describe('Priority class of the pods'),
});
export type TrainingSpec = z.infer<typeof trainingSchema>;
