import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { ROOT } from './helm.js';

const text = z.string().min(1);
const release = z.strictObject({
  name: text,
  namespace: text,
  createNamespace: z.boolean().optional(),
  chartPath: text.optional(),
  repo: text.optional(),
  remoteChart: text.optional(),
  version: text.optional(),
  valuesFiles: z.array(text),
  setValueTemplates: z.record(text, text).optional(),
  wait: z.boolean(),
});
const artifact = z.strictObject({
  image: text,
  docker: z.strictObject({ dockerfile: text, target: text }),
  sync: z.strictObject({ manual: z.array(z.strictObject({ src: text, dest: text })) }).optional(),
});
const verify = z.strictObject({
  name: text,
  container: z.strictObject({ name: text, image: text, args: z.array(text) }),
  executionMode: z.strictObject({ kubernetesCluster: z.strictObject({}) }),
});
const component = z.strictObject({ name: text, inputDigest: z.strictObject({}) });

/**
 * As much of Skaffold's published schema (v4beta13) as is used here: what is misspelt is refused. The
 * whole of it is asked where SKAFFOLD_SCHEMA names a copy.
 */
const configSchema = z.strictObject({
  apiVersion: z.literal('skaffold/v4beta13'),
  kind: z.literal('Config'),
  metadata: z.strictObject({ name: text }),
  requires: z.array(z.strictObject({ configs: z.array(text) })).optional(),
  build: z
    .strictObject({
      tagPolicy: z.strictObject({
        customTemplate: z.strictObject({ template: text, components: z.array(component) }),
      }),
      local: z.strictObject({ push: z.boolean() }),
      artifacts: z.array(artifact),
    })
    .optional(),
  manifests: z.strictObject({ rawYaml: z.array(text) }).optional(),
  deploy: z.strictObject({
    kubectl: z.strictObject({ defaultNamespace: text.optional() }).optional(),
    helm: z.strictObject({ releases: z.array(release) }).optional(),
  }),
  portForward: z
    .array(
      z.strictObject({
        resourceType: z.literal('service'),
        resourceName: text,
        namespace: text,
        port: z.int(),
        localPort: z.int(),
      }),
    )
    .optional(),
  profiles: z
    .array(
      z.strictObject({
        name: text,
        patches: z
          .array(
            z.strictObject({
              op: z.enum(['remove', 'replace']),
              path: z.string().startsWith('/'),
              value: z.unknown().optional(),
            }),
          )
          .optional(),
      }),
    )
    .optional(),
  verify: z.array(verify).optional(),
});
export type Config = z.infer<typeof configSchema>;

/** The file's configurations as they are with a profile. @throws Error if something has no meaning */
export function skaffold(profile?: string): readonly Config[] {
  const file = parseAllDocuments(readFileSync(join(ROOT, 'skaffold.yaml'), 'utf8'));
  return file
    .map((document) => document.toJS() as unknown)
    .map((config) => patched(config, configSchema.parse(config), profile));
}

function patched(raw: unknown, { profiles = [] }: Config, profile?: string): Config {
  const patches = profiles.find(({ name }) => name === profile)?.patches ?? [];
  const copy = structuredClone(raw);
  for (const { op, path, value } of patches) {
    const steps = path.slice(1).split('/');
    const last = steps.pop() ?? '';
    const place = steps.reduce<unknown>(
      (inner, step) => (inner as Record<string, unknown> | undefined)?.[step],
      copy,
    ) as Record<string, unknown> | undefined;
    if (place?.[last] === undefined)
      throw new Error(`${path} of the profile ${String(profile)} is not there`);
    if (op === 'replace') place[last] = value;
    else if (Array.isArray(place)) place.splice(Number(last), 1);
    else Reflect.deleteProperty(place, last);
  }
  return configSchema.parse(copy);
}
