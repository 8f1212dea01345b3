import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import {
  type BatchEntry,
  type BatchEnvelope,
  type BatchResponse,
  type RecommendationsRequest,
  recommendationsRequestSchema,
} from '#contracts';
import type { Logger } from '#telemetry';
import { ProblemException } from '../http/problem-exception.js';
import { logFailure, problemBody, toProblem } from '../http/problem-filter.js';
import { parseBody } from '../http/schema-pipe.js';
import { RecommenderMetrics } from '../metrics/recommender-metrics.js';
import type { Chosen, Snapshot } from '../model/models-in-service.js';
import { RecommendationsService } from './recommendations.service.js';

const ENDPOINT = '/v1/recommendations:batch';
/** What all requests of a batch together may ask for: films, and searches of the catalogue. */
const MAX_FILMS = 2_000;
const MAX_SEARCHES = 250;

/** One request of a batch, or why it cannot be answered. */
type Parsed = RecommendationsRequest | ProblemException;

/** What is known of the HTTP request that brought a batch. */
export interface BatchContext {
  readonly requestId: string;
  readonly logger: Pick<Logger, 'error'>;
  /** The models in service when it came: a swap meanwhile is none of its business. */
  readonly models: Snapshot;
  /** Whether nobody waits for the answer any more. */
  readonly isAbandoned: () => boolean;
}

/** Answers many requests for recommendations, each by itself. */
@Injectable()
export class BatchService {
  constructor(
    private readonly recommendations: RecommendationsService,
    private readonly metrics: RecommenderMetrics,
  ) {}

  /**
   * In their order, with a turn for other requests after each. What is left when the client has
   * gone away is not begun.
   *
   * @throws ProblemException 400 if together they ask for too much
   */
  async recommend({ requests }: BatchEnvelope, context: BatchContext): Promise<BatchResponse> {
    const started = performance.now();
    const parsed = requests.map(parse);
    assertBounded(parsed);
    const responses: BatchEntry[] = [];
    for (const [place, request] of parsed.entries()) {
      if (context.isAbandoned()) break;
      responses.push(this.answer(request, `${context.requestId}:${place}`, context));
      await nextTurn();
    }
    const tookMs = Math.round((performance.now() - started) * 1e3) / 1e3;
    return { requestId: context.requestId, responses, tookMs };
  }

  /** By the model that its subject gets elsewhere; those without one share the batch's. */
  private answer(request: Parsed, requestId: string, context: BatchContext): BatchEntry {
    const { models, logger } = context;
    const isRefused = request instanceof ProblemException;
    const chosen = models.choose((isRefused ? undefined : request.subject) ?? context.requestId);
    try {
      if (isRefused) throw request;
      return this.answered(chosen, request, requestId);
    } catch (error) {
      const problem = toProblem(error);
      if (problem.status === 500) logFailure(logger, error, requestId);
      this.metrics.failed(ENDPOINT, problem.status, chosen);
      return { status: problem.status, problem: problemBody(problem, requestId) };
    }
  }

  private answered(chosen: Chosen, request: RecommendationsRequest, requestId: string): BatchEntry {
    const answer = this.recommendations.recommend(chosen, request, requestId, ENDPOINT);
    return { status: 200, answer };
  }
}

function parse(request: unknown): Parsed {
  try {
    return parseBody(recommendationsRequestSchema, request, 'the request');
  } catch (error) {
    return toProblem(error);
  }
}

function assertBounded(parsed: readonly Parsed[]): void {
  const requests = parsed.flatMap((request) =>
    request instanceof ProblemException ? [] : [request],
  );
  const sum = (cost: (request: RecommendationsRequest) => number): number =>
    requests.reduce((total, request) => total + cost(request), 0);
  assertWithin(
    'films',
    sum(({ limit }) => limit),
    MAX_FILMS,
  );
  assertWithin(
    'searches (one for each seed where "strategy" is "max")',
    sum(searchesOf),
    MAX_SEARCHES,
  );
}

const searchesOf = ({ strategy, seeds = [] }: RecommendationsRequest): number =>
  strategy === 'max' ? Math.max(1, seeds.length) : 1;

function assertWithin(what: string, asked: number, most: number): void {
  if (asked <= most) return;
  const message = `expected at most ${most} ${what} in all, not ${asked}`;
  throw new ProblemException(400, 'batch_too_large', `"requests" is too much: ${message}`, {
    errors: [{ path: 'requests', message }],
  });
}
