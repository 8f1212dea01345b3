import { z } from 'zod';
import { versionIdSchema } from './manifest.js';

/** How many earlier stable versions are remembered, and kept: that many steps back can be taken. */
export const MAX_PREVIOUS = 5;

const versions = z.array(versionIdSchema).default([]);

/**
 * Which versions of a model are in service: one small file that is replaced as a whole. Entries that
 * later programs add are kept.
 */
export const rolloutSchema = z
  .looseObject({
    revision: z
      .int()
      .nonnegative()
      .default(0)
      .describe('Counts the writes, so that no content, and no etag made of it, comes twice'),
    stable: versionIdSchema.optional().describe('Answers everybody whom no candidate answers'),
    candidate: versionIdSchema.optional().describe('Is tried on a part of the traffic'),
    weight: z.number().min(0).max(100).default(0).describe('Per cent that the candidate answers'),
    shadow: versionIdSchema.optional().describe('Is asked too, and what it answers only compared'),
    previous: versions.describe('Stable versions before this one, the latest first'),
    removing: versions.describe('Versions that are being deleted and must not be put in service'),
  })
  .refine(({ candidate, weight }) => candidate !== undefined || weight === 0, {
    path: ['weight'],
    message: 'expected 0, as there is no candidate',
  })
  .refine(({ stable, candidate }) => candidate === undefined || candidate !== stable, {
    path: ['candidate'],
    message: 'expected another version than the stable one',
  });
export type Rollout = z.infer<typeof rolloutSchema>;

/** The versions that may be asked at any moment, or be returned to: none of them may be deleted. */
export const versionsInUse = ({ stable, candidate, shadow, previous }: Rollout): Set<string> =>
  new Set([stable, candidate, shadow, ...previous].filter((version) => version !== undefined));
