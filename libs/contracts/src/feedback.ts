import { z } from 'zod';
import { problemErrorSchema } from './problem.js';

export const FEEDBACK_EVENTS = ['impression', 'click', 'play', 'like'] as const;
export type FeedbackEventName = (typeof FEEDBACK_EVENTS)[number];

/** Variants that a list may name as the one that made it. */
export const FEEDBACK_VARIANTS = ['stable', 'candidate'] as const;
export type FeedbackVariant = (typeof FEEDBACK_VARIANTS)[number];

/** How many events one request may tell of. */
const MAX_EVENTS = 500;
/** A caller's id of up to 128 characters, and behind a colon the place in a batch. */
const MAX_REQUEST_ID = 140;
/** The last place that any list can have: an offset of 1,000, and a page of 100. */
const MAX_RANK = 1_100;

/**
 * What a viewer did with one film of a list. The list's variant and model version are told as the
 * answer told them, because another process than the one that made the list may be told.
 */
export const feedbackEventSchema = z.strictObject({
  event: z.enum(FEEDBACK_EVENTS).meta({
    description:
      'impression: the film was shown; click: it was looked at more closely; play: it was started; like: it was said to be liked',
    examples: ['click'],
  }),
  requestId: z
    .string()
    .min(1)
    .max(MAX_REQUEST_ID)
    .meta({
      description: "The list's requestId (of POST /recommend: X-Request-Id)",
      examples: ['7f3c-1'],
    }),
  rank: z
    .int()
    .min(1)
    .max(MAX_RANK)
    .meta({ description: 'Place in the list, from 1', examples: [3] }),
  variant: z
    .enum(FEEDBACK_VARIANTS)
    .meta({ description: "The list's variant", examples: ['stable'] }),
  modelVersion: z
    .string()
    .min(1)
    .max(200)
    .meta({ description: "The list's model.version", examples: ['3f9c2d41a0b7'] }),
});
export type FeedbackEvent = z.infer<typeof feedbackEventSchema>;

/** Body of `POST /v1/feedback`. */
export const feedbackRequestSchema = z.strictObject({
  events: z
    .array(feedbackEventSchema)
    .min(1)
    .max(MAX_EVENTS)
    .meta({ description: 'What happened, each by itself' }),
});

/** The same, as far as it is checked before any of its events: each is checked by itself. */
export const feedbackEnvelopeSchema = z.strictObject({
  events: z
    .array(z.unknown())
    .min(1)
    .max(MAX_EVENTS)
    .meta({ description: 'Each checked by itself' }),
});
export type FeedbackEnvelope = z.infer<typeof feedbackEnvelopeSchema>;

/** Answer of `POST /v1/feedback`. */
export const feedbackResponseSchema = z.strictObject({
  requestId: z.string().meta({
    description: 'Of this request, also in X-Request-Id',
    examples: ['7f3c-2'],
  }),
  accepted: z.int().meta({ description: 'Events that were counted', examples: [2] }),
  duplicates: z.int().meta({ description: 'Events that had been counted before', examples: [1] }),
  refused: z.int().meta({ description: 'Events that are not as described', examples: [0] }),
  errors: z
    .array(problemErrorSchema)
    .meta({ description: 'Why events were refused: the first 20 bad values' }),
});
export type FeedbackResponse = z.infer<typeof feedbackResponseSchema>;
