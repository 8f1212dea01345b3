import { ApiError } from '../api/api-error.js';
import { silentLogger } from '../testing/silent-logger.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { Controller, type Reconcile, type Result } from './controller.js';

describe('a controller', () => {
  let clock: VirtualClock;
  let results: Result[];
  beforeEach(() => {
    clock = new VirtualClock();
    results = [];
  });

  const started = (reconcile: Reconcile, workers = 1): Controller => {
    const watcher = {
      working: () => undefined,
      reconciled: (result: Result) => void results.push(result),
    };
    const backOff = { baseMs: 100, maxMs: 10_000 };
    const options = { name: 'tested', reconcile, workers, backOff };
    const controller = new Controller(options, { clock, logger: silentLogger, watcher });
    controller.start();
    return controller;
  };
  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => void clock.after(ms, resolve));

  it('works on so many keys at a time, but never twice on one', async () => {
    const working: string[] = [];
    let most = 0;
    const controller = started(async (key) => {
      expect(working).not.toContain(key);
      working.push(key);
      most = Math.max(most, working.length);
      await wait(10);
      working.splice(working.indexOf(key), 1);
      return {};
    }, 3);
    for (let i = 0; i < 50; i++) {
      controller.queue.add(`key-${i % 7}`);
      await clock.advance(3);
    }
    await clock.advance(1_000);
    expect([most, working]).toEqual([3, []]);
  });

  it('repeats what failed later and later, and then begins with the shortest delay', async () => {
    const tries: number[] = [];
    const controller = started(() => {
      tries.push(clock.elapsed());
      return [4, 6].includes(tries.length)
        ? Promise.resolve({})
        : Promise.reject(new Error('no luck'));
    });
    controller.queue.add('a');
    await clock.advance(5_000);
    expect(tries).toEqual([0, 100, 300, 700]);
    controller.queue.add('a');
    await clock.advance(5_000);
    expect(tries.slice(4)).toEqual([5_000, 5_100]);
    expect(results).toEqual(['error', 'error', 'error', 'success', 'error', 'success']);
  });

  it('waits as long as a busy API server has asked for', async () => {
    const tries: number[] = [];
    const controller = started(() => {
      tries.push(clock.elapsed());
      const busy = new ApiError('busy', 429, 'TooManyRequests', 3_000);
      return tries.length === 1 ? Promise.reject(busy) : Promise.resolve({});
    });
    controller.queue.add('a');
    await clock.advance(5_000);
    expect(tries).toEqual([0, 3_000]);
  });

  it('looks again when it was told to', async () => {
    let tries = 0;
    const controller = started(() => Promise.resolve({ requeueAfterMs: 1_000 * ++tries }));
    controller.queue.add('a');
    await clock.advance(6_500);
    expect([tries, results.at(-1)]).toEqual([4, 'requeue_after']);
  });

  it('ends what it has begun before it stops', async () => {
    const ended: string[] = [];
    const controller = started(async (key) => {
      await wait(1_000);
      ended.push(key);
      return { requeueAfterMs: 10 };
    });
    controller.queue.add('a');
    controller.queue.add('b');
    await clock.advance(1);
    let isStopped = false;
    void controller.stop().then(() => (isStopped = true));
    controller.queue.add('c');
    await clock.advance(1_500);
    expect([isStopped, ended]).toEqual([false, ['a']]);
    await clock.advance(10_000);
    expect([isStopped, ended]).toEqual([true, ['a', 'b']]);
  });

  it('begins nothing more when it is aborted, and tells what is under way', async () => {
    const begun: string[] = [];
    const controller = started(async (key, signal) => {
      begun.push(key);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return {};
    });
    controller.queue.add('a');
    controller.queue.add('b');
    await clock.advance(1);
    controller.abort();
    await controller.stop();
    expect(begun).toEqual(['a']);
  });
});
