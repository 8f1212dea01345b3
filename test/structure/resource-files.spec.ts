import { globSync, readFileSync } from 'node:fs';
import { customResourceDefinitions } from '#contracts';
import { resourceFiles } from '../../tools/resource-files.ts';
import { resourceReferences } from '../../tools/resource-reference.ts';
import { fieldsOf, type SchemaNode } from '../../tools/schema-fields.ts';

const COMMAND = 'npm run generate';
const MAX_BYTES = 50 * 1024;

const files = resourceFiles(customResourceDefinitions());

it.each(files)(`$path is what \`${COMMAND}\` writes, and small`, ({ path, text }) => {
  const isCurrent = readFileSync(path, 'utf8') === text;
  expect(isCurrent ? 'current' : `stale: run \`${COMMAND}\` and commit ${path}`).toBe('current');
  expect(Buffer.byteLength(text)).toBeLessThan(MAX_BYTES);
});

it.each(resourceReferences(customResourceDefinitions()))(
  `$path is what \`${COMMAND}\` writes`,
  ({ path, text }) => {
    expect(readFileSync(path, 'utf8')).toBe(text);
  },
);

it('nothing else lies where definitions are taken from', () => {
  const found = globSync('{k8s/crds,charts/*/files/crds}/*').sort();
  expect(found).toEqual(files.map(({ path }) => path).sort());
});

/** What the API server leaves to itself: the kind of an object and its metadata. */
const OWN = /^\.(apiVersion|kind|metadata)$/;

describe.each(customResourceDefinitions())('$metadata.name', ({ spec }) => {
  const [{ schema }] = spec.versions as readonly { schema: { openAPIV3Schema: SchemaNode } }[];
  const fields = fieldsOf(schema.openAPIV3Schema, '').filter(([path]) => !OWN.test(path));

  it('describes every field', () => {
    const isEntry = (path: string): boolean => /(\[\]|\*)$/.test(path);
    const silent = fields.filter(
      ([path, node]) => !isEntry(path) && node.description === undefined,
    );
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  it('bounds every text, list, map and number, so that its rules cost little', () => {
    const unbounded = fields.filter(([, node]) => !isBounded(node));
    expect(unbounded.map(([path]) => path)).toEqual([]);
  });
});

function isBounded({ type, ...node }: SchemaNode): boolean {
  switch (type) {
    case 'string':
      return node.maxLength !== undefined || node.enum !== undefined;
    case 'array':
      return node.maxItems !== undefined;
    case 'integer':
      return node.minimum !== undefined && node.maximum !== undefined;
    case 'object':
      return node.additionalProperties === undefined || node.maxProperties !== undefined;
    default:
      return type === 'boolean' || node['x-kubernetes-int-or-string'] === true;
  }
}
