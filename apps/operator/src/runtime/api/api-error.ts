/** The API's own account of a refusal (`kind: Status`), as far as it is used. */
interface Status {
  readonly code?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly details?: { readonly retryAfterSeconds?: number };
}

/** The API refused, or could not be reached (`code` 0, with the cause). */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    message: string,
    /** The HTTP status. */
    readonly code: number,
    /** The API's word for it: "Conflict", "AlreadyExists", "Expired". */
    readonly reason: string,
    /** What the server asked to wait for before asking again. */
    readonly retryAfterMs?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  static of(what: string, code: number, body: unknown, retryAfterMs?: number): ApiError {
    const status = isStatus(body) ? body : {};
    const { reason = 'Unknown', message = 'no reason was given', details } = status;
    const seconds = details?.retryAfterSeconds;
    const wait = retryAfterMs ?? (seconds === undefined ? undefined : seconds * 1_000);
    return new ApiError(`${what}: ${code} ${reason}: ${message}`, code, reason, wait);
  }

  /** An event of type ERROR ends a watch; its object is the Status. */
  static ofWatch(what: string, status: unknown): ApiError {
    return ApiError.of(what, (isStatus(status) ? status.code : undefined) ?? 500, status);
  }

  static unreachable(what: string, cause: unknown): ApiError {
    const why = cause instanceof Error ? cause.message : String(cause);
    return new ApiError(`${what}: ${why}`, 0, 'Unreachable', undefined, { cause });
  }
}

const isStatus = (body: unknown): body is Status => typeof body === 'object' && body !== null;

const isApiError = (error: unknown, code: number): error is ApiError =>
  error instanceof ApiError && error.code === code;

export const isNotFound = (error: unknown): boolean => isApiError(error, 404);
/** Somebody else wrote the object meanwhile, or has made it already. */
export const isConflict = (error: unknown): boolean => isApiError(error, 409);
/** The position in the history that was asked for is no longer kept. */
export const isExpired = (error: unknown): boolean => isApiError(error, 410);
