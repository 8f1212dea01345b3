import { z } from 'zod';
import { conditionsSchema } from './conditions.js';
import { label, moment, objectName, sha256, sha256Hex, texts } from './fields.js';
import { keyedBy } from './rules.js';
import { STRATEGIES } from './rollout-plan.js';

const hash = () =>
  sha256Hex().describe('Hash of what is to be trained: catalogue, settings and image');
const reason = () =>
  z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9]*$/)
    .max(128);
const count = () => z.int().min(0).max(Number.MAX_SAFE_INTEGER);

export const PHASES = [
  'Pending',
  'Training',
  'Evaluating',
  'Shadow',
  'Canary',
  'AwaitingPromotion',
  'Promoting',
  'RollingBack',
  'Stable',
  'Failed',
  'Suspended',
] as const;
export type Phase = (typeof PHASES)[number];

/** A version, and how to find it. */
const versionReference = z.object({
  version: z.string().max(64).describe('Its short id, as metrics and answers have it'),
  id: sha256Hex().describe('sha256 of its artifact'),
  name: objectName().optional().describe('Name of its RecommenderModelVersion'),
  hash: hash().optional(),
  since: moment().optional().describe('Since when it is what it is'),
});
export type VersionReference = z.infer<typeof versionReference>;

const training = z.object({
  hash: hash().optional(),
  jobName: objectName().optional().describe('Job that trains, or trained last'),
  phase: z.enum(['Running', 'Succeeded', 'Failed']).optional().describe('What became of it'),
  startedAt: moment().optional().describe('When it began'),
  finishedAt: moment().optional().describe('When it ended'),
  catalogueDigest: sha256()
    .optional()
    .describe('sha256 of the catalogue that it reads, where it is known'),
  retrain: z
    .string()
    .max(256)
    .optional()
    .describe('Value of the annotation movierec.dev/retrain that was followed last'),
  lastScheduleTime: moment().optional().describe('Time of the schedule that was followed last'),
  nextScheduleTime: moment().optional().describe('Time of the schedule that comes next'),
});
export type TrainingStatus = z.infer<typeof training>;

export const VERDICTS = ['Success', 'Failed', 'Inconclusive', 'Error'] as const;

const measurement = z.object({
  metric: label().describe('Name of the metric'),
  verdict: z.enum(VERDICTS).describe('Verdict of the last measurement'),
  candidate: z.string().max(32).optional().describe('What the candidate showed'),
  stable: z.string().max(32).optional().describe('What the stable version showed'),
  samples: count().optional().describe("Samples in the candidate's window"),
  message: z.string().max(1024).optional().describe('What was found, for people'),
  measuredAt: moment().optional().describe('When it was measured'),
  windowSeconds: count()
    .optional()
    .describe('Seconds up to then that it is about; more while there are too few samples'),
  successes: count().default(0).describe('Successful measurements in this step'),
  failures: count().default(0).describe('Failed measurements of this candidate in a row'),
  inconclusive: count().default(0).describe('Inconclusive measurements in a row'),
  errors: count().default(0).describe('Measurements in a row that could not be made'),
});
export type MeasurementStatus = z.infer<typeof measurement>;

const analysis = z.object({
  version: z.string().max(64).describe('The candidate that is judged'),
  startedAt: moment().describe('When this step began to be judged'),
  measuredAt: moment().optional().describe('When it was last measured'),
  measurements: keyedBy(z.array(measurement).max(16), 'metric')
    .default([])
    .describe('The last measurement of each metric, and how many had which verdict'),
});
export type AnalysisStatus = z.infer<typeof analysis>;

const failure = z.object({
  reason: reason().describe('The reason, in one word'),
  message: z.string().max(4096).describe('What happened, for people'),
  hash: hash().optional(),
  version: z.string().max(64).optional().describe('The version that failed, where there was one'),
  at: moment().describe('When it failed'),
});
export type FailureStatus = z.infer<typeof failure>;

const instances = z.object({
  total: count().describe('Serving pods'),
  ready: count().describe('Those that serve what they should'),
});

/** What the operator has found and done. */
export const recommenderModelStatusSchema = z.object({
  observedGeneration: count()
    .optional()
    .describe('Generation of the resource that this status is about'),
  conditions: conditionsSchema
    .default([])
    .describe('Ready, Reconciling, Stalled, Trained, Evaluated, CandidateHealthy, Promoted'),
  phase: z.enum(PHASES).optional().describe('Where the model is on its way'),
  strategy: z.enum(STRATEGIES).optional().describe('Strategy by which the candidate is rolled out'),
  stable: versionReference.optional().describe('The version in service'),
  candidate: versionReference.optional().describe('The version that is tried'),
  previous: versionReference.optional().describe('The version that was in service before'),
  weight: z
    .int()
    .min(0)
    .max(100)
    .optional()
    .describe('Per cent of the traffic that the candidate answers'),
  step: z
    .object({
      index: z.int().min(-1).max(10).describe('Which step, from 0; -1 is the shadow before them'),
      startedAt: moment().describe('When every pod had it'),
    })
    .optional()
    .describe('The step of the roll-out'),
  training: training.optional().describe('The training that runs, or ran last'),
  analysis: analysis.optional().describe('What was measured of the candidate'),
  serving: instances.optional().describe('How many pods serve what they should'),
  lastFailure: failure
    .optional()
    .describe('What failed last; the same is not tried again until something changes'),
  catalogueDigest: sha256()
    .optional()
    .describe('sha256 of the catalogue as it is now, where it is known'),
  rollbackTo: z
    .string()
    .max(64)
    .optional()
    .describe('Version of spec.rollback that was followed last'),
});
export type RecommenderModelStatus = z.infer<typeof recommenderModelStatusSchema>;

export const figuresSchema = texts(64, 32);
