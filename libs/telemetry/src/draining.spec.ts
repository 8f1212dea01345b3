import { setTimeout as sleep } from 'node:timers/promises';
import { Draining } from './draining.js';

describe('Draining', () => {
  it('is announced at once, then waits, then closes one after the other', async () => {
    const draining = new Draining();
    const events: string[] = [];
    const closable = (name: string) => ({
      close: async () => {
        events.push(`${name} closing`);
        await sleep(5);
        events.push(`${name} closed`);
      },
    });
    const drained = draining.drain([closable('a'), closable('b')], 20, 1_000);
    expect(draining.isDraining).toBe(true);
    expect(events).toEqual([]);
    await expect(drained).resolves.toBe(true);
    expect(events).toEqual(['a closing', 'a closed', 'b closing', 'b closed']);
  });

  it('gives up on what does not close in time', async () => {
    const stuck = { close: () => new Promise<void>(() => undefined) };
    const keepAlive = setInterval(() => undefined, 10);
    await expect(new Draining().drain([stuck], 0, 20)).resolves.toBe(false);
    clearInterval(keepAlive);
  });
});
