import { LoadShedder } from './load-shedder.js';
import { TurnBudget } from './turn-budget.js';

/** A shedder with 10 ms for a turn, of which so much has gone by since the first request. */
function shedderAfter(milliseconds: number, inFlight = 0): LoadShedder {
  let now = 0;
  const clock = { wall: () => now, work: () => 10 * now, idle: () => 0 };
  const budget = new TurnBudget(10, clock, () => undefined);
  budget.isSpent();
  now = milliseconds;
  return new LoadShedder(4, () => inFlight, budget);
}

describe('LoadShedder', () => {
  it.each([
    [0, 0, undefined],
    [3, 10, undefined],
    [4, 0, 'concurrency'],
    [5, 0, 'concurrency'],
    [3, 10.1, 'event_loop'],
    [4, 10.1, 'concurrency'],
  ])('with %d of 4 in flight and %d of 10 ms gone: %s', (inFlight, milliseconds, reason) => {
    expect(shedderAfter(milliseconds, inFlight).reasonNow()).toBe(reason);
  });

  it('lets a request that was begun be late only, never too many', () => {
    expect(shedderAfter(10, 100).isLate()).toBe(false);
    expect(shedderAfter(11, 0).isLate()).toBe(true);
  });

  it('never finds anything late without a budget', () => {
    const shedder = new LoadShedder(1, () => 0, undefined);
    expect([shedder.reasonNow(), shedder.isLate()]).toEqual([undefined, false]);
  });
});
