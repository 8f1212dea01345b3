import { CommanderError } from 'commander';
import { CatalogueError } from '#catalog';
import {
  ConflictError,
  DamagedVersionError,
  ModelFileError,
  RolloutError,
  StoreError,
  ThreadError,
  VersionNotFoundError,
} from '#model';
import { GateError } from './compare/compared.js';
import { GoldenFileError } from './compare/golden-file.js';
import { EXIT } from './exit-codes.js';
import { OutputFileError } from './files/output-file-error.js';
import { FilmNotFoundError } from './films/find-film.js';
import { ConfigFileError } from './fit/config-file.js';
import { RequestLogError } from './replay/request-log-file.js';
import { TooManyRefusedError } from './report/refusals.js';
import { NothingToTuneError } from './tune/tune.command.js';

type ErrorClass = abstract new (...args: never[]) => Error;

/** Failures that a person can do something about, and what the shell is told of each. */
const EXIT_CODES: readonly (readonly [ErrorClass, number])[] = [
  [CatalogueError, EXIT.unusable],
  [FilmNotFoundError, EXIT.notFound],
  [TooManyRefusedError, EXIT.refused],
  [VersionNotFoundError, EXIT.notFound],
  [DamagedVersionError, EXIT.damaged],
  [ConflictError, EXIT.conflict],
  [GateError, EXIT.gateClosed],
  [GoldenFileError, EXIT.unusable],
  [ConfigFileError, EXIT.unusable],
  [RequestLogError, EXIT.unusable],
  [NothingToTuneError, EXIT.unusable],
  [RolloutError, EXIT.failed],
  [StoreError, EXIT.failed],
  [ThreadError, EXIT.failed],
  [ModelFileError, EXIT.failed],
  [OutputFileError, EXIT.failed],
];

/** The exit code for what went wrong; undefined for what should never go wrong. */
export function exitCodeOf(error: unknown): number | undefined {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.misused;
  return EXIT_CODES.find(([type]) => error instanceof type)?.[1];
}
