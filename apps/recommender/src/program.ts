import 'reflect-metadata';
import { CommanderError } from 'commander';
import { ModelFileError, StoreError } from '#model';
import { withoutKeys } from '#telemetry';
import { keyCommand, KeyOptionsError } from './access/key-command.js';
import { KeyFileError } from './access/key-file.js';
import { describeEnvironment, EnvironmentError, readEnvironment } from './config/environment.js';
import { LiveLogError } from './live/live-log-error.js';
import { PolicyFileError } from './policy/policy-file.js';
import { Service } from './service.js';
import { hasStarted } from './starting.js';

const EXIT_FAILED = 1;
const EXIT_MISUSED = 2;
/** The first line of Node's with all that the service asks of it. */
const OLDEST_NODE = 24;

async function main(args: readonly string[]): Promise<void> {
  if (Number.parseInt(process.versions.node) < OLDEST_NODE) {
    const hint = '"npm run serve" brings its own';
    process.exit(complain(`Node ${process.version} is too old, ${OLDEST_NODE} is needed: ${hint}`));
  } else if (args.at(0) === 'key') {
    await keyCommand().parseAsync(args.slice(1), { from: 'user' });
  } else if (args.includes('--help') || args.includes('-h')) {
    console.log(describeEnvironment());
  } else if (args.length > 0) {
    const hint = 'settings are environment variables: PORT=4000 npm run serve';
    process.exit(complain(`unknown argument ${args[0]}; ${hint}`, EXIT_MISUSED));
  } else {
    await serve();
  }
}

/** Serves until a signal comes. */
async function serve(): Promise<void> {
  const starting = Service.start(readEnvironment(process.env));
  let isStopping = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (isStopping) process.exit(EXIT_FAILED);
    isStopping = true;
    const service = await starting;
    process.exit((await service.stop(signal)) ? 0 : EXIT_FAILED);
  };
  process.on('SIGTERM', (signal) => void stop(signal));
  process.on('SIGINT', (signal) => void stop(signal));
  await starting;
  hasStarted();
}

main(process.argv.slice(2)).catch((error: unknown) => process.exit(explain(error)));

/** Tells a person what went wrong, and the shell which kind of failure it was. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_MISUSED;
  if (error instanceof KeyOptionsError) return complain(error.message, EXIT_MISUSED);
  if (error instanceof EnvironmentError)
    return complain(`${error.message}\nSee: npm run serve -- --help`, EXIT_MISUSED);
  if (error instanceof KeyFileError)
    return complain(
      `${error.message}\nMake a key and its entry with: npm run key -- create --help`,
    );
  if (error instanceof PolicyFileError)
    return complain(`${error.message}\nWhat it may say: docs/policies.md`);
  if (error instanceof LiveLogError)
    return complain(`${error.message}\nWhat it is and how to mend it: docs/live-titles.md`);
  if (error instanceof ModelFileError)
    return complain(`${error.message}\nMake a model with: npm run fit`);
  if (error instanceof StoreError) return complain(error.message, EXIT_MISUSED);
  if (isSystemError(error)) {
    const settings = 'HOST, PORT, METRICS_HOST, METRICS_PORT';
    return complain(`${error.message}\nOther addresses and ports: ${settings}`);
  }
  console.error(error);
  return EXIT_FAILED;
}

function complain(text: string, exitCode = EXIT_FAILED): number {
  console.error(withoutKeys(text));
  return exitCode;
}

/** What the operating system refused, such as a port that is taken: the message says it all. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
