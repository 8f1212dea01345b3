import { CommanderError } from 'commander';
import { CatalogueError } from '#catalog';
import { ModelFileError } from '#model';
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
  [new TypeError('a mistake of ours'), undefined],
])('%s ends the program with %p', (error, exitCode) => {
  expect(exitCodeOf(error)).toBe(exitCode);
});
