import type { CustomResourceDefinition } from '#contracts';

type Node = Readonly<Record<string, unknown>>;
type Nodes = Readonly<Record<string, Node>>;

/** What the chart knows by itself, and nobody shall say differently. */
const OF_THE_CHART = new Set(['modelName', 'store', 'serving']);
/** What is Kubernetes' own, or the API server's to fill in. */
const UNKNOWN = /^(?:x-kubernetes-.*|default)$/u;
/** More than any amount that is written without a unit: 64 PiB. */
const MOST = 2 ** 56;

/**
 * The values' schema of a chart, in which `recommenderModel.spec` is what the resource takes: a field
 * that is misspelt is refused before there is a cluster. The API server would drop it, or refuse it late.
 */
export function withModelSpec(schema: Node, definition: CustomResourceDefinition): Node {
  const { properties } = closed(specOf(definition));
  const own = Object.entries(properties as Nodes).filter(([name]) => !OF_THE_CHART.has(name));
  return at(schema, ['recommenderModel', 'spec'], (found) => ({
    ...found,
    properties: Object.fromEntries(own),
  }));
}

function specOf({ spec }: CustomResourceDefinition): Node {
  const [version] = spec.versions as readonly [{ schema: { openAPIV3Schema: Node } }];
  return (version.schema.openAPIV3Schema.properties as Nodes).spec;
}

/** A structural schema as JSON Schema that refuses what it does not know. */
function closed(node: Node): Node {
  if (node['x-kubernetes-int-or-string'] === true) return amount(node);
  const { properties, items, ...rest } = node;
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([name]) => !UNKNOWN.test(name))),
    ...(items === undefined ? {} : { items: closed(items as Node) }),
    ...(properties === undefined ? {} : closedObject(properties as Nodes)),
  };
}

const closedObject = (properties: Nodes): Node => ({
  additionalProperties: false,
  properties: Object.fromEntries(
    Object.entries(properties).map(([name, node]) => [name, closed(node)]),
  ),
});

const amount = ({ description, pattern, maxLength }: Node): Node => ({
  description,
  anyOf: [
    { type: 'integer', minimum: 0, maximum: MOST },
    { type: 'string', maxLength, pattern },
  ],
});

/** The schema with the value at a path changed. */
function at(schema: Node, [name, ...path]: readonly string[], change: (node: Node) => Node): Node {
  const properties = schema.properties as Nodes;
  const inner = properties[name];
  const changed = path.length === 0 ? change(inner) : at(inner, path, change);
  return { ...schema, properties: { ...properties, [name]: changed } };
}
