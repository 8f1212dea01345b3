/** Resources for tests: whole and valid, to be changed in one place at a time. */
type Json = Readonly<Record<string, unknown>>;

export interface Sample {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Readonly<{ name: string; namespace: string }>;
  readonly spec: Json;
}

const apiVersion = 'movierec.dev/v1alpha1';

/** The least that a RecommenderModel is. */
export const sampleModel = (spec: Json = {}, name = 'movies'): Sample => ({
  apiVersion,
  kind: 'RecommenderModel',
  metadata: { name, namespace: 'default' },
  spec: {
    catalogue: { source: { configMap: { name: 'films', key: 'films.csv' } } },
    store: { persistentVolumeClaim: { claimName: 'models' } },
    serving: { selector: { matchLabels: { app: 'recommender' } } },
    ...spec,
  },
});

const hex = (digit: string): string => digit.repeat(64);

export const sampleVersion = (spec: Json = {}, name = 'movies-aaaaaaaaaaaa'): Sample => ({
  apiVersion,
  kind: 'RecommenderModelVersion',
  metadata: { name, namespace: 'default' },
  spec: {
    modelName: 'movies',
    resourceName: 'movies',
    id: hex('a'),
    version: 'aaaaaaaaaaaa',
    hash: hex('b'),
    bytes: 1234,
    createdAt: '2026-11-23T21:00:00Z',
    catalogue: {
      digest: `sha256:${hex('c')}`,
      location: '/catalogue/films.csv',
      mapping: 'tmdb5000',
      rows: { read: 10, accepted: 9, repaired: 1, refused: 1 },
    },
    counts: { films: 9, terms: 100 },
    jobName: 'movies-train-bbbbbbbbbbbb',
    image: 'movie-recommender:0.1.0',
    figures: { coverage: '0.91' },
    ...spec,
  },
});
