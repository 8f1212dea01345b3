import { createHmac, type KeyObject } from 'node:crypto';
import {
  type LoggedEndpoint,
  type Outcome,
  REQUEST_LOG_FORMAT,
  type RequestLogLineInput,
} from '#contracts';
import type { RecommendRequest } from '#engine';
import { type Circumstances, rounded, toLogged } from '#model';
import type { Chosen } from '../model/models-in-service.js';
import type { PolicedRecommender } from '../policy/policed-recommender.js';

/** A list that was answered, in the terms of the recommender that made it. */
export interface Answered extends Circumstances {
  readonly endpoint: LoggedEndpoint;
  readonly chosen: Chosen;
  readonly recommender: PolicedRecommender;
  readonly request: RecommendRequest;
  /** The films that were answered, by index. */
  readonly films: Uint32Array;
  /** Absent where none are answered. */
  readonly scores?: Float64Array | undefined;
  readonly outcome: Outcome;
  /** Who the list was for; never written as it is. */
  readonly subject?: string | undefined;
}

/** How answers become lines. */
export interface LineOptions {
  /** What subjects are hashed with: without it, guessing a name would be enough to find its hash. */
  readonly key: KeyObject;
  /** Whether wishes in words are written. */
  readonly withText: boolean;
}

/** The line of an answer, with its end. */
export function lineOf(answered: Answered, time: Date, { key, withText }: LineOptions): string {
  const { endpoint, chosen, recommender, request, films, scores, outcome, subject } = answered;
  const isPoliced = recommender.toldWith(true).policy !== undefined;
  const line: RequestLogLineInput = {
    format: REQUEST_LOG_FORMAT,
    time: time.toISOString(),
    endpoint,
    request: toLogged(recommender.films, request, answered, withText),
    subject: subject === undefined ? undefined : hashOf(subject, key),
    model: chosen.model.identity(recommender),
    variant: chosen.variant,
    underPolicy: isPoliced ? true : undefined,
    outcome,
    ids: Array.from(films, (film) => recommender.films[film].id),
    scores: scores && Array.from(scores, rounded),
  };
  return `${JSON.stringify(line)}\n`;
}

const hashOf = (subject: string, key: KeyObject): string =>
  createHmac('sha256', key).update(subject).digest('hex');
