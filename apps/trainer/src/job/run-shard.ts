import type { TrainingResult } from '#contracts';
import { createRowFinder, prepareFit } from '#engine';
import { inputsDigestOf, openStore, publishShard, shardOf } from '#model';
import { readInputs } from './job-inputs.js';
import type { JobOptions, Shard } from './job-options.js';

/** Finds the neighbours of one share of the films and leaves them in the store for whoever merges. */
export async function runShard(
  location: string,
  options: JobOptions,
  place: Shard,
): Promise<TrainingResult> {
  const { films, config, likes } = await readInputs(location, options);
  const { model, task } = prepareFit(films, config, undefined, likes);
  const inputs = {
    digest: inputsDigestOf(model.films, config, task),
    films: model.films.length,
    limit: task.limit,
  };
  const { from, to } = shardOf(inputs.films, place.shard, place.of);
  const rows = createRowFinder(task)(from, to);
  const store = await openStore(options.store);
  await publishShard(store, options, place, inputs, rows);
  return { result: 'shard', ...place, films: to - from };
}
