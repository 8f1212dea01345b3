import { Command } from 'commander';
import type { TrainingResult } from '#contracts';
import { catalogueArgument } from '../reading/reading-options.js';
import { jobExitCodeOf, reasonOf } from './job-errors.js';
import { addJobOptions, type JobOptions } from './job-options.js';
import { runFit } from './run-fit.js';
import { runShard } from './run-shard.js';
import { writeResult } from './write-result.js';

export const createJobCommand = (): Command =>
  addJobOptions(
    new Command('job')
      .summary('train as a pod of Kubernetes does, and leave a result behind')
      .description(
        'Fetches a catalogue (a path, http(s)://… or s3://bucket/key?…), fits, evaluates, publishes in a ' +
          'store, compares, and writes the result as one line of JSON for whoever started it. With --shard ' +
          'it finds the neighbours of a share of the films; --merge makes a model of all shares.',
      )
      .addArgument(catalogueArgument()),
  ).action(runJob);

async function runJob(location: string, options: JobOptions): Promise<void> {
  try {
    writeResult(options.result, await train(location, options));
  } catch (error) {
    writeResult(options.result, failureOf(error));
    process.exitCode = jobExitCodeOf(error);
  }
}

const train = (location: string, options: JobOptions): Promise<TrainingResult> =>
  options.shard === undefined
    ? runFit(location, options)
    : runShard(location, options, options.shard);

const failureOf = (error: unknown): TrainingResult => ({
  result: 'failed',
  reason: reasonOf(error),
  message: error instanceof Error ? error.message : String(error),
});
