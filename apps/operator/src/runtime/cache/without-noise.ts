import type { KubeObject, ObjectMeta } from '../api/resource.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Written by `kubectl apply` on the client's side: the object once more, as text. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Without who wrote which field, which is often more than half of an object, and never read here. */
export function withoutNoise<T extends KubeObject>(object: T): T {
  const metadata: Mutable<ObjectMeta> = { ...object.metadata };
  delete metadata.managedFields;
  if (metadata.annotations?.[LAST_APPLIED] !== undefined) {
    const others = Object.entries(metadata.annotations).filter(([name]) => name !== LAST_APPLIED);
    metadata.annotations = Object.fromEntries(others);
  }
  return { ...object, metadata };
}
