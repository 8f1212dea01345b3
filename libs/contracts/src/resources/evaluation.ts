import { z } from 'zod';
import { share, signedDecimal } from './fields.js';
import { atLeastOne, keyedBy, notAbove, ruled } from './rules.js';

const FIGURE = /^[A-Za-z][A-Za-z0-9@_.-]*$/;

const gate = ruled(
  z.object({
    figure: z
      .string()
      .regex(FIGURE)
      .max(64)
      .describe('Name of a figure of the evaluation (docs/evaluation.md)'),
    min: signedDecimal().optional().describe('Least that it may be'),
    max: signedDecimal().optional().describe('Most that it may be'),
    maxDrop: share()
      .optional()
      .describe(
        'Most that it may be below that of the stable version, as a share of it; passed where there is none',
      ),
  }),
  atLeastOne('min', 'max', 'maxDrop'),
  notAbove('min', 'max'),
);
export type EvaluationGate = z.infer<typeof gate>;

const comparison = z
  .object({
    minOverlap: share()
      .optional()
      .describe('Least mean overlap of the lists of ten with those of the stable version'),
    minRankCorrelation: share()
      .optional()
      .describe('Least mean rank-biased overlap of these lists: what is listed first counts more'),
    maxEmptyLists: z
      .int()
      .min(0)
      .max(100_000_000)
      .optional()
      .describe('Films asked for whose list may be empty'),
    maxCoverageLoss: share()
      .optional()
      .describe('Most that the share of films which are ever listed may fall, as a share of it'),
    maxDiversityLoss: share()
      .optional()
      .describe('Most that the diversity of the lists may fall, as a share of it'),
    sample: z
      .int()
      .min(1)
      .max(10_000_000)
      .default(5000)
      .describe('Films of both versions to ask for, drawn by a seed'),
  })
  .describe(
    'How far the answers may differ from those of the stable version; passed where there is none',
  );

/** What a version must show offline before it meets any traffic. */
export const evaluationSpecSchema = z.object({
  gates: keyedBy(z.array(gate).max(32), 'figure')
    .default([])
    .describe('Bounds of the figures that the training finds; a missing figure fails its gate'),
  comparison: comparison.optional(),
});
export type EvaluationSpec = z.infer<typeof evaluationSpecSchema>;
