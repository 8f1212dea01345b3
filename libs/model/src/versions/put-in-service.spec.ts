import type { Rollout } from '#contracts';
import type { Store } from '../store/store.js';
import { overwrite, swapText } from '../testing/objects.js';
import { describeStores, type TestStore } from '../testing/stores.js';
import { NAME, publish } from '../testing/versions.js';
import {
  ConflictError,
  DamagedVersionError,
  RolloutError,
  VersionNotFoundError,
} from './errors.js';
import { artifactKey, manifestKey } from './keys.js';
import { abort, promote, rollback } from './put-in-service.js';
import { changeRollout, NO_ROLLOUT, readRollout } from './rollout.js';

jest.setTimeout(60_000);

describeStores('putting versions in service', (newStore: () => Promise<TestStore>) => {
  let store: Store;
  let versions: string[];
  beforeEach(async () => {
    ({ store } = await newStore());
    versions = [];
    for (const n of [1, 2, 3]) versions.push(await publish(store, n));
  });

  /** What is in service, without what cleaners and counters write. */
  const rollout = async (): Promise<Partial<Rollout>> => {
    const state = await readRollout(store, NAME);
    const entries = Object.entries(state.rollout);
    return Object.fromEntries(entries.filter(([name]) => !/^revision|^removing/u.test(name)));
  };

  it('begins with nothing', async () => {
    expect(await readRollout(store, NAME)).toEqual({ rollout: NO_ROLLOUT, etag: undefined });
  });

  it('makes a version stable, and remembers those before it', async () => {
    const [a, b, c] = versions;
    await promote(store, NAME, a);
    expect(await rollout()).toEqual({ stable: a, weight: 0, previous: [] });
    await promote(store, NAME, b);
    expect(await rollout()).toEqual({ stable: b, weight: 0, previous: [a] });
    await promote(store, NAME, c);
    await promote(store, NAME, a);
    expect(await rollout()).toEqual({ stable: a, weight: 0, previous: [c, b] });
  });

  it('remembers no more than it keeps', async () => {
    for (const n of [4, 5, 6, 7]) versions.push(await publish(store, n));
    for (const version of versions) await promote(store, NAME, version);
    const { stable, previous } = await rollout();
    expect([stable, ...(previous ?? [])]).toEqual(versions.toReversed().slice(0, 6));
  });

  it('writes nothing when the version is stable already', async () => {
    await promote(store, NAME, versions[0]);
    const { etag } = await readRollout(store, NAME);
    await promote(store, NAME, versions[0]);
    expect((await readRollout(store, NAME)).etag).toBe(etag);
  });

  it('tries a candidate on more and more, and makes it stable', async () => {
    const [a, b] = versions;
    await promote(store, NAME, a);
    for (const weight of [1, 50]) {
      await promote(store, NAME, b, { as: 'candidate', weight });
      expect(await rollout()).toEqual({ stable: a, candidate: b, weight, previous: [] });
    }
    await promote(store, NAME, b);
    expect(await rollout()).toEqual({ stable: b, weight: 0, previous: [a] });
  });

  it('lets a shadow run beside, until it becomes stable itself', async () => {
    const [a, b, c] = versions;
    await promote(store, NAME, a);
    await promote(store, NAME, c, { as: 'shadow' });
    await promote(store, NAME, b);
    expect(await rollout()).toEqual({ stable: b, shadow: c, weight: 0, previous: [a] });
    await promote(store, NAME, c);
    expect(await rollout()).toEqual({ stable: c, weight: 0, previous: [b, a] });
  });

  it('ends a trial without touching the stable version', async () => {
    const [a, b, c] = versions;
    await promote(store, NAME, a);
    await promote(store, NAME, b, { as: 'candidate', weight: 5 });
    await promote(store, NAME, c, { as: 'shadow' });
    await abort(store, NAME);
    expect(await rollout()).toEqual({ stable: a, weight: 0, previous: [] });
  });

  it('steps back, step by step, and ends a trial with it', async () => {
    const [a, b, c] = versions;
    await promote(store, NAME, a);
    await promote(store, NAME, b);
    await promote(store, NAME, c, { as: 'candidate', weight: 5 });
    await rollback(store, NAME);
    expect(await rollout()).toEqual({ stable: a, weight: 0, previous: [] });
    await expect(rollback(store, NAME)).rejects.toThrow(RolloutError);
    await expect(rollback(store, NAME)).rejects.toThrow(/movies has no stable version before/u);
  });

  it('steps back in one write', async () => {
    await promote(store, NAME, versions[0]);
    await promote(store, NAME, versions[1]);
    const { rollout: before } = await readRollout(store, NAME);
    await rollback(store, NAME);
    const { rollout: after } = await readRollout(store, NAME);
    expect(after.revision).toBe(before.revision + 1);
  });

  it('keeps what it does not know', async () => {
    await changeRollout(store, NAME, () => ({ ...NO_ROLLOUT, pinned: 'x' }));
    await promote(store, NAME, versions[0]);
    expect(await rollout()).toMatchObject({ pinned: 'x', stable: versions[0] });
  });

  describe('is refused', () => {
    it('to a version that is not there', async () => {
      const missing = '0'.repeat(64);
      await expect(promote(store, NAME, missing)).rejects.toThrow(VersionNotFoundError);
      await expect(promote(store, 'others', versions[0])).rejects.toThrow(/of others/u);
    });

    it.each<[string, (at: Store, id: string) => Promise<void>, RegExp]>([
      [
        'without an artifact',
        (at, id) => at.remove(artifactKey(NAME, id)),
        /the artifact is missing/u,
      ],
      [
        'whose artifact is cut',
        (at, id) => overwrite(at, artifactKey(NAME, id), (bytes) => bytes.subarray(0, -1)),
        /the artifact is damaged: it has the digest/u,
      ],
      [
        'whose artifact has grown',
        (at, id) => overwrite(at, artifactKey(NAME, id), (b) => Buffer.concat([b, b])),
        /the artifact is damaged: \d+ bytes, at most/u,
      ],
      [
        'of whose artifact one bit has turned',
        (at, id) =>
          overwrite(at, artifactKey(NAME, id), (bytes) => {
            bytes[bytes.length - 1] ^= 1;
            return bytes;
          }),
        /the artifact is damaged: it has the digest/u,
      ],
      [
        'whose manifest is no JSON',
        (at, id) => overwrite(at, manifestKey(NAME, id), (bytes) => bytes.subarray(1)),
        /the manifest is broken/u,
      ],
      [
        'whose manifest is that of another one',
        (at, id) => overwrite(at, manifestKey(NAME, id), swapText('"movies"', '"others"')),
        /the manifest is that of others/u,
      ],
      [
        'whose manifest tells of other films',
        (at, id) => overwrite(at, manifestKey(NAME, id), swapText('"films": 5', '"films": 6')),
        /the manifest states 6 as films, the artifact has 5/u,
      ],
    ])('to a version %s', async (_, damage, reason) => {
      await promote(store, NAME, versions[0]);
      await damage(store, versions[1]);
      for (const role of [{ as: 'stable' }, { as: 'shadow' }] as const) {
        const promoted = promote(store, NAME, versions[1], role);
        await expect(promoted).rejects.toThrow(DamagedVersionError);
        await expect(promoted).rejects.toThrow(reason);
      }
      expect(await rollout()).toEqual({ stable: versions[0], weight: 0, previous: [] });
    });

    it('to a version that is being deleted', async () => {
      await changeRollout(store, NAME, () => ({ ...NO_ROLLOUT, removing: [versions[0]] }));
      await expect(promote(store, NAME, versions[0])).rejects.toThrow(ConflictError);
    });

    it('to a candidate without, or in the place of, a stable version', async () => {
      const candidate = { as: 'candidate', weight: 5 } as const;
      await expect(promote(store, NAME, versions[0], candidate)).rejects.toThrow(RolloutError);
      await promote(store, NAME, versions[0]);
      await expect(promote(store, NAME, versions[0], candidate)).rejects.toThrow(RolloutError);
    });

    it('to step back to a version that is broken', async () => {
      await promote(store, NAME, versions[0]);
      await promote(store, NAME, versions[1]);
      await store.remove(artifactKey(NAME, versions[0]));
      await expect(rollback(store, NAME)).rejects.toThrow(DamagedVersionError);
      expect((await rollout()).stable).toBe(versions[1]);
    });

    it('while the roll-out itself is broken', async () => {
      await promote(store, NAME, versions[0]);
      await overwrite(store, `${NAME}/rollout.json`, swapText('"weight": 0', '"weight": -1'));
      const promoted = promote(store, NAME, versions[1]);
      await expect(promoted).rejects.toThrow(/movies: the roll-out is broken: weight/u);
    });
  });

  it('gives up, as a conflict, when others are always faster', async () => {
    const late: Store = Object.assign(Object.create(store) as Store, {
      replace: () => Promise.resolve(false),
    });
    await expect(promote(late, NAME, versions[0])).rejects.toThrow(ConflictError);
  });
});
