import { CommanderError } from 'commander';
import { CatalogueError } from '#catalog';
import {
  ConflictError,
  DamagedVersionError,
  ModelFileError,
  RolloutError,
  StoreError,
  VersionNotFoundError,
} from '#model';
import { exitCodeOf } from './failures.js';
import { OutputFileError } from './files/output-file-error.js';
import { FilmNotFoundError } from './films/find-film.js';
import { TooManyRefusedError } from './report/refusals.js';

it.each([
  [new CommanderError(0, 'commander.helpDisplayed', 'help'), 0],
  [new CommanderError(1, 'commander.unknownOption', 'no such option'), 2],
  [new ModelFileError('broken'), 1],
  [new OutputFileError('films.jsonl', new Error('the disk is full')), 1],
  [new CatalogueError('no rows'), 3],
  [new FilmNotFoundError('no film'), 4],
  [new TooManyRefusedError('too many'), 5],
  [new VersionNotFoundError('no version'), 4],
  [new DamagedVersionError('broken'), 6],
  [new ConflictError('somebody was faster'), 7],
  [new RolloutError('no way back'), 1],
  [new StoreError('no such bucket'), 1],
  [new TypeError('a mistake of ours'), undefined],
])('%s ends the program with %p', (error, exitCode) => {
  expect(exitCodeOf(error)).toBe(exitCode);
});
