import fc from 'fast-check';
import { VirtualClock } from '../testing/virtual-clock.js';
import type { QueueWatcher } from './queue-watcher.js';
import { WorkQueue } from './work-queue.js';

describe('a work queue', () => {
  let clock: VirtualClock;
  let queue: WorkQueue;
  beforeEach(() => {
    clock = new VirtualClock();
    queue = new WorkQueue(clock, { baseMs: 100, maxMs: 1_000 });
  });

  it('hands a key out once, however often it was added', async () => {
    for (const key of ['a', 'b', 'a', 'a']) queue.add(key);
    expect([await queue.next(), await queue.next(), queue.depth]).toEqual(['a', 'b', 0]);
  });

  it('hands a key that was added while worked on out again, but only when it is done', async () => {
    queue.add('a');
    await queue.next();
    queue.add('a');
    queue.add('a');
    expect(queue.depth).toBe(0);
    queue.done('a');
    expect(queue.depth).toBe(1);
  });

  it('gives a key to who has waited longest', async () => {
    const takers = [queue.next(), queue.next()];
    queue.add('a');
    queue.add('b');
    expect(await Promise.all(takers)).toEqual(['a', 'b']);
  });

  it('doubles the delay with every failure in a row, up to a bound', async () => {
    const delays: number[] = [];
    for (let i = 0; i < 6; i++) {
      const before = clock.elapsed();
      queue.retry('a');
      await clock.advanceUntil(() => queue.depth === 1, 10_000);
      delays.push(clock.elapsed() - before);
      queue.done((await queue.next()) ?? '');
    }
    expect(delays).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  });

  it('begins with the shortest delay again after a success', async () => {
    queue.retry('a');
    queue.retry('a');
    queue.forget('a');
    await clock.advance(1_000);
    queue.done((await queue.next()) ?? '');
    queue.retry('a');
    expect(await clock.advanceUntil(() => queue.depth === 1, 100)).toBe(true);
  });

  it('waits as long as the server has asked for', async () => {
    queue.retry('a', 5_000);
    expect(await clock.advanceUntil(() => queue.depth === 1, 4_999)).toBe(false);
    expect(await clock.advanceUntil(() => queue.depth === 1, 1)).toBe(true);
  });

  it('takes the earlier of two delays', async () => {
    queue.addAfter('a', 500);
    queue.addAfter('a', 100);
    queue.addAfter('a', 900);
    await clock.advance(100);
    expect(queue.depth).toBe(1);
    queue.done((await queue.next()) ?? '');
    await clock.advance(2_000);
    expect(queue.depth).toBe(0);
  });

  it('drains: takes nothing more, hands out what is queued, and ends when all is done', async () => {
    queue.add('a');
    queue.addAfter('later', 10);
    const idle = new WorkQueue(clock);
    const waiting = idle.next();
    let isOver = false;
    void queue.shutDown().then(() => (isOver = true));
    await idle.shutDown();
    queue.add('b');
    expect(await queue.next()).toBe('a');
    await clock.advance(100);
    expect([isOver, await queue.next(), await waiting]).toEqual([false, undefined, undefined]);
    queue.done('a');
    await clock.advance(0);
    expect(isOver).toBe(true);
  });

  it('tells what there is to be measured', async () => {
    const told: unknown[] = [];
    const tell = (name: string) => (value?: unknown) => void told.push([name, value]);
    let probe: () => readonly number[] = () => [];
    const watcher: QueueWatcher = {
      depth: tell('depth'),
      added: tell('added'),
      taken: tell('taken'),
      done: tell('done'),
      retried: tell('retried'),
      observe: (given) => (probe = given),
    };
    const watched = new WorkQueue(clock, { baseMs: 100, maxMs: 1_000 }, watcher);
    watched.add('a');
    await clock.advance(2_000);
    await watched.next();
    await clock.advance(3_000);
    expect(probe()).toEqual([3]);
    watched.done('a');
    expect(told).toEqual([
      ['added', undefined],
      ['depth', 1],
      ['depth', 0],
      ['taken', 2],
      ['done', 3],
    ]);
  });

  it('never loses an addition and never gives a key to two, whatever is done in whatever order', async () => {
    const keys = fc.constantFrom('a', 'b', 'c');
    const steps = fc.oneof(
      fc.record({ do: fc.constant('add' as const), key: keys }),
      fc.record({ do: fc.constant('later' as const), key: keys, ms: fc.nat(300) }),
      fc.record({ do: fc.constant('retry' as const), key: keys }),
      fc.record({ do: fc.constant('done' as const), key: keys }),
      fc.record({ do: fc.constant('wait' as const), ms: fc.nat(300) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { maxLength: 60 }), async (plan) => {
        const time = new VirtualClock();
        const tried = new WorkQueue(time, { baseMs: 10, maxMs: 100 });
        const working = new Set<string>();
        /** Added since it was last handed out: it has to be handed out again. */
        const owed = new Set<string>();
        const take = async (): Promise<void> => {
          while (tried.depth > 0) {
            const key = (await tried.next()) ?? '';
            expect(working).not.toContain(key);
            working.add(key);
            owed.delete(key);
          }
        };
        for (const step of plan) {
          if (step.do === 'add') tried.add(step.key);
          if (step.do === 'later') tried.addAfter(step.key, step.ms);
          if (step.do === 'retry') tried.retry(step.key);
          if (step.do === 'add' || step.do === 'later' || step.do === 'retry') owed.add(step.key);
          if (step.do === 'done' && working.delete(step.key)) tried.done(step.key);
          if (step.do === 'wait') await time.advance(step.ms);
          await take();
        }
        for (let round = 0; round < 3; round++) {
          await time.advance(1_000);
          await take();
          for (const key of working) tried.done(key);
          working.clear();
        }
        expect([...owed, tried.depth]).toEqual([0]);
      }),
    );
  });
});
