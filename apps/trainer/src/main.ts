import { Command, CommanderError } from 'commander';
import { createCompareCommand } from './compare/compare.command.js';
import { EXIT } from './exit-codes.js';
import { createEvaluateCommand } from './evaluate/evaluate.command.js';
import { createExportCommand } from './export/export.command.js';
import { exitCodeOf } from './failures.js';
import { createFitCommand } from './fit/fit.command.js';
import { createInspectCommand } from './inspect/inspect.command.js';
import { createJobCommand } from './job/job.command.js';
import { createRecommendCommand } from './recommend/recommend.command.js';
import { createReplayCommand } from './replay/replay.command.js';
import { createStoreCommands } from './store/commands.js';
import { printableLines } from './terminal/printable.js';
import { createTuneCommand } from './tune/tune.command.js';
import { createValidateCommand } from './validate/validate.command.js';

const program = new Command('trainer')
  .description('Reads film catalogues, fits recommendation models and asks them questions.')
  .addCommand(createValidateCommand())
  .addCommand(createFitCommand())
  .addCommand(createEvaluateCommand())
  .addCommand(createCompareCommand())
  .addCommand(createReplayCommand())
  .addCommand(createTuneCommand())
  .addCommand(createInspectCommand())
  .addCommand(createRecommendCommand())
  .addCommand(createExportCommand())
  .addCommand(createJobCommand())
  .addHelpText(
    'after',
    `\nExit codes: ${EXIT.ok} done, ${EXIT.failed} failed, ${EXIT.misused} wrong usage, ` +
      `${EXIT.unusable} catalogue unusable, ${EXIT.notFound} film or version not found, ` +
      `${EXIT.refused} catalogue refused: more rows refused than allowed, ` +
      `${EXIT.damaged} version broken, ${EXIT.conflict} changed by others meanwhile: try again, ` +
      `${EXIT.gateClosed} the gate of a comparison stays closed`,
  )
  .exitOverride();
for (const command of createStoreCommands()) program.addCommand(command);
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
  const exitCode = exitCodeOf(error);
  if (exitCode === undefined) throw error;
  // Commander has told already.
  if (!(error instanceof CommanderError))
    console.error(`error: ${printableLines((error as Error).message)}`);
  return exitCode;
}
