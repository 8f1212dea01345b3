import {
  DamagedVersionError,
  StoreError,
  UnsupportedFormatError,
  VersionNotFoundError,
} from '#model';

/** Why a version is not put in service; also a label of a metric. */
export type RefusalReason = 'missing' | 'damaged' | 'format' | 'too_large' | 'store' | 'error';

/** A version that was not put in service. */
export interface Refusal {
  readonly reason: RefusalReason;
  /** For people: what is wrong, and with what. */
  readonly message: string;
}

/** A model that this process has no memory for. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

/** What an error that loading a version ended with means. */
export function toRefusal(error: unknown): Refusal {
  const { message } = error as Error;
  return { reason: reasonOf(error), message };
}

function reasonOf(error: unknown): RefusalReason {
  if (error instanceof TooLargeError) return 'too_large';
  if (error instanceof VersionNotFoundError) return 'missing';
  if (error instanceof StoreError) return 'store';
  if (!(error instanceof DamagedVersionError)) return 'error';
  return error.cause instanceof UnsupportedFormatError ? 'format' : 'damaged';
}
