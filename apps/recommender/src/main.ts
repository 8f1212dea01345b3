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
  const service = await Service.start(readEnvironment(process.env));
  let isStopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) process.exit(EXIT_FAILED);
    isStopping = true;
    void service.stop(signal).then((isClean) => process.exit(isClean ? 0 : EXIT_FAILED));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  if (error instanceof EnvironmentError) {
    console.error(`${error.message}\nSee: npm run serve -- --help`);
    process.exit(EXIT_MISUSED);
  }
  if (error instanceof ModelFileError)
    console.error(`${error.message}\nMake a model with: npm run fit`);
  else console.error(error);
  process.exit(EXIT_FAILED);
});
