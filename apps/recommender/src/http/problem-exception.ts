import type { ProblemError, Suggestion } from '#contracts';

interface ProblemDetails {
  readonly errors?: readonly ProblemError[];
  readonly didYouMean?: readonly Suggestion[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** An expected failure of a request: what the client gets to see. */
export class ProblemException extends Error {
  override readonly name = 'ProblemException';

  /** @param code stable name for programs, also the end of the problem's `type` */
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly details: ProblemDetails = {},
  ) {
    super(detail);
  }
}
