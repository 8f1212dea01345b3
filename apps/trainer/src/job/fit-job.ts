import { type Model, prepareFit } from '#engine';
import { fitInThreads, gatherShards, inputsDigestOf, type Store, threadsFor } from '#model';
import type { JobInputs } from './job-inputs.js';
import type { JobOptions } from './job-options.js';

/** The model, with its neighbours found here or gathered from shards: the same to the byte. */
export async function fitJob(
  store: Store,
  { films, config, likes }: JobInputs,
  options: JobOptions,
): Promise<Model> {
  const { merge } = options;
  if (merge === undefined) {
    const threads = threadsFor(films.length, options.threads);
    return fitInThreads(films, config, { threads, likes });
  }
  const { model, task } = prepareFit(films, config, undefined, likes);
  const digest = inputsDigestOf(model.films, config, task);
  const inputs = { digest, films: model.films.length, limit: task.limit };
  return { ...model, neighbours: await gatherShards(store, options, merge, inputs) };
}
