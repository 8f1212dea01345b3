import type { RecommenderModelSpec, TrainingParameters } from '#contracts';
import type { TrainingStep } from '../models/decide/types.js';
import { shortHash } from './names.js';

/** Where a pod finds what it reads. */
export interface Locations {
  readonly catalogue: string;
  readonly ratings?: string | undefined;
  readonly mapping?: string | undefined;
  readonly store: string;
}

export interface TrainingRequest {
  readonly spec: RecommenderModelSpec;
  /** Name of the model in the store. */
  readonly modelName: string;
  readonly hash: string;
  readonly step: TrainingStep;
  /** Id of the version to compare with. */
  readonly stable?: string | undefined;
}

/** The trainer's arguments: `trainer job …`. */
export function trainingArguments(
  { spec, modelName, hash, step, stable }: TrainingRequest,
  { catalogue, ratings, mapping, store }: Locations,
): readonly string[] {
  const { evaluation, training } = spec;
  return [
    ...['job', catalogue, '--store', store, '--model', modelName],
    ...['--training', shortHash(hash), '--preset', training.preset],
    ...parameterArguments(training.parameters),
    ...option('mapping', mapping),
    ...option('encoding', spec.catalogue.encoding),
    ...option('max-refused', spec.catalogue.maxRefused),
    ...option('catalogue-digest', spec.catalogue.digest),
    ...option('ratings', ratings),
    ...option('ratings-digest', spec.ratings?.digest),
    ...stepArguments(step, training.shards),
    ...(step === 'shards' ? [] : option('compare', stable)),
    ...(step === 'shards' ? [] : option('compare-sample', evaluation.comparison?.sample)),
    ...['--scratch', '/tmp/training'],
  ];
}

function parameterArguments(parameters: TrainingParameters): readonly string[] {
  const { language, neighbours, audienceWeight, weights = {} } = parameters;
  const shares = Object.entries(weights).map(([block, weight]) => `${block}=${weight}`);
  return [
    ...option('language', language),
    ...option('neighbours', neighbours),
    ...option('audience-weight', audienceWeight),
    ...option('weights', shares.length === 0 ? undefined : shares.sort().join(',')),
  ];
}

/** Kubernetes puts in the number that it gives each pod of an Indexed Job. */
function stepArguments(step: TrainingStep, shards: number): readonly string[] {
  switch (step) {
    case 'fit':
      return [];
    case 'shards':
      return ['--shard', `$(JOB_COMPLETION_INDEX)/${shards}`];
    case 'merge':
      return ['--merge', String(shards)];
  }
}

/** As one argument, so that no value is taken for an option. A dollar sign would be Kubernetes' own. */
const option = (name: string, value: string | number | undefined): readonly string[] =>
  value === undefined ? [] : [`--${name}=${String(value).replaceAll('$', '$$$$')}`];
