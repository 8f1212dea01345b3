import { HASH, JOB_SAMPLES, jobRequest, STABLE } from './testing/job-samples.js';
import { type JobManifest, type JobRequest, trainingJob } from './training-job.js';

type Json = Readonly<Record<string, unknown>>;

interface Container {
  readonly args: readonly string[];
  readonly securityContext: Json;
  readonly volumeMounts: readonly {
    readonly name: string;
    readonly mountPath: string;
    readonly readOnly?: boolean;
  }[];
  readonly envFrom?: readonly Json[];
}
interface Pod {
  readonly securityContext: Json;
  readonly containers: readonly [Container];
  readonly volumes: readonly { readonly name: string }[];
}
const jobOf = ({ spec }: JobManifest) =>
  spec as Json & { readonly template: { readonly spec: Pod } };
const podOf = (request: JobRequest): Pod => jobOf(trainingJob(request)).template.spec;
const containerOf = (request: JobRequest): Container => podOf(request).containers[0];

describe.each(JOB_SAMPLES)('the Job %s', (_, request) => {
  const pod = podOf(request);
  const [container] = pod.containers;

  it('asks for no right that a restricted namespace refuses', () => {
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('has no token of the API', () => {
    expect(pod).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false });
  });

  it('mounts each of its volumes once, and writes to none but the scratch and the store', () => {
    const names = container.volumeMounts.map(({ name }) => name);
    expect(names).toEqual(pod.volumes.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
    const written = container.volumeMounts
      .filter(({ readOnly }) => readOnly !== true)
      .map(({ name }) => name);
    expect(['scratch', 'store']).toEqual(expect.arrayContaining(written));
  });

  it('is owned by the resource, and ends with it', () => {
    const { name, uid } = request.owner;
    expect(trainingJob(request).metadata.ownerReferences).toEqual([
      expect.objectContaining({ kind: 'RecommenderModel', name, uid, controller: true }),
    ]);
  });

  it('is the same for the same training, in a name that a host can have', () => {
    const again = structuredClone(request);
    expect(JSON.stringify(trainingJob(again))).toBe(JSON.stringify(trainingJob(request)));
    // A pod of an Indexed Job is called after it, with the number of its shard.
    expect(`${trainingJob(request).metadata.name}-63`.length).toBeLessThanOrEqual(63);
  });
});

it.each([
  ['one pod that does all', 'fit', `movies-train-${HASH.slice(0, 12)}`],
  ['pods for shards', 'shards', `movies-shards-${HASH.slice(0, 12)}`],
  ['a merge of them', 'merge', `movies-merge-${HASH.slice(0, 12)}`],
] as const)('%s is named after the resource, the step and the hash', (_, step, name) => {
  const { metadata } = trainingJob(jobRequest({}, { step }));
  expect(metadata).toMatchObject({
    name,
    namespace: 'films',
    annotations: { 'movierec.dev/hash': HASH },
  });
});

describe('what is said of a training', () => {
  it.each([
    ['a deadline of an hour unless it is said', {}, { activeDeadlineSeconds: 3600 }],
    ['its deadline', { deadlineSeconds: 60 }, { activeDeadlineSeconds: 60 }],
    ['two retries unless it is said', {}, { backoffLimit: 2 }],
    ['no retries', { retries: 0 }, { backoffLimit: 0 }],
    ['a day in which it can be looked at', {}, { ttlSecondsAfterFinished: 86_400 }],
  ])('gives its Job %s', (_, training, expected) => {
    expect(jobOf(trainingJob(jobRequest({ training })))).toMatchObject(expected);
  });

  it('tries bad input once, and does not count a node that is drained', () => {
    expect(jobOf(trainingJob(jobRequest())).podFailurePolicy).toEqual({
      rules: [
        { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
        {
          action: 'FailJob',
          onExitCodes: { containerName: 'train', operator: 'In', values: [2, 3, 5] },
        },
      ],
    });
    expect(podOf(jobRequest())).toMatchObject({ restartPolicy: 'Never' });
  });

  const AMOUNTS = { requests: { cpu: 2, memory: '1Gi' }, limits: { memory: '4Gi' } };
  it.each([
    ['amounts', { resources: AMOUNTS }, { containers: [{ resources: AMOUNTS }] }],
    ['an account', { serviceAccountName: 'trainer' }, { serviceAccountName: 'trainer' }],
    [
      'secrets for images',
      { imagePullSecrets: [{ name: 'r' }] },
      { imagePullSecrets: [{ name: 'r' }] },
    ],
    ['nodes', { nodeSelector: { a: 'b' } }, { nodeSelector: { a: 'b' } }],
    ['a priority', { priorityClassName: 'low' }, { priorityClassName: 'low' }],
  ])('gives its pods %s', (_, training, expected) => {
    expect(podOf(jobRequest({ training }))).toMatchObject(expected);
  });

  it('has the result read where the trainer writes it, or the end of the log of a pod that died', () => {
    expect(containerOf(jobRequest())).toMatchObject({
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'FallbackToLogsOnError',
    });
  });
});

describe('a catalogue', () => {
  const BUCKET = { bucket: 'films', key: 'a b/films.csv' };
  const at = (claimName: string) => ({ persistentVolumeClaim: { claimName } });
  it.each([
    [
      'in a ConfigMap is a file of that key alone',
      { configMap: { name: 'films', key: 'films.csv' } },
      '/catalogue/films.csv',
      [
        {
          name: 'catalogue',
          configMap: { name: 'films', items: [{ key: 'films.csv', path: 'films.csv' }] },
        },
      ],
      undefined,
    ],
    [
      'in a volume is a path inside it',
      { persistentVolumeClaim: { claimName: 'data', path: 'films/2026' } },
      '/catalogue/films/2026',
      [{ name: 'catalogue', ...at('data') }],
      undefined,
    ],
    [
      'behind an address is that address',
      { http: { url: 'https://a/films.csv' } },
      'https://a/films.csv',
      [],
      undefined,
    ],
    [
      'in a bucket is its key',
      { s3: BUCKET },
      's3://films/a%20b/films.csv?region=us-east-1&pathStyle=false',
      [],
      undefined,
    ],
    [
      'in a bucket of another server has credentials of its own',
      { s3: { ...BUCKET, endpoint: 'http://s3:7070', secretName: 'keys' } },
      's3://films/a%20b/films.csv?region=us-east-1&pathStyle=false&endpoint=http%3A%2F%2Fs3%3A7070',
      [],
      [{ prefix: 'CATALOGUE_', secretRef: { name: 'keys' } }],
    ],
  ])('%s', (_, source, location, volumes, envFrom) => {
    const request = jobRequest({ catalogue: { source } });
    const { args, envFrom: given } = containerOf(request);
    expect(args.slice(0, 3)).toEqual(['trainer.js', 'job', location]);
    const own = podOf(request).volumes.filter(({ name }) => name === 'catalogue');
    expect({ own, given }).toEqual({ own: volumes, given: envFrom });
  });

  it.each([
    ['a ConfigMap', { configMap: { name: 'films', key: 'films.csv' } }],
    ['a volume', { persistentVolumeClaim: { claimName: 'data', path: 'films.csv' } }],
  ])('in %s cannot be written', (_, source) => {
    const { volumeMounts } = containerOf(jobRequest({ catalogue: { source } }));
    expect(volumeMounts).toContainEqual({
      name: 'catalogue',
      mountPath: '/catalogue',
      readOnly: true,
    });
  });
});

describe('a store', () => {
  it.each([
    ['in a volume', { persistentVolumeClaim: { claimName: 'models' } }, '/store', undefined],
    [
      'in a folder of a volume',
      { persistentVolumeClaim: { claimName: 'models', path: 'a/b' } },
      '/store/a/b',
      undefined,
    ],
    [
      'in a bucket',
      { s3: { bucket: 'models' } },
      's3://models/?region=us-east-1&pathStyle=false',
      undefined,
    ],
    [
      'in a part of a bucket, with credentials',
      { s3: { bucket: 'models', prefix: 'a/b', forcePathStyle: true, secretName: 'keys' } },
      's3://models/a/b?region=us-east-1&pathStyle=true',
      [{ secretRef: { name: 'keys' } }],
    ],
  ])('%s is where the trainer is told', (_, store, location, envFrom) => {
    const { args, envFrom: given } = containerOf(jobRequest({ store }));
    expect(args[args.indexOf('--store') + 1]).toBe(location);
    expect(given).toEqual(envFrom);
  });

  it('of both kinds of credentials keeps them apart', () => {
    const s3 = { bucket: 'films', key: 'films.csv', secretName: 'a' };
    const store = { s3: { bucket: 'models', secretName: 'b' } };
    expect(containerOf(jobRequest({ catalogue: { source: { s3 } }, store })).envFrom).toEqual([
      { prefix: 'CATALOGUE_', secretRef: { name: 'a' } },
      { secretRef: { name: 'b' } },
    ]);
  });
});

describe('a training by shards', () => {
  const training = { shards: 4 };
  const argsOf = (step: JobRequest['step']) =>
    containerOf(jobRequest({ training }, { step, stable: STABLE })).args;

  it('is an Indexed Job whose pods all run at once', () => {
    const job = jobOf(trainingJob(jobRequest({ training }, { step: 'shards' })));
    expect(job).toMatchObject({ completionMode: 'Indexed', completions: 4, parallelism: 4 });
  });

  it('has each pod told by Kubernetes which shard is its own', () => {
    expect(argsOf('shards')).toEqual(
      expect.arrayContaining(['--shard', '$(JOB_COMPLETION_INDEX)/4']),
    );
  });

  it('ends with a merge in one pod, which alone compares with the stable version', () => {
    const merge = jobOf(trainingJob(jobRequest({ training }, { step: 'merge' })));
    expect(merge).not.toHaveProperty('completionMode');
    expect(argsOf('merge')).toEqual(
      expect.arrayContaining(['--merge', '4', `--compare=${STABLE}`]),
    );
    expect(argsOf('shards').join(' ')).not.toContain('--compare');
  });

  it('is one training: the hash by which pods find each other is that of the resource', () => {
    for (const step of ['shards', 'merge'] as const)
      expect(argsOf(step)).toEqual(expect.arrayContaining(['--training', HASH.slice(0, 12)]));
  });
});

describe('a setting', () => {
  it.each([
    ['the preset', { training: { preset: 'sklearn' } }, ['--preset', 'sklearn']],
    ['a language', { training: { parameters: { language: 'de' } } }, ['--language=de']],
    [
      'weights, in one order',
      { training: { parameters: { weights: { text: '0.5', era: '0.1' } } } },
      ['--weights=era=0.1,text=0.5'],
    ],
    ['rows that may be refused', films({ maxRefused: '0.5%' }), ['--max-refused=0.5%']],
    ['a mapping by name', films({ mapping: 'tmdb5000' }), ['--mapping=tmdb5000']],
    [
      'a mapping of your own',
      films({ mappingConfigMap: { name: 'm', key: 'm.yaml' } }),
      ['--mapping=/mapping/m.yaml'],
    ],
    ['a digest', films({ digest: `sha256:${HASH}` }), [`--catalogue-digest=sha256:${HASH}`]],
  ])('such as %s is an argument', (_, spec, expected) => {
    expect(containerOf(jobRequest(spec)).args).toEqual(expect.arrayContaining(expected));
  });

  it('with a dollar sign is not taken for a variable of Kubernetes', () => {
    const request = jobRequest(films({ encoding: 'a' }));
    const { catalogue } = request.spec;
    const spec = { ...request.spec, catalogue: { ...catalogue, encoding: '$(PATH)' } };
    expect(containerOf({ ...request, spec }).args).toContain('--encoding=$$(PATH)');
  });
});

function films(fields: Json): Json {
  return { catalogue: { source: { configMap: { name: 'films', key: 'films.csv' } }, ...fields } };
}
