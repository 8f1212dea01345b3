import type { Store } from '../store/store.js';
import { Life } from '../testing/dying.js';
import { describeStores, type TestStore } from '../testing/stores.js';
import { NAME, publish, serve } from '../testing/versions.js';
import { promote, rollback } from './put-in-service.js';
import { retainVersions } from './retain.js';
import { verifyVersions } from './verify.js';

jest.setTimeout(300_000);

interface Scenario {
  readonly before: (store: Store) => Promise<void>;
  readonly work: (store: Store) => Promise<unknown>;
}

const ids = new Map<number, string>();
/** Publishes a version, and remembers its id. */
async function published(store: Store, version: number): Promise<string> {
  const id = await publish(store, version);
  ids.set(version, id);
  return id;
}
const idOf = (version: number): string => ids.get(version) ?? '';

async function threeVersionsOneStable(store: Store): Promise<void> {
  for (const version of [1, 2, 3]) await published(store, version);
  await promote(store, NAME, idOf(1));
}

const SCENARIOS: readonly (readonly [string, Scenario])[] = [
  [
    'publishes a first version',
    { before: () => Promise.resolve(), work: (store) => published(store, 1) },
  ],
  [
    'publishes another version beside the one in service',
    {
      before: async (store) => {
        await promote(store, NAME, await published(store, 1));
      },
      work: (store) => published(store, 2),
    },
  ],
  [
    'promotes a first version',
    {
      before: async (store) => {
        await published(store, 1);
      },
      work: (store) => promote(store, NAME, idOf(1)),
    },
  ],
  [
    'promotes another version',
    { before: threeVersionsOneStable, work: (store) => promote(store, NAME, idOf(2)) },
  ],
  [
    'steps back',
    {
      before: async (store) => {
        await threeVersionsOneStable(store);
        await promote(store, NAME, idOf(2));
      },
      work: (store) => rollback(store, NAME),
    },
  ],
  [
    'deletes old versions',
    { before: threeVersionsOneStable, work: (store) => retainVersions(store, NAME, 1) },
  ],
];

/** Everything but what a cleaner is at, and how often something was written. */
const inService = (rollout: object): object => ({ ...rollout, removing: [], revision: 0 });

describeStores(
  'a program that dies behind any of its steps',
  (newStore: () => Promise<TestStore>) => {
    it.each(SCENARIOS)('leaves nothing half done when it %s', async (_, { before, work }) => {
      let steps = 0;
      for (let isDone = false; !isDone; steps++) {
        const { store, dying } = await newStore();
        await before(store);
        const old = await serve(store);
        const life = new Life(steps);
        const answer = await work(dying(life)).then(
          () => 'done',
          () => 'failed',
        );
        isDone = !life.isOver;
        if (isDone) expect(answer).toBe('done');

        const found = await serve(store);
        const verdicts = await verifyVersions(store, NAME);
        expect(verdicts.filter(({ problem }) => problem !== undefined)).toEqual([]);
        await work(store).catch((error: unknown) => {
          // It was done, and cannot be done twice.
          expect(String(error)).toMatch(/no stable version before/u);
        });
        const now = await serve(store);
        expect([inService(old), inService(now)]).toContainEqual(inService(found));
        expect(now.removing).toEqual([]);
      }
      expect(steps).toBeGreaterThan(3);
    });
  },
  { withLostRequests: true },
);
