import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import { Counter } from 'prom-client';
import {
  type FeedbackEnvelope,
  type FeedbackEvent,
  feedbackEventSchema,
  type FeedbackResponse,
  type ProblemError,
} from '#contracts';
import { COUNTERS } from '#telemetry';
import { ProblemException } from '../http/problem-exception.js';
import { parseBody } from '../http/schema-pipe.js';
import { FeedbackMemory } from './feedback-memory.js';
import { RecentVersions } from './recent-versions.js';

/** More than this many errors help nobody. */
const MAX_ERRORS = 20;

/** Counts what viewers did with the films of lists. */
@Injectable()
export class FeedbackService {
  private readonly memory = new FeedbackMemory();

  constructor(
    private readonly versions: RecentVersions,
    @InjectMetric(COUNTERS.feedback.name) private readonly feedback: Counter,
  ) {}

  /**
   * Each event by itself: bad ones do not keep good ones from being counted.
   *
   * @throws ProblemException 400 if there is no good one
   */
  take({ events }: FeedbackEnvelope, requestId: string): FeedbackResponse {
    const errors: ProblemError[] = [];
    const good = events.flatMap((event, place) => parse(event, place, errors) ?? []);
    if (good.length === 0) throw allRefused(errors);
    let accepted = 0;
    for (const event of good) {
      if (!this.memory.note(event)) continue;
      accepted++;
      this.count(event);
    }
    return {
      requestId,
      accepted,
      duplicates: good.length - accepted,
      refused: events.length - good.length,
      errors: errors.slice(0, MAX_ERRORS),
    };
  }

  private count({ event, variant, modelVersion }: FeedbackEvent): void {
    const model_version = this.versions.labelOf(modelVersion);
    this.feedback.inc({ event, variant, model_version });
  }
}

/** The event, or undefined; then it is told in `errors`, unless there are enough, what is wrong. */
function parse(event: unknown, place: number, errors: ProblemError[]): FeedbackEvent | undefined {
  const { success, data } = feedbackEventSchema.safeParse(event);
  if (success) return data;
  if (errors.length < MAX_ERRORS) errors.push(...errorsOf(event, place));
  return undefined;
}

/** What is wrong with an event, with paths into the body that it stands in. */
function errorsOf(event: unknown, place: number): ProblemError[] {
  try {
    parseBody(feedbackEventSchema, event);
    return [];
  } catch (error) {
    if (!(error instanceof ProblemException)) throw error;
    const { errors = [] } = error.details;
    const at = `events[${place}]`;
    return errors.map(({ path, ...rest }) => ({
      path: path === '' ? at : `${at}.${path}`,
      ...rest,
    }));
  }
}

function allRefused(errors: readonly ProblemError[]): ProblemException {
  const [{ path, message, value }] = errors;
  const detail = `none of the events can be counted: "${path}" is ${value}: ${message}`;
  return new ProblemException(400, 'invalid_request', detail, {
    errors: errors.slice(0, MAX_ERRORS),
  });
}
