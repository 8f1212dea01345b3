import { Command, CommanderError } from 'commander';
import { CatalogueError } from '#catalog';
import { ModelFileError } from '#model';
import { EXIT } from './exit-codes.js';
import { createFitCommand } from './fit/fit.command.js';
import { createRecommendCommand, FilmNotFoundError } from './recommend/recommend.command.js';

const program = new Command('trainer')
  .description('Reads film catalogues, fits recommendation models and asks them questions.')
  .addCommand(createFitCommand())
  .addCommand(createRecommendCommand())
  .addHelpText(
    'after',
    `\nExit codes: ${EXIT.ok} done, ${EXIT.failed} failed, ${EXIT.misused} wrong usage, ` +
      `${EXIT.unusable} catalogue unusable, ${EXIT.notFound} film not found`,
  )
  .exitOverride();
for (const command of program.commands) command.copyInheritedSettings(program);

// The reader of a pipe may go away first, as in `trainer … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}

/** Tells a person what went wrong, and the shell which kind of failure it was. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.misused;
  if (error instanceof CatalogueError) return fail(error, EXIT.unusable);
  if (error instanceof FilmNotFoundError) return fail(error, EXIT.notFound);
  if (error instanceof ModelFileError) return fail(error, EXIT.failed);
  throw error;
}

function fail(error: Error, exitCode: number): number {
  console.error(`error: ${error.message}`);
  return exitCode;
}
