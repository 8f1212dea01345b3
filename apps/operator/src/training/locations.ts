import type { Source, StoreSpec } from '#contracts';

/** Something that a pod reads or writes: how its program is told, and what the pod needs for that. */
export interface Place {
  /** A path or URL, as the trainer takes it. */
  readonly location: string;
  readonly volumes: readonly object[];
  readonly mounts: readonly object[];
  readonly envFrom: readonly object[];
}

const plain = (location: string): Place => ({ location, volumes: [], mounts: [], envFrom: [] });

/**
 * @param name of the volume and the folder that it is mounted at
 * @param prefix of the names of the credentials in the environment: each source may have its own
 */
export function sourcePlace(source: Source, name: string, prefix: string): Place {
  const { configMap, persistentVolumeClaim, http, s3 } = source;
  if (configMap !== undefined) {
    const { key } = configMap;
    const volume = { name, configMap: { name: configMap.name, items: [{ key, path: key }] } };
    return mounted(volume, `/${name}/${key}`);
  }
  if (persistentVolumeClaim !== undefined) {
    const { claimName, path } = persistentVolumeClaim;
    return mounted({ name, persistentVolumeClaim: { claimName } }, `/${name}/${path}`);
  }
  if (http !== undefined) return plain(http.url);
  if (s3 !== undefined)
    return { ...plain(bucketUrl(s3, s3.key)), envFrom: secretOf(s3.secretName, prefix) };
  throw new TypeError('a source without a place: the API server lets none pass');
}

function mounted(
  volume: { readonly name: string } & Readonly<Record<string, unknown>>,
  location: string,
): Place {
  const { name } = volume;
  const mounts = [{ name, mountPath: `/${name}`, readOnly: true }];
  return { ...plain(location), volumes: [volume], mounts };
}

export function storePlace({ persistentVolumeClaim, s3 }: StoreSpec): Place {
  if (s3 !== undefined)
    return { ...plain(bucketUrl(s3, s3.prefix ?? '')), envFrom: secretOf(s3.secretName, '') };
  if (persistentVolumeClaim === undefined)
    throw new TypeError('a store without a place: the API server lets none pass');
  const { claimName, path } = persistentVolumeClaim;
  return {
    ...plain(path === undefined ? '/store' : `/store/${path}`),
    volumes: [{ name: 'store', persistentVolumeClaim: { claimName } }],
    mounts: [{ name: 'store', mountPath: '/store' }],
  };
}

type Bucket = Pick<
  NonNullable<StoreSpec['s3']>,
  'bucket' | 'endpoint' | 'region' | 'forcePathStyle'
>;

function bucketUrl({ bucket, endpoint, region, forcePathStyle }: Bucket, path: string): string {
  const parameters = new URLSearchParams({ region, pathStyle: String(forcePathStyle) });
  if (endpoint !== undefined) parameters.set('endpoint', endpoint);
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return `s3://${bucket}/${encoded}?${parameters.toString()}`;
}

const secretOf = (name: string | undefined, prefix: string): readonly object[] =>
  name === undefined ? [] : [{ ...(prefix === '' ? {} : { prefix }), secretRef: { name } }];
