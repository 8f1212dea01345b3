import { recommenderModelSpecSchema } from '#contracts';
import type { JobRequest } from '../training-job.js';

type Json = Readonly<Record<string, unknown>>;

/** `0123…` of 64 digits: what is cut off can be seen. */
export const HASH = '0123456789abcdef'.repeat(4);
export const STABLE = 'ab'.repeat(32);
const FILMS = { source: { configMap: { name: 'films', key: 'films.csv' } } };

/** The Job of the least model, with what differs. */
export function jobRequest(spec: Json = {}, more: Partial<JobRequest> = {}): JobRequest {
  return {
    owner: { name: 'movies', namespace: 'films', uid: '7f0c2c3e-0000-4000-8000-000000000000' },
    spec: recommenderModelSpecSchema.parse({
      catalogue: FILMS,
      store: { persistentVolumeClaim: { claimName: 'models' } },
      serving: { selector: { matchLabels: { app: 'recommender' } } },
      ...spec,
    }),
    modelName: 'movies',
    hash: HASH,
    step: 'fit',
    image: 'movie-recommender:0.1.0',
    ...more,
  };
}

const BUCKET = {
  bucket: 'models',
  endpoint: 'http://s3.storage:7070',
  forcePathStyle: true,
  secretName: 'store-keys',
};

/** One of each kind: for what has to hold of every Job, and for an API server to take. */
export const JOB_SAMPLES: readonly (readonly [name: string, request: JobRequest])[] = [
  ['of the least model', jobRequest()],
  [
    'of a catalogue in a volume',
    jobRequest(from({ persistentVolumeClaim: { claimName: 'data', path: 'a/b.csv' } })),
  ],
  [
    'of a catalogue behind an address',
    jobRequest(from({ http: { url: 'https://films.example/films.csv.gz' } })),
  ],
  [
    'of a catalogue in a bucket',
    jobRequest(from({ s3: { bucket: 'films', key: 'a/films.parquet', secretName: 'keys' } })),
  ],
  ['of a store in a bucket', jobRequest({ store: { s3: { ...BUCKET, prefix: 'a/b' } } })],
  [
    'with ratings and a mapping of its own',
    jobRequest({
      catalogue: { ...FILMS, mappingConfigMap: { name: 'mine', key: 'mine.yaml' } },
      ratings: { source: { persistentVolumeClaim: { claimName: 'data', path: 'ratings.csv' } } },
    }),
  ],
  [
    'with all that a pod may be given',
    jobRequest({
      training: {
        resources: { requests: { cpu: 1, 'ephemeral-storage': '1Gi' }, limits: { memory: '2Gi' } },
        serviceAccountName: 'trainer',
        imagePullSecrets: [{ name: 'registry' }],
        nodeSelector: { 'kubernetes.io/arch': 'amd64' },
        priorityClassName: 'training',
      },
    }),
  ],
  ['of four shards', jobRequest({ training: { shards: 4 } }, { step: 'shards' })],
  ['of a merge', jobRequest({ training: { shards: 4 } }, { step: 'merge', stable: STABLE })],
  [
    'of the longest name',
    jobRequest(
      { training: { shards: 64 } },
      { step: 'shards', owner: { ...jobRequest().owner, name: 'm'.repeat(40) } },
    ),
  ],
];

function from(source: Json): Json {
  return { catalogue: { source } };
}
