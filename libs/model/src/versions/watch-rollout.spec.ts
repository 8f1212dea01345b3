import type { Store } from '../store/store.js';
import { describeStores, type TestStore } from '../testing/stores.js';
import { NAME, publish } from '../testing/versions.js';
import { abort, promote } from './put-in-service.js';
import { watchRollout } from './watch-rollout.js';

jest.setTimeout(60_000);

describeStores('watchRollout', (newStore: () => Promise<TestStore>) => {
  let store: Store;
  let stop: AbortController;
  let errors: unknown[];
  beforeEach(async () => {
    ({ store } = await newStore());
    stop = new AbortController();
    errors = [];
  });

  const watch = (at = store) =>
    watchRollout(at, NAME, {
      everyMs: 5,
      signal: stop.signal,
      onError: (error) => void errors.push(error),
    });

  it('tells what is in service, and then every change', async () => {
    const [a, b] = [await publish(store, 1), await publish(store, 2)];
    const seen = watch();
    expect((await seen.next()).value).toMatchObject({ rollout: { revision: 0 } });
    const next = seen.next();
    await promote(store, NAME, a);
    expect((await next).value).toMatchObject({ rollout: { stable: a } });
    await promote(store, NAME, b);
    expect((await seen.next()).value).toMatchObject({ rollout: { stable: b, previous: [a] } });
    stop.abort();
    expect(await seen.next()).toEqual({ done: true, value: undefined });
    expect(errors).toEqual([]);
  });

  it('tells nothing while nothing changes, and ends when it is told to', async () => {
    await promote(store, NAME, await publish(store, 1));
    const seen = watch();
    await seen.next();
    await abort(store, NAME);
    const next = seen.next();
    setTimeout(() => stop.abort(), 60);
    expect(await next).toEqual({ done: true, value: undefined });
  });

  it('tells of looks that fail, and goes on', async () => {
    let looks = 0;
    const ailing: Store = Object.assign(Object.create(store) as Store, {
      get: (key: string, maxBytes: number) =>
        looks++ % 2 === 0 ? Promise.reject(new Error('away')) : store.get(key, maxBytes),
    });
    const seen = watch(ailing);
    expect((await seen.next()).value).toMatchObject({ etag: undefined });
    expect(errors).toEqual([new Error('away')]);
    stop.abort();
  });
});
