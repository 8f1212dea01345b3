import { setTimeout as sleep } from 'node:timers/promises';
import {
  customResourceDefinitions,
  recommenderModelSchema,
  recommenderModelVersionSchema,
} from '#contracts';
import { type ApiAnswer, type ApiRequest, apiRequest } from '../support/api-request.js';
import { type ApiServer, describeApiServer, startApiServer } from '../support/api-server.js';
import { type Sample, sampleModel, sampleVersion } from '../support/sample-resources.js';

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const RESOURCES = '/apis/movierec.dev/v1alpha1/namespaces/default';
const STRICT = 'fieldValidation=Strict';

const pathOf = ({ kind }: Sample): string => `${RESOURCES}/${kind.toLowerCase()}s`;

describeApiServer('custom resources', () => {
  let server: ApiServer;
  let send: ApiRequest;

  beforeAll(async () => {
    server = await startApiServer();
    send = apiRequest(server);
    for (const definition of customResourceDefinitions()) {
      const { code, body } = await send('POST', `${DEFINITIONS}?${STRICT}`, definition);
      if (code !== 201) throw new Error(String(body.message));
    }
    // A definition is served a moment after it was accepted.
    for (const sample of [sampleModel(), sampleVersion()])
      while ((await send('GET', pathOf(sample))).code !== 200) await sleep(100);
  }, 120_000);
  afterAll(() => server.stop());

  const create = (sample: object): Promise<ApiAnswer> =>
    send('POST', `${pathOf(sample as Sample)}?${STRICT}`, sample);
  const trial = (sample: Sample): Promise<ApiAnswer> =>
    send('POST', `${pathOf(sample)}?${STRICT}&dryRun=All`, sample);

  it.each(customResourceDefinitions())(
    '$metadata.name is defined, without a word of blame',
    async ({ metadata }) => {
      const { body } = await send('GET', `${DEFINITIONS}/${metadata.name}`);
      const { conditions } = body.status as { conditions: readonly Condition[] };
      const types = conditions.filter(({ status }) => status === 'True').map(({ type }) => type);
      expect(types.sort()).toEqual(['Established', 'NamesAccepted']);
    },
  );

  const ACCEPTED: readonly (readonly [string, Sample])[] = [
    ['the least model', sampleModel()],
    ['the least version', sampleVersion()],
    ['a name of 40 characters', sampleModel({}, 'm'.repeat(40))],
    [
      'a catalogue from a server',
      withSource({ http: { url: 'https://films.example/films.csv.gz' } }),
    ],
    ['a catalogue in a bucket', withSource({ s3: { bucket: 'films', key: 'a/films.parquet' } })],
    [
      'a catalogue in a volume',
      withSource({ persistentVolumeClaim: { claimName: 'data', path: 'films/2026' } }),
    ],
    ['a store in a bucket', sampleModel({ store: { s3: { bucket: 'models', prefix: 'a/b' } } })],
    ['a mapping by name', withCatalogue({ mapping: 'tmdb5000' })],
    ['a mapping of your own', withCatalogue({ mappingConfigMap: { name: 'm', key: 'm.yaml' } })],
    ['a gate with one bound', withGate({ min: '0.5' })],
    ['a gate with equal bounds', withGate({ min: '0.5', max: '0.50' })],
    ['a gate against the stable version', withGate({ maxDrop: '0.05' })],
    ['steps that grow', withRollout({ steps: steps(1, 2, 50, 100) })],
    ['ten steps', withRollout({ steps: steps(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) })],
    ['no steps for a manual roll-out', withRollout({ strategy: 'Manual' })],
    ['no steps for an immediate roll-out', withRollout({ strategy: 'Immediate' })],
    ['a shadow', withRollout({ strategy: 'Shadow', shadow: { durationSeconds: 60 } })],
    ['a query beside Prometheus', withMetric({ query: 'up', samplesQuery: 'up', max: '1' }, true)],
    ['a metric with bounds', withMetric({ kind: 'latencyP99', min: '0', max: '1' })],
    ['weights of features', withTraining({ parameters: { weights: { text: '0.5' } } })],
    [
      'amounts as numbers and texts',
      withTraining({ resources: { limits: { cpu: 2, memory: '1.5Gi' } } }),
    ],
    [
      'shards and a schedule',
      withTraining({ shards: 4, schedule: { cron: '0 3 * * 1-5', timeZone: 'Europe/Berlin' } }),
    ],
  ];
  it.each(ACCEPTED)('accepts %s', async (_, sample) => {
    expect(await trial(sample)).toMatchObject({ code: 201 });
  });

  const ONE_SOURCE = 'expected exactly one of configMap, persistentVolumeClaim, http, s3';
  const GROWING = 'expected each step to have a greater weight than the one before';
  const REFUSED: readonly (readonly [string, Sample, string])[] = [
    ['a longer name', sampleModel({}, 'm'.repeat(41)), 'at most 40 characters'],
    ['a name with a dot', sampleModel({}, 'my.movies'), 'without dots'],
    ['no source', withSource({}), ONE_SOURCE],
    [
      'two sources',
      withSource({ http: { url: 'http://a' }, configMap: { name: 'a', key: 'b' } }),
      ONE_SOURCE,
    ],
    [
      'an address with a password',
      withSource({ http: { url: 'http://me:secret@a' } }),
      'should match',
    ],
    [
      'a path out of the volume',
      withSource({ persistentVolumeClaim: { claimName: 'data', path: '../etc/passwd' } }),
      'should match',
    ],
    ['no store', sampleModel({ store: {} }), 'exactly one of persistentVolumeClaim, s3'],
    [
      'two stores',
      sampleModel({ store: { persistentVolumeClaim: { claimName: 'a' }, s3: { bucket: 'bbb' } } }),
      'exactly one of persistentVolumeClaim, s3',
    ],
    [
      'two mappings',
      withCatalogue({ mapping: 'a', mappingConfigMap: { name: 'm', key: 'm.yaml' } }),
      'expected mapping or mappingConfigMap, not both',
    ],
    ['a digest of another algorithm', withCatalogue({ digest: 'md5:00' }), 'should match'],
    ['a gate without a bound', withGate({}), 'expected at least one of min, max, maxDrop'],
    ['a gate that nothing passes', withGate({ min: '0.6', max: '0.5' }), 'min not to be above max'],
    ['a fraction as a number', withGate({ min: 0.5 }), 'must be of type string'],
    [
      'two gates for a figure',
      sampleModel({ evaluation: { gates: [gate({ min: '1' }), gate({ max: '2' })] } }),
      'Duplicate value',
    ],
    [
      'no label of serving pods',
      sampleModel({ serving: { selector: { matchLabels: {} } } }),
      'expected at least one label',
    ],
    ['a canary without steps', withRollout({ strategy: 'Canary' }), 'expected steps'],
    ['a canary of no steps', withRollout({ steps: [] }), 'expected steps'],
    ['steps that stand still', withRollout({ steps: steps(5, 5) }), GROWING],
    [
      'a last step that falls',
      withRollout({ steps: steps(1, 2, 3, 4, 5, 6, 7, 8, 10, 9) }),
      GROWING,
    ],
    ['eleven steps', withRollout({ steps: steps(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11) }), 'Too many'],
    [
      'a shadow of no duration',
      withRollout({ strategy: 'Shadow' }),
      'expected shadow, as the strategy',
    ],
    [
      'a metric of a shadow that is not there',
      withMetric({ kind: 'shadowOverlap', min: '0.5' }),
      'expected shadow, as a metric',
    ],
    [
      'a metric of two minds',
      withMetric({ kind: 'errorRatio', query: 'up', max: '1' }, true),
      'exactly one of kind, query',
    ],
    ['a metric of none', withMetric({ max: '1' }), 'exactly one of kind, query'],
    ['a metric without a bound', withMetric({ kind: 'errorRatio' }), 'at least one of max, min'],
    [
      'a metric that nothing passes',
      withMetric({ kind: 'errorRatio', min: '0.2', max: '0.1' }),
      'min not to be above max',
    ],
    [
      'a ratio that nothing passes',
      withMetric({ kind: 'latencyP99', minRelative: '2', maxRelative: '1.5' }),
      'minRelative not to be above maxRelative',
    ],
    [
      'a query of samples beside no query',
      withMetric({ kind: 'errorRatio', samplesQuery: 'up', max: '1' }, true),
      'samplesQuery only beside query',
    ],
    ['a query without Prometheus', withMetric({ query: 'up', max: '1' }), 'expected prometheus'],
    ['no weight at all', withTraining({ parameters: { weights: {} } }), 'at least one of text'],
    ['too many shards', withTraining({ shards: 65 }), 'should be less than or equal to 64'],
    [
      'a schedule of six parts',
      withTraining({ schedule: { cron: '0 0 3 * * 1' } }),
      'should match',
    ],
    ['a field that is not there', sampleModel({ trainnig: {} }), 'unknown field "spec.trainnig"'],
  ];
  it.each(REFUSED)('refuses %s', async (_, sample, message) => {
    const { code, body } = await trial(sample);
    expect(code).toBeGreaterThanOrEqual(400);
    expect(body.message).toContain(message);
  });

  it('what is not said is filled in, as zod does', async () => {
    const { spec } = (await trial(sampleModel())).body;
    expect(spec).toEqual(recommenderModelSchema.parse(sampleModel()).spec);
    expect(spec).toMatchObject({ historyLimit: 5, rollout: { strategy: 'Canary' } });
  });

  it('a version is written once', async () => {
    const { body: created } = await create(sampleVersion());
    const path = `${pathOf(sampleVersion())}/${sampleVersion().metadata.name}`;
    const spec = { ...sampleVersion().spec, bytes: 4321 };
    const changed = await send('PUT', path, { ...created, spec });
    expect(changed.body.message).toContain('a version is written once');
    const metadata = { ...(created.metadata as object), labels: { a: 'b' } };
    const labelled = await send('PUT', path, { ...created, metadata });
    expect(labelled.code).toBe(200);
    expect(recommenderModelVersionSchema.parse(labelled.body).spec).toEqual(sampleVersion().spec);
  });

  it('a status is no business of whoever writes the spec', async () => {
    const { body } = await create({ ...sampleModel({}, 'whole'), status: { weight: 7 } });
    expect(body).not.toHaveProperty('status');
  });

  it('columns show what people look for', async () => {
    await create(sampleModel({}, 'shown'));
    const path = `${pathOf(sampleModel())}/shown/status?fieldManager=test&${STRICT}`;
    const { apiVersion, kind } = sampleModel();
    const applied = { apiVersion, kind, metadata: { name: 'shown' }, status: STATUS };
    expect(await send('PATCH', path, applied, APPLY)).toMatchObject({ code: 200 });
    const { columnDefinitions, rows } = (await send('GET', pathOf(sampleModel()), undefined, TABLE))
      .body as unknown as Table;
    const names = columnDefinitions.map(({ name }) => name);
    const { cells } = rows.find((row) => row.cells[0] === 'shown') ?? { cells: [] };
    expect(Object.fromEntries(names.map((name, i) => [name, cells[i]]))).toEqual({
      Name: 'shown',
      Ready: 'True',
      Phase: 'Canary',
      Stable: 'aaaaaaaaaaaa',
      Candidate: 'bbbbbbbbbbbb',
      Weight: 25,
      Age: expect.stringMatching(/^\d+s$/) as string,
      Reason: 'All is well',
    });
  });
});

const APPLY = { 'content-type': 'application/apply-patch+yaml' };
/** A list as `kubectl get` asks for it. */
const TABLE = { accept: 'application/json;as=Table;g=meta.k8s.io;v=v1' };

interface Condition {
  readonly type: string;
  readonly status: string;
}

interface Table {
  readonly columnDefinitions: readonly { readonly name: string }[];
  readonly rows: readonly { readonly cells: readonly unknown[] }[];
}

const lastTransitionTime = '2026-11-23T21:00:00Z';
const STATUS = {
  conditions: [
    { type: 'Ready', status: 'True', reason: 'Stable', message: 'All is well', lastTransitionTime },
    { type: 'Stalled', status: 'False', reason: 'Fine', message: '', lastTransitionTime },
  ],
  phase: 'Canary',
  stable: { version: 'aaaaaaaaaaaa', id: 'a'.repeat(64) },
  candidate: { version: 'bbbbbbbbbbbb', id: 'b'.repeat(64) },
  weight: 25,
};

type Json = Readonly<Record<string, unknown>>;

function withCatalogue(fields: Json): Sample {
  const source = { configMap: { name: 'films', key: 'films.csv' } };
  return sampleModel({ catalogue: { source, ...fields } });
}

function withSource(source: Json): Sample {
  return sampleModel({ catalogue: { source } });
}

function withTraining(training: Json): Sample {
  return sampleModel({ training });
}

function gate(bounds: Json): Json {
  return { figure: 'coverage', ...bounds };
}

function withGate(bounds: Json): Sample {
  return sampleModel({ evaluation: { gates: [gate(bounds)] } });
}

function withRollout(rollout: Json): Sample {
  return sampleModel({ rollout });
}

function steps(...weights: readonly number[]): readonly Json[] {
  return weights.map((weight) => ({ weight, durationSeconds: 60 }));
}

function withMetric(metric: Json, hasPrometheus = false): Sample {
  const prometheus = hasPrometheus ? { prometheus: { url: 'http://prometheus:9090' } } : {};
  return withRollout({
    steps: steps(50),
    analysis: { ...prometheus, metrics: [{ name: 'tried', ...metric }] },
  });
}
