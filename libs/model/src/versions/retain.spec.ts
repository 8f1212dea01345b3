import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileStore } from '../store/file/file-store.js';
import type { Store } from '../store/store.js';
import { contentOf, overwrite } from '../testing/objects.js';
import { describeStores, type TestStore } from '../testing/stores.js';
import { NAME, publish } from '../testing/versions.js';
import { manifestKey } from './keys.js';
import { listVersions } from './list-versions.js';
import { promote } from './put-in-service.js';
import { retainVersions } from './retain.js';
import { changeRollout, readRollout } from './rollout.js';

jest.setTimeout(60_000);

const TOMORROW = new Date(Date.now() + 86_400_000);

describeStores('retainVersions', (newStore: () => Promise<TestStore>) => {
  let store: Store;
  let versions: string[];
  /** Five versions, the oldest first. */
  beforeEach(async () => {
    ({ store } = await newStore());
    versions = [];
    for (const n of [1, 2, 3, 4, 5]) {
      versions.push(await publish(store, n));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  });

  const left = async (): Promise<string[]> =>
    (await listVersions(store, NAME)).map(({ id }) => id).toReversed();

  it('keeps the latest and deletes the others, whole', async () => {
    const { removed, kept } = await retainVersions(store, NAME, 2);
    expect(removed).toEqual(versions.slice(0, 3).toReversed());
    expect(kept).toEqual(versions.slice(3).toReversed());
    expect(await left()).toEqual(versions.slice(3));
    const keys = (await store.list('')).map(({ key }) => key);
    for (const id of removed) expect(keys.filter((key) => key.includes(id))).toEqual([]);
  });

  it('changes nothing when there are no more', async () => {
    expect((await retainVersions(store, NAME, 5)).removed).toEqual([]);
    expect(await left()).toEqual(versions);
    expect((await readRollout(store, NAME)).etag).toBeUndefined();
  });

  it('keeps whatever is in use, however old', async () => {
    const [a, b, c, d] = versions;
    await promote(store, NAME, a);
    await promote(store, NAME, b);
    await promote(store, NAME, c, { as: 'candidate', weight: 5 });
    await promote(store, NAME, d, { as: 'shadow' });
    expect((await retainVersions(store, NAME, 1)).removed).toEqual([]);
    await promote(store, NAME, b);
    expect((await retainVersions(store, NAME, 1)).removed).toEqual([c]);
    expect(await left()).toEqual([a, b, d, versions[4]]);
    expect((await readRollout(store, NAME)).rollout.removing).toEqual([]);
  });

  it('goes on with what a run that died has begun', async () => {
    const [a, b] = versions;
    await changeRollout(store, NAME, (rollout) => ({ ...rollout, removing: [a, b] }));
    await store.remove(manifestKey(NAME, a));
    expect((await retainVersions(store, NAME, 5)).removed).toEqual([a, b]);
    expect(await left()).toEqual(versions.slice(2));
    expect((await readRollout(store, NAME)).rollout.removing).toEqual([]);
  });

  it('deletes what was never finished once it is old, and leaves alone what is being written', async () => {
    await store.remove(manifestKey(NAME, versions[4]));
    expect((await retainVersions(store, NAME, 5)).removed).toEqual([]);
    expect((await retainVersions(store, NAME, 5, TOMORROW)).removed).toEqual([versions[4]]);
    expect(await left()).toEqual(versions.slice(0, 4));
  });

  it('tells of a manifest that it cannot read, and leaves the version to a person', async () => {
    await overwrite(store, manifestKey(NAME, versions[0]), () => Buffer.from('{}'));
    const { removed, broken } = await retainVersions(store, NAME, 1);
    expect(broken).toEqual([versions[0]]);
    expect(removed).toEqual(versions.slice(1, 4).toReversed());
  });

  it('touches no other model, and no file that is not its own', async () => {
    await store.put('notes.txt', contentOf('mine'));
    await store.put(`${NAME}/versions/readme.txt`, contentOf('mine'));
    await retainVersions(store, NAME, 1, TOMORROW);
    const keys = (await store.list('')).map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining(['notes.txt', `${NAME}/versions/readme.txt`]));
  });
});

it('retainVersions sweeps up after programs that died, and not after those that run', async () => {
  const root = await mkdtemp(join(tmpdir(), 'sweep-'));
  const store = new FileStore(root, root);
  const id = await publish(store, 1);
  const folder = join(root, NAME, 'versions', id);
  const [old, young] = [join(folder, 'model.safetensors.1.tmp'), join(folder, 'x.2.tmp')];
  const lock = join(root, NAME, 'rollout.json.3.tmp');
  await mkdir(lock);
  for (const path of [old, young, join(lock, '3')]) await writeFile(path, 'half');
  const hours = new Date(Date.now() - 7_200_000);
  for (const path of [old, join(lock, '3')]) await utimes(path, hours, hours);
  const { swept } = await retainVersions(store, NAME, 1);
  expect(swept).toEqual([
    `${NAME}/rollout.json.3.tmp/3`,
    `${NAME}/versions/${id}/model.safetensors.1.tmp`,
  ]);
  expect((await readdir(folder)).sort()).toEqual(['manifest.json', 'model.safetensors', 'x.2.tmp']);
  expect(await readdir(join(root, NAME))).toEqual(['versions']);
  await rm(root, { recursive: true });
});
