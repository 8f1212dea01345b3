import { versionsInUse } from '#contracts';
import type { Store } from '../store/store.js';
import { describeStores, type TestStore } from '../testing/stores.js';
import { NAME, publish, serve } from '../testing/versions.js';
import { ConflictError, VersionNotFoundError } from './errors.js';
import { listVersions } from './list-versions.js';
import { promote, rollback } from './put-in-service.js';
import { retainVersions } from './retain.js';
import { readRollout } from './rollout.js';
import { verifyVersions } from './verify.js';

jest.setTimeout(300_000);

/** A store for somebody between whose steps something else happens: in front of that call, all of it. */
function interrupted(store: Store, call: number, work: () => Promise<unknown>) {
  let calls = 0;
  const isReached = (): boolean => calls > call;
  const proxy = new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        if (calls++ === call) await work();
        return (value as (...all: unknown[]) => unknown).apply(target, args);
      };
    },
  });
  return { store: proxy, isReached };
}

type Outcome = 'done' | 'refused';

async function outcomeOf(work: Promise<unknown>): Promise<Outcome> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof ConflictError || error instanceof VersionNotFoundError) return 'refused';
    throw error;
  }
}

async function expectNothingBroken(store: Store): Promise<void> {
  await serve(store);
  const verdicts = await verifyVersions(store, NAME);
  expect(verdicts.filter(({ problem }) => problem !== undefined)).toEqual([]);
}

describeStores('two programs at the same store', (newStore: () => Promise<TestStore>) => {
  /** Does one thing between any two steps of the other, in a new store each time. */
  async function everywhere(
    before: (store: Store) => Promise<void>,
    outer: (store: Store) => Promise<unknown>,
    inner: (store: Store) => Promise<unknown>,
    check: (store: Store, outcomes: { outer: Outcome; inner: Outcome }) => Promise<void>,
  ): Promise<void> {
    for (let call = 0, isReached = true; isReached; call++) {
      const { store } = await newStore();
      await before(store);
      let innerOutcome: Outcome = 'refused';
      const disturbed = interrupted(store, call, async () => {
        innerOutcome = await outcomeOf(inner(store));
      });
      const outerOutcome = await outcomeOf(outer(disturbed.store));
      isReached = disturbed.isReached();
      await expectNothingBroken(store);
      if (isReached) await check(store, { outer: outerOutcome, inner: innerOutcome });
    }
  }

  let [old, next, last] = ['', '', ''];
  const threeVersions = async (store: Store): Promise<void> => {
    [old, next, last] = [await publish(store, 1), await publish(store, 2), await publish(store, 3)];
    await promote(store, NAME, last);
  };
  const isThere = async (store: Store, id: string): Promise<boolean> =>
    (await listVersions(store, NAME)).some((version) => version.id === id);

  it('never delete what the other promotes: a promotion between any two steps of a clean-up', () =>
    everywhere(
      threeVersions,
      (store) => retainVersions(store, NAME, 1),
      (store) => promote(store, NAME, old),
      async (store, { inner }) => {
        expect(await isThere(store, old)).toBe(inner === 'done');
        const { rollout } = await readRollout(store, NAME);
        expect(rollout.stable).toBe(inner === 'done' ? old : last);
        expect(rollout.removing).toEqual([]);
      },
    ));

  it('never promote what the other deletes: a clean-up between any two steps of a promotion', () =>
    everywhere(
      threeVersions,
      (store) => promote(store, NAME, old),
      (store) => retainVersions(store, NAME, 1),
      async (store, { outer }) => {
        expect(await isThere(store, old)).toBe(outer === 'done');
        const { rollout } = await readRollout(store, NAME);
        expect(rollout.stable).toBe(outer === 'done' ? old : last);
      },
    ));

  it('lose no promotion: one between any two steps of another', () =>
    everywhere(
      threeVersions,
      (store) => promote(store, NAME, old),
      (store) => promote(store, NAME, next),
      async (store, outcomes) => {
        expect(outcomes).toEqual({ outer: 'done', inner: 'done' });
        const { stable, previous } = (await readRollout(store, NAME)).rollout;
        // The one that came last stands, and remembers the other.
        expect([
          [old, next, last],
          [next, old, last],
        ]).toContainEqual([stable, ...previous]);
      },
    ));

  it('step back from what is in service when it is written: a promotion between any two steps', () =>
    everywhere(
      async (store) => {
        await threeVersions(store);
        await promote(store, NAME, old);
      },
      (store) => rollback(store, NAME),
      (store) => promote(store, NAME, next),
      async (store, outcomes) => {
        expect(outcomes).toEqual({ outer: 'done', inner: 'done' });
        const { stable } = (await readRollout(store, NAME)).rollout;
        expect([old, next]).toContain(stable);
      },
    ));

  it('may publish the same version: one between any two steps of the other', () =>
    everywhere(
      () => Promise.resolve(),
      (store) => publish(store, 1),
      (store) => publish(store, 1),
      async (store, outcomes) => {
        expect(outcomes).toEqual({ outer: 'done', inner: 'done' });
        expect(await listVersions(store, NAME)).toHaveLength(1);
      },
    ));

  it('may publish what the other deletes: it is there, or the publisher knows that it is not', () =>
    everywhere(
      async (store) => {
        await publish(store, 2);
        // Abandoned long ago: it has no manifest.
        await publish(store, 1);
        const [{ id }] = (await listVersions(store, NAME)).filter(
          (version) => version.state === 'whole' && version.manifest.config.neighbours === 1,
        );
        old = id;
        await store.remove(`${NAME}/versions/${id}/manifest.json`);
      },
      (store) => publish(store, 1),
      (store) => retainVersions(store, NAME, 5, new Date(Date.now() + 86_400_000)),
      async (store, { outer }) => {
        if (outer === 'done') expect(await isThere(store, old)).toBe(true);
      },
    ));

  it('leave nothing broken in service when many do everything at once', async () => {
    const { store } = await newStore();
    const versions = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => publish(store, n)));
    await promote(store, NAME, versions[0]);
    let isOver = false;
    const promoter = async (seed: number): Promise<void> => {
      for (let i = 0; i < 6; i++) {
        await outcomeOf(promote(store, NAME, versions[(seed + i * 5) % versions.length]));
        if (i % 3 === 2) await outcomeOf(rollback(store, NAME)).catch(() => undefined);
      }
    };
    const cleaner = async (): Promise<void> => {
      while (!isOver) await outcomeOf(retainVersions(store, NAME, 1));
    };
    const publisher = async (): Promise<void> => {
      while (!isOver) for (const n of [1, 2, 3, 4, 5, 6]) await outcomeOf(publish(store, n));
    };
    const service = async (): Promise<void> => {
      while (!isOver) {
        const { rollout } = await readRollout(store, NAME);
        expect(rollout.stable).toBeDefined();
        const broken = await verifyVersions(store, NAME, [...versionsInUse(rollout)]);
        // What is not in use any more may be gone; what still is may not.
        const still = versionsInUse((await readRollout(store, NAME)).rollout);
        expect(broken.filter(({ id, problem }) => problem !== undefined && still.has(id))).toEqual(
          [],
        );
      }
    };
    const others = [cleaner(), publisher(), service()];
    await Promise.all([1, 2, 3].map(promoter)).finally(() => (isOver = true));
    await Promise.all(others);
    await expectNothingBroken(store);
  });
});
