import { z } from 'zod';

type Node = Readonly<Record<string, unknown>>;

/** What JSON Schema says and structural schemas of Kubernetes do not know, or check by themselves. */
const UNKNOWN = new Set([
  '$schema',
  'additionalProperties',
  'propertyNames',
  'const',
  'properties',
]);

/**
 * A zod schema as the structural schema that a CustomResourceDefinition asks for: OpenAPI 3.0 without
 * references, in which unknown fields are pruned and not refused.
 */
export const structuralSchema = (schema: z.ZodType): Node =>
  structural(z.toJSONSchema(schema, { io: 'input' }));

function structural(node: Node): Node {
  if (node['x-kubernetes-int-or-string'] === true) return intOrString(node);
  const { properties, items, additionalProperties, const: constant } = node;
  return {
    ...without(node),
    ...(constant === undefined ? {} : { enum: [constant] }),
    ...(isNode(items) ? { items: structural(items) } : {}),
    ...(isNode(properties) ? { properties: structuralEntries(properties) } : {}),
    ...(isNode(additionalProperties) && !isNode(properties) ? mapOf(additionalProperties) : {}),
  };
}

const mapOf = (values: Node): Node => ({ additionalProperties: structural(values) });

/** Kubernetes' own form of an amount, which alone may be of two types. */
function intOrString(node: Node): Node {
  const forms = node.anyOf as readonly Node[];
  const { pattern, maxLength } = forms.find(({ type }) => type === 'string') ?? {};
  return { ...node, anyOf: [{ type: 'integer' }, { type: 'string' }], pattern, maxLength };
}

const structuralEntries = (properties: Node): Node =>
  Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, structural(value as Node)]),
  );

const without = (node: Node): Node =>
  Object.fromEntries(Object.entries(node).filter(([name]) => !UNKNOWN.has(name)));

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
