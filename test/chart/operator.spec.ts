import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { customResourceDefinitions } from '#contracts';
import { readEnvironment } from '../../apps/operator/src/config/environment.js';
import { OPERATOR_RIGHTS } from '../support/operator-rights.js';
import { type Manifest, manifests, OPERATOR, template } from './support/charts.js';
import { helm4 } from './support/helm.js';

jest.setTimeout(60_000);

const render = async (...set: readonly string[]): Promise<readonly Manifest[]> =>
  manifests(await template(helm4, OPERATOR.path, ...set.flatMap((each) => ['--set', each])));
const of = (objects: readonly Manifest[], kind: string): readonly Manifest[] =>
  objects.filter((object) => object.kind === kind);

interface Deployment {
  readonly template: {
    readonly spec: {
      readonly containers: readonly {
        readonly env: readonly { readonly name: string; readonly value?: string }[];
      }[];
    };
  };
}

interface Role {
  readonly rules: readonly {
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly verbs: readonly string[];
    readonly resourceNames?: readonly string[];
  }[];
}

/** The settings of the pod, as the program reads them. */
async function settings(...set: readonly string[]) {
  const [{ spec }] = of(await render(...set), 'Deployment');
  const [{ env }] = (spec as Deployment).template.spec.containers;
  return readEnvironment(Object.fromEntries(env.map(({ name, value }) => [name, value ?? 'pod'])));
}

describe('the settings of the operator', () => {
  it.each([
    ['nothing is said', [], { WATCH_NAMESPACES: ['films'], LEASE_DURATION_MS: 15_000 }],
    ['all namespaces are watched', ['watch.clusterWide=true'], { WATCH_NAMESPACES: [] }],
    ['some are', ['watch.namespaces={a,b}'], { WATCH_NAMESPACES: ['a', 'b'] }],
    ['an image is named', ['training.image=t:1'], { TRAINER_IMAGE: 't:1' }],
    ['none is', ['image.tag=v2'], { TRAINER_IMAGE: 'movie-recommender:v2' }],
    ['Prometheus is', ['prometheus.url=http://p:9090'], { PROMETHEUS_URL: 'http://p:9090' }],
  ])('are what the program takes where %s', async (_, set, expected) => {
    expect(await settings(...set)).toMatchObject(expected);
  });
});

describe('the definitions of the custom resources', () => {
  it('are those that are generated, and stay when the release goes', async () => {
    const found = of(await render(), 'CustomResourceDefinition');
    for (const definition of customResourceDefinitions()) {
      const { name } = definition.metadata;
      const text = readFileSync(join(OPERATOR.path, `files/crds/${name}.yaml`), 'utf8');
      const object = found.find(({ metadata }) => metadata.name === name);
      expect(object?.spec).toEqual((parse(text) as Manifest).spec);
      expect(object?.metadata.annotations).toEqual({ 'helm.sh/resource-policy': 'keep' });
    }
    expect(found).toHaveLength(customResourceDefinitions().length);
  });

  it('are left out where somebody else brings them', async () => {
    expect(of(await render('crds.enabled=false'), 'CustomResourceDefinition')).toEqual([]);
  });
});

describe('what the operator may do', () => {
  const bound = (objects: readonly Manifest[]) =>
    objects
      .filter(({ kind }) => /^(?:Cluster)?RoleBinding$/u.test(kind))
      .map(({ kind, metadata: { name, namespace = '' } }) => `${kind} ${namespace} ${name}`);

  it.each([
    ['in its own namespace', [], ['RoleBinding films', 'RoleBinding  ']],
    [
      'in those that are named',
      ['watch.namespaces={a,b}'],
      ['RoleBinding a', 'RoleBinding b', 'RoleBinding  '],
    ],
    ['everywhere', ['watch.clusterWide=true'], ['ClusterRoleBinding  ', 'RoleBinding  ']],
  ])('%s', async (_, set, expected) => {
    const found = bound(await render(...set));
    expect(found).toEqual(expected.map((each) => expect.stringContaining(each) as string));
  });

  it('is what it asks for, and the lease it may touch is named', async () => {
    const roles = of(await render(), 'Role') as unknown as readonly Role[];
    const rules = roles.flatMap((role) => role.rules);
    const granted = rules.flatMap(({ apiGroups: [group], resources, verbs }) =>
      resources.flatMap((resource) => verbs.map((verb) => `${group} ${resource} ${verb}`)),
    );
    expect(granted.sort()).toEqual([...OPERATOR_RIGHTS].sort());
    expect(rules.find(({ verbs }) => verbs.includes('update'))?.resourceNames).toEqual([
      'movies-movie-recommender-operator',
    ]);
  });
});
