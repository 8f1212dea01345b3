import type { RecommenderModel, Source } from '#contracts';
import { inputsHash } from '../../training/index.js';
import type { ObservedInputs } from '../decide/index.js';
import type { ConfigMap } from '../kinds.js';
import type { HttpDigests } from './http-digests.js';

/** What is known of a file without reading it. */
type Known = { readonly digest?: string } | { readonly problem: string };

export interface InputSources {
  readonly configMap: (name: string) => ConfigMap | undefined;
  readonly http: HttpDigests;
  /** Where the resource names none. */
  readonly image: string;
}

/**
 * What a training would be made from now. A ConfigMap is known by its content, what a server gives by
 * the tag or date that it tells. Of a volume or a bucket nothing is known before a Job has read it: a
 * new file in the same place is noticed by the annotation `retrain`, the schedule or a digest.
 */
export async function observedInputs(
  { spec, status }: Pick<RecommenderModel, 'spec' | 'status'>,
  sources: InputSources,
  signal: AbortSignal,
): Promise<ObservedInputs> {
  const { catalogue, ratings, training } = spec;
  const { mappingConfigMap } = catalogue;
  const ask = (source: Source | undefined): Promise<Known> =>
    source === undefined ? Promise.resolve({}) : knownOf(source, sources, signal);
  const [films, likes, mapping] = await Promise.all([
    ask(catalogue.source),
    ask(ratings?.source),
    ask(mappingConfigMap && { configMap: mappingConfigMap }),
  ]);
  // What was known is not another catalogue because its server does not answer for a while.
  const remembered = status?.catalogueDigest;
  const found =
    'problem' in films && catalogue.source.http !== undefined && remembered !== undefined
      ? { digest: remembered }
      : films;
  for (const known of [found, likes, mapping]) if ('problem' in known) return known;
  const digests = { catalogue: digestOf(found), ratings: digestOf(likes), mapping: digestOf(mapping) };
  return {
    hash: inputsHash(spec, training.image ?? sources.image, digests),
    ...(digests.catalogue !== undefined && { catalogueDigest: digests.catalogue }),
  };
}

const digestOf = (known: Known): string | undefined => ('problem' in known ? undefined : known.digest);

async function knownOf(
  { configMap, http }: Source,
  sources: InputSources,
  signal: AbortSignal,
): Promise<Known> {
  if (http !== undefined) return sources.http.of(http.url, signal);
  if (configMap === undefined) return {};
  const found = sources.configMap(configMap.name);
  if (found === undefined) return { problem: `ConfigMap ${configMap.name} was not found` };
  const digest = found.digests?.[configMap.key];
  return digest === undefined
    ? { problem: `ConfigMap ${configMap.name} has no key ${configMap.key}` }
    : { digest: `sha256:${digest}` };
}
