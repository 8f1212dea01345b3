import fc from 'fast-check';
import { TurnBudget } from './turn-budget.js';

/** A budget whose clocks and turns are in the test's hands. */
function budgetOf(milliseconds: number) {
  const time = { wall: 1_000, work: 70, idle: 500 };
  const ends: (() => void)[] = [];
  const budget = new TurnBudget(
    milliseconds,
    { wall: () => time.wall, work: () => time.work, idle: () => time.idle },
    (end) => ends.push(end),
  );
  const pass = (kind: 'work' | 'idle', ms: number): void => {
    time.wall += ms;
    time[kind] += ms;
  };
  return {
    budget,
    ends,
    work: (ms: number) => pass('work', ms),
    pause: (ms: number) => (time.wall += ms),
    /** Ends the turn; the next one comes after so much time with nothing to do. */
    endTurn: (idleMs = 0) => {
      ends.splice(0).forEach((end) => end());
      pass('idle', idleMs);
    },
  };
}

/** A budget of 10 ms in whose loop there has been work for more than five times that. */
function busyBudget() {
  const loop = budgetOf(10);
  loop.budget.isSpent();
  loop.work(51);
  loop.endTurn();
  return loop;
}

describe('TurnBudget', () => {
  it('is not spent for the first of a turn, however long the turns before it were', () => {
    const { budget, work, endTurn } = busyBudget();
    for (let turn = 0; turn < 5; turn++) {
      expect(budget.isSpent()).toBe(false);
      work(1_000);
      expect(budget.isSpent()).toBe(true);
      endTurn();
    }
  });

  it('is spent, in a loop that is busy, once a turn has lasted longer than it', () => {
    const { budget, work } = busyBudget();
    const seen = Array.from({ length: 6 }, () => {
      const isSpent = budget.isSpent();
      work(4);
      return isSpent;
    });
    expect(seen).toEqual([false, false, false, true, true, true]);
  });

  it('is not spent by a burst after an idle moment before five times as much is worked', () => {
    const { budget, work, endTurn } = busyBudget();
    for (let burst = 0; burst < 3; burst++) {
      endTurn(0.1);
      budget.isSpent();
      work(50);
      expect(budget.isSpent()).toBe(false);
      work(0.1);
      expect(budget.isSpent()).toBe(true);
    }
  });

  it('is not spent by a pause in which the process does not run', () => {
    const { budget, pause, work } = budgetOf(10);
    budget.isSpent();
    work(50);
    pause(1_000);
    expect(budget.isSpent()).toBe(false);
  });

  it('asks once a turn to be told of its end', () => {
    const { budget, ends, endTurn } = budgetOf(10);
    for (let i = 0; i < 5; i++) budget.isSpent();
    expect(ends).toHaveLength(1);
    endTurn();
    budget.isSpent();
    expect(ends).toHaveLength(1);
  });

  it('bounds the work of each turn of a busy loop by itself and the longest request', () => {
    const turn = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(fc.array(turn, { minLength: 1, maxLength: 20 }), (turns) => {
        const { budget, work, endTurn } = busyBudget();
        for (const requests of turns) {
          let worked = 0;
          for (const ms of requests) {
            if (budget.isSpent()) continue;
            work(ms);
            worked += ms;
          }
          expect(worked).toBeGreaterThanOrEqual(requests[0]);
          expect(worked).toBeLessThanOrEqual(10 + Math.max(...requests));
          endTurn();
        }
      }),
    );
  });

  it('has clocks and turns of its own where none are given', async () => {
    const budget = new TurnBudget(1);
    expect(budget.isSpent()).toBe(false);
    for (const begun = process.cpuUsage(); process.cpuUsage(begun).user < 100_000;);
    await Promise.resolve();
    expect(budget.isSpent()).toBe(true);
    await new Promise(setImmediate);
    expect(budget.isSpent()).toBe(false);
  });
});
