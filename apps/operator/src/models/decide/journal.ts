import { z } from 'zod';
import type { Rollout } from '#contracts';

const failureSchema = z.object({
  reason: z.string(),
  message: z.string(),
  /** Of the attempt, see `attemptHash`. */
  hash: z.string(),
  version: z.string().optional(),
  at: z.string(),
});
export type Failure = z.infer<typeof failureSchema>;

const journalSchema = z.object({
  /** When the candidate in it was first written. */
  begun: z.string().optional(),
  /** When it was last written. */
  since: z.string().optional(),
  /** Why the last candidate was taken back. */
  failure: failureSchema.optional(),
});

/**
 * What the operator notes in the roll-out itself, beside what the pods obey. A roll-back and its
 * reason are one write: a crash after it cannot forget the reason and try the same candidate again.
 */
export type Journal = z.infer<typeof journalSchema>;

const ENTRY = 'operator';

/** Empty where there is none, or none that can be read: then nothing is known to have failed. */
export function journalOf(rollout: Rollout): Journal {
  const read = journalSchema.safeParse(rollout[ENTRY]);
  return read.success ? read.data : {};
}

export const withJournal = (rollout: Rollout, journal: Journal): Rollout => ({
  ...rollout,
  [ENTRY]: journal,
});
