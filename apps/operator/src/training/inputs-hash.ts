import type { RecommenderModelSpec } from '#contracts';
import { hashOf } from '../models/decide/hash.js';

/** What the operator knows of the files that a training would read, as far as it knows it. */
export interface KnownDigests {
  /** `sha256:…` */
  readonly catalogue?: string | undefined;
  readonly ratings?: string | undefined;
  readonly mapping?: string | undefined;
}

/**
 * Hash of what is to be trained, in hexadecimal: what a version is made from, and what a training is
 * given to run with. The latter makes no other version, but whoever raises a limit after a failure wants
 * it tried again. A file whose digest is known counts by that, wherever it is; any other by where it is.
 */
export function inputsHash(
  {
    catalogue,
    ratings,
    training,
  }: Pick<RecommenderModelSpec, 'catalogue' | 'ratings' | 'training'>,
  image: string,
  digests: KnownDigests = {},
): string {
  const { source, digest, mapping, mappingConfigMap, encoding, maxRefused } = catalogue;
  const { preset, parameters, resources, deadlineSeconds, retries, shards } = training;
  return hashOf({
    catalogue: fileOf(source, digests.catalogue ?? digest),
    reading: { mapping, mappingConfigMap, encoding, maxRefused, digest: digests.mapping },
    ratings: ratings && fileOf(ratings.source, digests.ratings ?? ratings.digest),
    settings: { image, preset, parameters },
    means: { resources, deadlineSeconds, retries, shards },
  });
}

const fileOf = (source: unknown, digest: string | undefined): unknown => digest ?? source;
