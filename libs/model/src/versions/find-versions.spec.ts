import type { Store } from '../store/store.js';
import { contentOf, overwrite } from '../testing/objects.js';
import { describeStores, type TestStore } from '../testing/stores.js';
import { modelOf, NAME, PROVENANCE, publish } from '../testing/versions.js';
import { VersionNotFoundError } from './errors.js';
import { artifactKey, manifestKey } from './keys.js';
import { listModels, listVersions } from './list-versions.js';
import { promote } from './put-in-service.js';
import { publishVersion } from './publish.js';
import { resolveVersion, shortId } from './resolve-version.js';
import { changeRollout, NO_ROLLOUT } from './rollout.js';
import { verifyVersions } from './verify.js';

jest.setTimeout(60_000);

describeStores('finding versions', (newStore: () => Promise<TestStore>) => {
  let store: Store;
  let versions: string[];
  beforeEach(async () => {
    ({ store } = await newStore());
    versions = [];
    for (const n of [1, 2, 3]) {
      versions.push(await publish(store, n));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  });

  describe('listModels and listVersions', () => {
    it('tell the models by name, and the versions of one from the latest', async () => {
      await publishVersion(store, 'a-first', modelOf(1), PROVENANCE);
      expect(await listModels(store)).toEqual(['a-first', NAME]);
      expect((await listVersions(store, NAME)).map(({ id }) => id)).toEqual(versions.toReversed());
      expect(await listVersions(store, 'none')).toEqual([]);
    });

    it('pass over what is no version', async () => {
      await store.put('notes.txt', contentOf(''));
      await store.put('Others/versions/x/manifest.json', contentOf('{}'));
      await store.put(`${NAME}/versions/readme.txt`, contentOf(''));
      await store.put(`${NAME}/versions/${versions[0]}/more/manifest.json`, contentOf(''));
      expect(await listModels(store)).toEqual([NAME]);
      expect(await listVersions(store, NAME)).toHaveLength(3);
    });

    it('tell of what is not finished or broken, behind the others', async () => {
      await store.remove(manifestKey(NAME, versions[2]));
      await overwrite(store, manifestKey(NAME, versions[1]), () => Buffer.from('[]'));
      const states = (await listVersions(store, NAME)).map(({ id, state }) => [id, state]);
      expect(states[0]).toEqual([versions[0], 'whole']);
      expect(states.slice(1)).toEqual(
        expect.arrayContaining([
          [versions[1], 'broken'],
          [versions[2], 'unfinished'],
        ]),
      );
    });
  });

  describe('resolveVersion', () => {
    it('takes a whole id as it is, there or not', async () => {
      expect(await resolveVersion(store, NAME, versions[1])).toBe(versions[1]);
      expect(await resolveVersion(store, NAME, '0'.repeat(64))).toBe('0'.repeat(64));
    });

    it('takes the first digits of one', async () => {
      for (const id of versions) {
        expect(await resolveVersion(store, NAME, shortId(id))).toBe(id);
        expect(await resolveVersion(store, NAME, id.slice(0, 20))).toBe(id);
      }
    });

    it('takes what a version is in service as', async () => {
      const [a, b, c] = versions;
      await promote(store, NAME, a);
      await promote(store, NAME, b);
      await promote(store, NAME, c, { as: 'candidate', weight: 1 });
      await promote(store, NAME, c, { as: 'shadow' });
      const named = ['stable', 'previous', 'candidate', 'shadow', 'latest'];
      const found = await Promise.all(named.map((name) => resolveVersion(store, NAME, name)));
      expect(found).toEqual([b, a, c, c, c]);
    });

    it.each([
      ['abc', /"abc" is no version: expected at least 4 digits of an id, or stable, candidate/u],
      ['ghij', /is no version/u],
      ['ABCD1234', /is no version/u],
      ['', /is no version/u],
      ['0000', /has no version 0000… of movies/u],
      ['stable', /movies has no stable version/u],
      ['candidate', /movies has no candidate version/u],
    ])('refuses %j', async (text, reason) => {
      await expect(resolveVersion(store, NAME, text)).rejects.toThrow(VersionNotFoundError);
      await expect(resolveVersion(store, NAME, text)).rejects.toThrow(reason);
    });

    it('refuses digits that several begin with, and names them', async () => {
      const twins = ['a'.repeat(63) + '1', 'a'.repeat(63) + '2'];
      for (const id of twins) await store.put(artifactKey(NAME, id), contentOf(''));
      const resolved = resolveVersion(store, NAME, 'aaaa');
      await expect(resolved).rejects.toThrow(`aaaa is short for ${twins.join(' and ')}`);
    });
  });

  describe('verifyVersions', () => {
    it('finds nothing wrong with what was published, and tells what is in use', async () => {
      await promote(store, NAME, versions[0]);
      await promote(store, NAME, versions[1]);
      const verdicts = await verifyVersions(store, NAME);
      expect(verdicts).toHaveLength(3);
      expect(verdicts).toEqual(
        expect.arrayContaining([
          { id: versions[0], isInUse: true },
          { id: versions[1], isInUse: true },
          { id: versions[2], isInUse: false },
        ]),
      );
    });

    it('finds what is broken, and what is in use and not there', async () => {
      const missing = '0'.repeat(64);
      await changeRollout(store, NAME, () => ({ ...NO_ROLLOUT, stable: missing }));
      await store.remove(artifactKey(NAME, versions[0]));
      await overwrite(store, artifactKey(NAME, versions[1]), (bytes) => bytes.subarray(9));
      await overwrite(store, manifestKey(NAME, versions[2]), () => Buffer.from('{'));
      const verdicts = await verifyVersions(store, NAME);
      const problems = new Map(verdicts.map(({ id, problem }) => [id, problem]));
      expect(problems.get(missing)).toMatch(/has no version 0{64} of movies/u);
      expect(problems.get(versions[0])).toMatch(/the artifact is missing/u);
      expect(problems.get(versions[1])).toMatch(/the artifact is damaged/u);
      expect(problems.get(versions[2])).toMatch(/the manifest is broken/u);
      expect(verdicts.filter(({ isInUse }) => isInUse).map(({ id }) => id)).toEqual([missing]);
    });

    it('looks only at those that it is asked for', async () => {
      await store.remove(artifactKey(NAME, versions[0]));
      const verdicts = await verifyVersions(store, NAME, [versions[1]]);
      expect(verdicts).toEqual([{ id: versions[1], isInUse: false }]);
    });

    it('minds nothing that is not finished', async () => {
      await store.remove(manifestKey(NAME, versions[0]));
      expect((await verifyVersions(store, NAME)).map(({ id }) => id)).not.toContain(versions[0]);
    });
  });
});
