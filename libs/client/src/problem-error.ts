import type { Problem, ProblemError, Suggestion } from '#contracts';

/** A refusal of the service: what its problem says, typed. */
export class RecommenderError extends Error {
  override readonly name = 'RecommenderError';
  /** A stable name for programs: `unknown_film`, `invalid_request`, … */
  readonly code: string;
  /** Also in the service's log. */
  readonly requestId: string;
  /** Every bad value, and what was expected. */
  readonly errors: readonly ProblemError[];
  /** Films that were probably meant. */
  readonly didYouMean: readonly Suggestion[];

  /** @param problem what was answered; undefined where something else than the service answered */
  constructor(
    readonly status: number,
    readonly problem: Problem | undefined,
  ) {
    super(problem?.detail ?? `the answer has the status ${status} and is no problem+json`);
    this.code = problem?.code ?? 'unknown';
    this.requestId = problem?.requestId ?? '';
    this.errors = problem?.errors ?? [];
    this.didYouMean = problem?.didYouMean ?? [];
  }

  /** Reads a refusal; proxies on the way answer with pages of their own. */
  static async of(response: Response): Promise<RecommenderError> {
    const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
    const text = await response.text();
    const problem = isProblem === true ? (JSON.parse(text) as Problem) : undefined;
    return new RecommenderError(response.status, problem);
  }
}
