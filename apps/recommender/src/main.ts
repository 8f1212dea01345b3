import 'reflect-metadata';
import { ModelFileError } from '#model';
import { describeEnvironment, EnvironmentError, readEnvironment } from './config/environment.js';
import { Service } from './service.js';

const EXIT_FAILED = 1;
const EXIT_MISUSED = 2;

async function main(): Promise<void> {
  if (process.argv.includes('--help') || process.argv.includes('-h')) {
    console.log(describeEnvironment());
    return;
  }
  const unknown = process.argv.at(2);
  if (unknown !== undefined) {
    console.error(
      `unknown argument ${unknown}; settings are environment variables: PORT=4000 npm run serve`,
    );
    process.exit(EXIT_MISUSED);
  }
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
}

main().catch((error: unknown) => {
  if (error instanceof EnvironmentError) {
    console.error(`${error.message}\nSee: npm run serve -- --help`);
    process.exit(EXIT_MISUSED);
  }
  if (error instanceof ModelFileError)
    console.error(`${error.message}\nMake a model with: npm run fit`);
  else if (isSystemError(error))
    console.error(
      `${error.message}\nOther addresses and ports: HOST, PORT, METRICS_HOST, METRICS_PORT`,
    );
  else console.error(error);
  process.exit(EXIT_FAILED);
});

/** What the operating system refused, such as a port that is taken: the message says it all. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
