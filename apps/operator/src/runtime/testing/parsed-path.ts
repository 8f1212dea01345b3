import type { KubeObject } from '../api/resource.js';

/** A path of the API taken apart. */
export interface ParsedPath {
  readonly namespace?: string;
  readonly plural: string;
  readonly name?: string;
  readonly subresource?: string;
  /** The path without name, subresource and query. */
  readonly collection: string;
  /** The path of the object itself. */
  readonly key: string;
  readonly parameters: URLSearchParams;
  /** Whether a list or watch of this path has that object, which lies in that collection. */
  readonly covers: (collection: string, object: KubeObject) => boolean;
}

const PATH =
  /^(?<root>\/api\/v1|\/apis\/[^/]+\/[^/]+)(?:\/namespaces\/(?<namespace>[^/]+))?\/(?<plural>[^/]+)(?:\/(?<name>[^/]+))?(?:\/(?<subresource>[^/]+))?$/u;

const parsed = new Map<string, ParsedPath>();

/** The same few paths come again and again. */
export function parsePath(path: string): ParsedPath {
  const known = parsed.get(path);
  if (known !== undefined) return known;
  const fresh = parse(path);
  if (parsed.size > 10_000) parsed.clear();
  parsed.set(path, fresh);
  return fresh;
}

function parse(path: string): ParsedPath {
  const [bare, query = ''] = path.split('?');
  const groups: Partial<Record<string, string>> = PATH.exec(bare)?.groups ?? {};
  const { root, namespace, plural, name, subresource } = groups;
  if (plural === undefined) throw new Error(`no path of the API: ${path}`);
  const parameters = new URLSearchParams(query);
  const place = namespace === undefined ? '' : `/namespaces/${namespace}`;
  const collection = `${root}${place}/${plural}`;
  const selected = selectorOf(parameters.get('labelSelector') ?? '');
  return {
    namespace,
    plural,
    name,
    subresource,
    collection,
    key: name === undefined ? collection : `${collection}/${name}`,
    parameters,
    covers: (other, object) =>
      (other === collection ||
        (namespace === undefined &&
          other.startsWith(`${root}/`) &&
          other.endsWith(`/${plural}`))) &&
      selected(object),
  };
}

/** Equality alone: "a=b,c=d", and "a" for a label of any value. */
function selectorOf(text: string): (object: KubeObject) => boolean {
  const terms = text.split(',').filter((term) => term !== '');
  return ({ metadata: { labels = {} } }) =>
    terms.every((term) => {
      const [name, value] = term.includes('=') ? term.split('=') : [term, undefined];
      return value === undefined ? name in labels : labels[name] === value;
    });
}
