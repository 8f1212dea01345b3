import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saveModel } from '../artifact/model-file.js';
import { hybrid, partsOf } from '../testing/films.js';
import { overwrite } from '../testing/objects.js';
import { describeStores, type TestStore } from '../testing/stores.js';
import { modelOf, NAME, PROVENANCE, publish } from '../testing/versions.js';
import { loadVersion } from './load-version.js';
import { publishVersion } from './publish.js';
import { promote } from './put-in-service.js';
import { changeRollout, NO_ROLLOUT } from './rollout.js';

jest.setTimeout(60_000);

describeStores('publishVersion', (newStore: () => Promise<TestStore>) => {
  it('writes an artifact and a manifest, below the digest of the artifact', async () => {
    const { store } = await newStore();
    const { manifest, isNew } = await publishVersion(store, NAME, hybrid, PROVENANCE);
    expect(isNew).toBe(true);
    const keys = (await store.list('')).map(({ key }) => key);
    const folder = `movies/versions/${manifest.id}`;
    expect(keys).toEqual([`${folder}/manifest.json`, `${folder}/model.safetensors`]);
    const artifact = await store.get(`${folder}/model.safetensors`, 1e9);
    expect(artifact?.digest).toBe(manifest.id);
    expect(artifact?.buffer.byteLength).toBe(manifest.bytes);
  });

  it('writes the bytes that a file of the model has', async () => {
    const { store } = await newStore();
    const folder = await mkdtemp(join(tmpdir(), 'publish-'));
    const { digest, catalogueDigest } = await saveModel(join(folder, 'model'), hybrid);
    await rm(folder, { recursive: true });
    const { manifest } = await publishVersion(store, NAME, hybrid, PROVENANCE);
    expect(manifest.id).toBe(digest);
    expect(manifest.catalogue.digest).toBe(`sha256:${catalogueDigest}`);
  });

  it('tells in the manifest what the model is and how it was made', async () => {
    const { store } = await newStore();
    const before = Date.now();
    const { manifest } = await publishVersion(store, NAME, hybrid, {
      ...PROVENANCE,
      evaluation: { 'ndcg@10': { value: 0.3 } },
    });
    expect(manifest).toMatchObject({
      model: NAME,
      digest: `sha256:${manifest.id}`,
      parents: [],
      config: hybrid.config,
      catalogue: PROVENANCE.catalogue,
      counts: {
        films: hybrid.films.length,
        terms: hybrid.vocabulary.size,
        neighbours: hybrid.neighbours.films.length,
      },
      timings: PROVENANCE.timings,
      tools: PROVENANCE.tools,
      evaluation: { 'ndcg@10': { value: 0.3 } },
    });
    expect(Date.parse(manifest.createdAt)).toBeGreaterThanOrEqual(before);
    expect((await loadVersion(store, NAME, manifest.id)).manifest).toEqual(manifest);
  });

  it.each([
    ['https://user:hush@example.com/films.csv?token=hush#x', 'https://example.com/films.csv'],
    ['s3://bucket/films.csv', 's3://bucket/films.csv'],
    ['data/films?.jsonl', 'data/films?.jsonl'],
    ['C:\\films.csv', 'C:\\films.csv'],
    ['-', '-'],
  ])('keeps the location %s as %s', async (location, kept) => {
    const { store } = await newStore();
    const catalogue = { ...PROVENANCE.catalogue, location };
    const { manifest } = await publishVersion(store, NAME, hybrid, { ...PROVENANCE, catalogue });
    expect(manifest.catalogue.location).toBe(kept);
  });

  it('names the stable version as the parent', async () => {
    const { store } = await newStore();
    const first = await publish(store, 1);
    await promote(store, NAME, first);
    const { manifest } = await publishVersion(store, NAME, modelOf(2), PROVENANCE);
    expect(manifest.parents).toEqual([first]);
  });

  it('leaves a version alone that is there already', async () => {
    const { store } = await newStore();
    const { manifest } = await publishVersion(store, NAME, hybrid, PROVENANCE);
    const again = await publishVersion(store, NAME, hybrid, { ...PROVENANCE, timings: { fit: 1 } });
    expect(again).toEqual({ manifest, isNew: false });
  });

  it.each(['model.safetensors', 'manifest.json'])(
    'mends a version whose %s is broken',
    async (name) => {
      const { store } = await newStore();
      const { manifest } = await publishVersion(store, NAME, hybrid, PROVENANCE);
      await overwrite(store, `${NAME}/versions/${manifest.id}/${name}`, () =>
        Buffer.from('broken'),
      );
      const again = await publishVersion(store, NAME, hybrid, PROVENANCE);
      expect(again.isNew).toBe(true);
      const mended = await loadVersion(store, NAME, manifest.id);
      expect(partsOf(mended.model)).toStrictEqual(partsOf(hybrid));
    },
  );

  it('refuses a version that is being deleted, and says what to do', async () => {
    const { store } = await newStore();
    const id = await publish(store, 1);
    await changeRollout(store, NAME, () => ({ ...NO_ROLLOUT, removing: [id] }));
    await expect(publish(store, 1)).rejects.toThrow(/is being deleted.*trainer gc/u);
  });

  it('refuses a name that is none', async () => {
    const { store } = await newStore();
    await expect(publishVersion(store, '../x', hybrid, PROVENANCE)).rejects.toThrow(
      /"\.\.\/x" is no name of a model: expected lower-case/u,
    );
  });
});
