import {
  API_VERSION,
  type ComparisonRecord,
  type RecommenderModelVersionSpec,
  type ResultComparison,
  type Trained,
} from '#contracts';
import type { KubeObject } from '../runtime/api/resource.js';
import { labelsOf, versionName } from './names.js';
import { type Owner, ownerReference } from './training-job.js';

export interface VersionManifest extends KubeObject {
  readonly spec: RecommenderModelVersionSpec;
}

export interface VersionRequest {
  readonly owner: Owner;
  readonly hash: string;
  readonly jobName: string;
  readonly image: string;
  readonly result: Trained;
}

/** The record of what a training has made. */
export function versionOf({
  owner,
  hash,
  jobName,
  image,
  result,
}: VersionRequest): VersionManifest {
  const { model, id, version, bytes, createdAt, catalogue, counts, seconds, figures, comparison } =
    result;
  return {
    apiVersion: API_VERSION,
    kind: 'RecommenderModelVersion',
    metadata: {
      name: versionName(owner.name, hash),
      namespace: owner.namespace,
      labels: labelsOf(owner.name, hash),
      ownerReferences: [ownerReference(owner)],
    },
    spec: {
      ...{ modelName: model, resourceName: owner.name, id, version, hash, bytes, createdAt },
      ...{ catalogue, counts, jobName, image, seconds, figures: asTexts(figures) },
      ...(comparison === undefined ? {} : { comparison: comparisonOf(comparison) }),
    },
  };
}

/** The resource keeps fractions as texts. */
const asTexts = (figures: Readonly<Record<string, number>>): Record<string, string> =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, String(value)]));

function comparisonOf(comparison: ResultComparison): ComparisonRecord {
  const { overlap, rankCorrelation, coverage, diversity, ...counts } = comparison;
  return {
    ...counts,
    ...(overlap === undefined ? {} : { overlap: String(overlap) }),
    ...(rankCorrelation === undefined ? {} : { rankCorrelation: String(rankCorrelation) }),
    ...(coverage === undefined ? {} : { coverage: sidesOf(coverage) }),
    ...(diversity === undefined ? {} : { diversity: sidesOf(diversity) }),
  };
}

const sidesOf = ({ before, after }: { readonly before: number; readonly after: number }) => ({
  before: String(before),
  after: String(after),
});
