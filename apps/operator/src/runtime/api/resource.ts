/** What every object of the API has; times are texts as they came over the wire. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly finalizers?: readonly string[];
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly managedFields?: unknown;
}

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

/** A kind of object and where the API has it. */
export interface Resource<T extends KubeObject = KubeObject> {
  /** "v1", "batch/v1". */
  readonly apiVersion: string;
  readonly kind: string;
  /** The lower-case name in paths and in RBAC: "jobs". */
  readonly plural: string;
  readonly isNamespaced: boolean;
  /** For the compiler alone: the shape of the kind's objects. */
  readonly shape?: T;
}

/** The group as RBAC names it; "" is the core. */
export const groupOf = ({ apiVersion }: Pick<Resource, 'apiVersion'>): string =>
  apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';

export interface Place {
  /** All namespaces where it is left out. */
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
}

/** @returns the path of an object or, without a name, of the collection */
export function pathOf(resource: Resource, { namespace, name, subresource }: Place): string {
  const { apiVersion, plural, isNamespaced } = resource;
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const parts = isNamespaced && namespace !== undefined ? ['namespaces', namespace] : [];
  const rest = [...parts, plural, name, subresource].filter((part) => part !== undefined);
  return [root, ...rest.map(encodeURIComponent)].join('/');
}
