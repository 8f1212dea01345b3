import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse, stringify } from 'yaml';
import { recommenderModelSchema, type RecommenderModelSpec } from '#contracts';
import { type Manifest, manifests, RECOMMENDER, template } from './support/charts.js';
import { helm4, ROOT } from './support/helm.js';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'movie-recommender-model-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Json = Readonly<Record<string, unknown>>;
const CATALOGUE = { source: { configMap: { name: 'films', key: 'films.csv' } } };
const EXAMPLE = join(RECOMMENDER.path, 'ci/operator-values.yaml');

async function render(values: Json, ...args: readonly string[]): Promise<readonly Manifest[]> {
  const file = join(folder, 'values.yaml');
  writeFileSync(file, stringify(values));
  return manifests(await template(helm4, RECOMMENDER.path, '-f', file, ...args));
}
const of = (objects: readonly Manifest[], kind: string): Manifest => {
  const found = objects.find((object) => object.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} is rendered`);
  return found;
};
const valuesWith = (spec: Json = {}, more: Json = {}): Json => ({
  model: { store: { kind: 'pvc' } },
  ...more,
  recommenderModel: { enabled: true, spec: { catalogue: CATALOGUE, ...spec } },
});
const modelOf = async (spec: Json = {}, more: Json = {}): Promise<RecommenderModelSpec> =>
  of(await render(valuesWith(spec, more)), 'RecommenderModel').spec;

interface Definition {
  readonly spec: {
    readonly versions: readonly { readonly schema: { readonly openAPIV3Schema: object } }[];
  };
}
const definition = parse(
  readFileSync(join(ROOT, 'k8s/crds/recommendermodels.movierec.dev.yaml'), 'utf8'),
) as Definition;
/** As the API server judges it, but for the rules in CEL. */
const isValid = new Ajv({ strict: false, formats: { 'date-time': true } }).compile(
  definition.spec.versions[0].schema.openAPIV3Schema,
);

describe('the RecommenderModel of a release', () => {
  it('is not made unless it is wanted', async () => {
    const kinds = (await render({})).map(({ kind }) => kind);
    expect(kinds).not.toContain('RecommenderModel');
  });

  it('is wired to the pods, the volume and the roll-out of the same release', async () => {
    const objects = await render(valuesWith());
    const model = recommenderModelSchema.parse(of(objects, 'RecommenderModel')).spec;
    const { template: pod } = of(objects, 'Deployment').spec as unknown as {
      template: { metadata: Manifest['metadata']; spec: { volumes: readonly Json[] } };
    };
    expect(pod.metadata.labels).toMatchObject(model.serving.selector.matchLabels);
    expect(pod.spec.volumes).toContainEqual({
      name: 'models',
      persistentVolumeClaim: { claimName: model.store.persistentVolumeClaim?.claimName },
    });
    expect(pod.spec.volumes).toContainEqual({
      name: 'rollout',
      configMap: { name: model.serving.configMapName, optional: true },
    });
    const settings = of(objects, 'ConfigMap').data ?? {};
    expect(settings).toMatchObject({
      MODEL_NAME: model.modelName,
      METRICS_PORT: String(model.serving.metricsPort),
      ROLLOUT_FILE: '/etc/movie-recommender/rollout/rollout.json',
    });
  });

  const BUCKET = { bucket: 'models', region: 'us-east-1', forcePathStyle: false };
  const CASES: readonly (readonly [string, Json, Json, object])[] = [
    [
      'a claim that exists',
      {},
      { model: { store: { kind: 'pvc', pvc: { existingClaim: 'mine' } } } },
      { store: { persistentVolumeClaim: { claimName: 'mine' } } },
    ],
    [
      'a bucket',
      {},
      { model: { store: { kind: 's3', s3: { bucket: 'models' } } } },
      { store: { s3: BUCKET } },
    ],
    [
      'a bucket of another server',
      {},
      {
        model: {
          store: {
            kind: 's3',
            s3: {
              bucket: 'models',
              prefix: 'a/b',
              endpoint: 'http://s3.storage:7070',
              pathStyle: true,
              existingSecret: 'keys',
            },
          },
        },
      },
      {
        store: {
          s3: {
            ...BUCKET,
            prefix: 'a/b',
            endpoint: 'http://s3.storage:7070',
            forcePathStyle: true,
            secretName: 'keys',
          },
        },
      },
    ],
    [
      'a roll-out of another name',
      {},
      { model: { store: { kind: 'pvc' }, rollout: { existingConfigMap: 'mine' } } },
      { serving: { configMapName: 'mine' } },
    ],
    [
      'secrets for images',
      {},
      { imagePullSecrets: [{ name: 'registry' }] },
      {
        training: {
          imagePullSecrets: [{ name: 'registry' }],
          serviceAccountName: 'movies-movie-recommender',
        },
      },
    ],
    [
      'an account of its own for training',
      { training: { serviceAccountName: 'trainer' } },
      {},
      { training: { serviceAccountName: 'trainer' } },
    ],
    [
      'the largest count of samples as it is written',
      { rollout: metric({ max: '0.5', minimumSamples: 1_000_000_000 }) },
      {},
      { rollout: metric({ max: '0.5', minimumSamples: 1_000_000_000 }) },
    ],
  ];
  it.each(CASES)('has %s', async (_, spec, more, expected) => {
    expect(await modelOf(spec, more)).toMatchObject(expected);
  });

  const WHOLE: readonly (readonly [string, Json])[] = [
    ['the least', valuesWith()],
    ['the example', parse(readFileSync(EXAMPLE, 'utf8')) as Json],
    ...CASES.map(([name, spec, more]) => [name, valuesWith(spec, more)] as const),
  ];
  it.each(WHOLE)('is one that the definition takes: %s', async (_, values) => {
    const model = of(await render(values), 'RecommenderModel');
    expect(isValid(model)).toBe(true);
    expect(recommenderModelSchema.parse(model).spec).toMatchObject(model.spec);
  });

  it.each([
    ['a long name', { fullnameOverride: 'm'.repeat(52) }, 'm'.repeat(40)],
    ['a name with a dot', { nameOverride: 'movie-recommender' }, 'my-movies-movie-recommender'],
  ])('%s is one that longer ones can be made of', async (_, more, expected) => {
    const file = join(folder, 'names.yaml');
    writeFileSync(file, stringify(valuesWith({}, more)));
    const rendered = await helm4.run('template', 'my.movies', RECOMMENDER.path, '-f', file);
    expect(of(manifests(rendered), 'RecommenderModel').metadata.name).toBe(expected);
  });

  it.each([
    ['a source that is misspelt', { catalogue: { sauce: {} } }, /catalogue/u],
    ['a field that is misspelt', { trainnig: {} }, /trainnig/u],
    ['a weight that is misspelt', { rollout: { steps: [{ weigth: 5 }] } }, /weigth/u],
    ['a store beside that of the release', { store: {} }, /store/u],
    ['pods beside those of the release', { serving: {} }, /serving/u],
  ])('%s is refused without a cluster', async (_, spec, message) => {
    await expect(render(valuesWith(spec))).rejects.toThrow(message);
  });

  it.each([
    ['a weight of nothing', { rollout: { steps: [{ weight: 0, durationSeconds: 1 }] } }],
    ['a step without a duration', { rollout: { steps: [{ weight: 5 }] } }],
    ['a fraction as a number', { evaluation: { gates: [{ figure: 'coverage@10', min: 0.5 }] } }],
    ['a strategy that is not known', { rollout: { strategy: 'Fast' } }],
    ['a key that leads elsewhere', sourceOf({ configMap: { name: 'films', key: '../x' } })],
    ['an address with a password', sourceOf({ http: { url: 'http://me:secret@films' } })],
    ['an amount that is none', { training: { resources: { limits: { memory: 'much' } } } }],
    ['too many shards', { training: { shards: 65 } }],
  ])('%s is refused by the values and by the definition', async (_, spec) => {
    const values = valuesWith(spec);
    await expect(render(values)).rejects.toThrow(/don't meet the specifications of the schema/u);
    const unseen = await render(values, '--skip-schema-validation');
    expect(isValid(of(unseen, 'RecommenderModel'))).toBe(false);
  });
});

function metric(fields: Json): Json {
  const steps = [{ weight: 50, durationSeconds: 60 }];
  return { steps, analysis: { metrics: [{ name: 'errors', kind: 'errorRatio', ...fields }] } };
}

function sourceOf(source: Json): Json {
  return { catalogue: { source } };
}
