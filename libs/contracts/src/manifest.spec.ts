import { type Manifest, manifestSchema, modelNameSchema } from './manifest.js';

const ID = '0123456789abcdef'.repeat(4);
const MANIFEST: Manifest = {
  model: 'movies',
  id: ID,
  digest: `sha256:${ID}`,
  bytes: 1000,
  createdAt: '2026-11-23T16:00:00.000Z',
  parents: [],
  config: { preset: 'hybrid', blocks: { text: { weight: 0.5 } } },
  catalogue: {
    digest: `sha256:${ID}`,
    location: 'films.jsonl',
    mapping: 'own',
    rows: { read: 3, accepted: 2, repaired: 1, refused: 1 },
  },
  counts: { films: 2, terms: 10, neighbours: 2 },
  timings: { read: 1.5 },
  tools: { node: 'v24.0.0' },
};

describe('a manifest', () => {
  it('is understood, with what is not known yet, and without what only later programs know', () => {
    const evaluation = {
      'ndcg@10': { value: 0.31, low: 0.29, high: 0.33 },
      coverage: { value: 1 },
    };
    expect(manifestSchema.parse(MANIFEST)).toEqual(MANIFEST);
    expect(manifestSchema.parse({ ...MANIFEST, evaluation, mood: 'good' })).toEqual({
      ...MANIFEST,
      evaluation,
    });
  });

  it.each<[string, object]>([
    ['model', { model: 'My Films' }],
    ['model', { model: '../movies' }],
    ['id', { id: ID.slice(1) }],
    ['id', { id: ID.toUpperCase() }],
    ['digest', { digest: ID }],
    ['digest', { digest: `sha256:${'0'.repeat(64)}` }],
    ['bytes', { bytes: 0 }],
    ['bytes', { bytes: 1.5 }],
    ['createdAt', { createdAt: 'yesterday' }],
    ['createdAt', { createdAt: 1795449600000 }],
    ['parents.0', { parents: ['v1'] }],
    ['config', { config: undefined }],
    ['catalogue.digest', { catalogue: { ...MANIFEST.catalogue, digest: 'md5:1' } }],
    ['counts.films', { counts: { ...MANIFEST.counts, films: -1 } }],
    ['timings.read', { timings: { read: -1 } }],
    ['tools.node', { tools: { node: 24 } }],
    ['evaluation.ndcg.value', { evaluation: { ndcg: {} } }],
  ])('is refused because of its %s: %j', (path, change) => {
    const { error } = manifestSchema.safeParse({ ...MANIFEST, ...change });
    expect(error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });

  it.each(['movies', 'm', '0', 'a-b-1', 'a'.repeat(63)])('may be of a model %s', (name) => {
    expect(modelNameSchema.safeParse(name).success).toBe(true);
  });

  it.each(['', '-a', 'A', 'a_b', 'a/b', '..', 'a b', 'a'.repeat(64), 'é'])(
    'may not be of a model %j',
    (name) => {
      expect(modelNameSchema.safeParse(name).success).toBe(false);
    },
  );
});
