import type { KubeObject } from './resource.js';

/** The place of an object; as text "namespace/name", or "name" where there are no namespaces. */
export interface ObjectRef {
  readonly namespace?: string;
  readonly name: string;
}

/** Neither part can have a slash in it. */
export const keyOf = ({ namespace, name }: ObjectRef): string =>
  namespace === undefined ? name : `${namespace}/${name}`;

export const keyOfObject = ({ metadata }: KubeObject): string => keyOf(metadata);

export function refOf(key: string): ObjectRef {
  const slash = key.indexOf('/');
  return slash < 0 ? { name: key } : { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}
