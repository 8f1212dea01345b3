import { CatalogueError } from '#catalog';
import type { FailureReason } from '#contracts';
import { ConflictError, ShardsMissingError, StoreError } from '#model';
import { EXIT } from '../exit-codes.js';
import { exitCodeOf } from '../failures.js';
import { ConfigFileError } from '../fit/config-file.js';
import { TooManyRefusedError } from '../report/refusals.js';

/** A source that is not there, and will not come by trying again. */
export class SourceMissingError extends CatalogueError {}

/** A source whose server is in trouble. */
export class SourceUnreachableError extends Error {
  override readonly name = 'SourceUnreachableError';
}

/** A source that is another file than was expected. */
export class DigestError extends CatalogueError {}

type ErrorClass = abstract new (...args: never[]) => Error;

/** The first that fits: what is more special stands first. */
const REASONS: readonly (readonly [ErrorClass, FailureReason])[] = [
  [SourceMissingError, 'CatalogueNotFound'],
  [DigestError, 'DigestMismatch'],
  [CatalogueError, 'CatalogueUnusable'],
  [TooManyRefusedError, 'CatalogueRefused'],
  [ConfigFileError, 'BadParameters'],
  [RangeError, 'BadParameters'],
  [SourceUnreachableError, 'SourceUnreachable'],
  [ShardsMissingError, 'ShardsMissing'],
  [StoreError, 'StoreFailed'],
  [ConflictError, 'StoreFailed'],
];

export const reasonOf = (error: unknown): FailureReason =>
  REASONS.find(([type]) => error instanceof type)?.[1] ?? 'TrainingFailed';

/** What the pod ends with, by which a Job knows whether to try again. */
export function jobExitCodeOf(error: unknown): number {
  const code = exitCodeOf(error);
  if (code !== undefined) return code;
  return reasonOf(error) === 'BadParameters' ? EXIT.unusable : EXIT.failed;
}
