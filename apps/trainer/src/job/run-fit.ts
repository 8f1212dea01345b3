import type { Evaluation, Manifest, TrainingResult } from '#contracts';
import {
  evaluateRatings,
  examine,
  openStore,
  publishVersion,
  removeShards,
  shortId,
  StoreError,
} from '#model';
import { StageTimer } from '../store/stage-timer.js';
import { toolVersions } from '../store/tool-versions.js';
import { compareWith, rounded } from './compare-with.js';
import { fitJob } from './fit-job.js';
import { type JobInputs, readInputs } from './job-inputs.js';
import type { JobOptions } from './job-options.js';

/** Fits, evaluates, publishes and compares: a whole training, or what is left of it after the shards. */
export async function runFit(location: string, options: JobOptions): Promise<TrainingResult> {
  const started = performance.now();
  const timer = new StageTimer();
  const store = await openStore(options.store);
  const inputs = await readInputs(location, options);
  timer.done('read');
  const model = await fitJob(store, inputs, options);
  timer.done('fit');
  const examination = examine(model);
  const { likes } = inputs;
  const byViewers =
    likes !== undefined && options.evaluate ? evaluateRatings(model, likes) : undefined;
  timer.done('evaluate');
  const provenance = provenanceOf(location, inputs, timer.timings, byViewers);
  const published = await publishVersion(store, options.model, model, provenance, examination);
  const { manifest } = published;
  const comparison =
    options.compare === undefined
      ? undefined
      : await compareWith(store, options.model, options.compare, model, options.compareSample);
  if (options.merge !== undefined) await removeShards(store, options).catch(warn);
  return {
    ...resultOf(manifest, inputs.fileDigest),
    seconds: Math.round((performance.now() - started) / 1000),
    ...(comparison === undefined ? {} : { comparison }),
  };
}

const provenanceOf = (
  location: string,
  { report }: JobInputs,
  timings: Readonly<Record<string, number>>,
  evaluation: Evaluation | undefined,
) => {
  const { mapping, read, accepted, repaired, refused } = report;
  const catalogue = { location, mapping, rows: { read, accepted, repaired, refused } };
  return { catalogue, timings, tools: toolVersions(), evaluation };
};

const resultOf = (manifest: Manifest, fileDigest: string | undefined) => ({
  result: 'trained' as const,
  model: manifest.model,
  id: manifest.id,
  version: shortId(manifest.id),
  bytes: manifest.bytes,
  createdAt: manifest.createdAt,
  catalogue: { ...manifest.catalogue, ...(fileDigest === undefined ? {} : { fileDigest }) },
  counts: { films: manifest.counts.films, terms: manifest.counts.terms },
  figures: Object.fromEntries(
    Object.entries(manifest.evaluation ?? {}).map(([name, { value }]) => [name, rounded(value)]),
  ),
});

/** What stays behind is small, and the next training of the same writes over it. */
function warn(error: unknown): void {
  if (!(error instanceof StoreError)) throw error;
  console.error(`warning: shards stay behind: ${error.message}`);
}
