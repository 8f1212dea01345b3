/** A node of a structural schema. */
export type SchemaNode = Readonly<Record<string, unknown>>;

/** Every field of a schema by its path, parents first: `.spec.rollout.steps[].weight`. */
export function fieldsOf(
  node: SchemaNode,
  path: string,
): readonly (readonly [string, SchemaNode])[] {
  const inner = [
    ...Object.entries((node.properties ?? {}) as Record<string, SchemaNode>).map(
      ([name, value]) => [`${path}.${name}`, value] as const,
    ),
    ...(node.items === undefined ? [] : [[`${path}[]`, node.items as SchemaNode] as const]),
    ...(node.additionalProperties === undefined
      ? []
      : [[`${path}.*`, node.additionalProperties as SchemaNode] as const]),
  ];
  return inner.flatMap(([name, value]) => [[name, value] as const, ...fieldsOf(value, name)]);
}
