import { type StageProgress, StageThrottle } from './stage-throttle.js';

let now: number;
let told: StageProgress[];
let throttle: StageThrottle;
beforeEach(() => {
  now = 1_000;
  told = [];
  throttle = new StageThrottle(
    200,
    (progress) => void told.push(progress),
    () => now,
  );
});

function update(at: number, stage: string, done: number, total?: number): void {
  now = 1_000 + at;
  throttle.update(stage, done, total);
}

describe('of a stage is told', () => {
  it('the first, then one in 200 ms, and the last', () => {
    for (let done = 0; done <= 500; done++) update(done, 'fit', done, 500);
    expect(told).toEqual([
      { stage: 'fit', done: 0, total: 500, ms: 0, isLast: false },
      { stage: 'fit', done: 200, total: 500, ms: 200, isLast: false },
      { stage: 'fit', done: 400, total: 500, ms: 400, isLast: false },
      { stage: 'fit', done: 500, total: 500, ms: 500, isLast: true },
    ]);
  });

  it('one thing when the first is the last', () => {
    update(0, 'index', 7, 7);
    throttle.end();
    expect(told).toEqual([{ stage: 'index', done: 7, total: 7, ms: 0, isLast: true }]);
  });

  it('one thing when there is nothing to do', () => {
    update(0, 'index', 0, 0);
    expect(told).toEqual([{ stage: 'index', done: 0, total: 0, ms: 0, isLast: true }]);
  });

  it('how much was done in the end when nobody knew how much there is', () => {
    update(0, 'read', 1);
    update(10, 'read', 2);
    now = 1_020;
    throttle.end();
    throttle.end();
    expect(told).toEqual([
      { stage: 'read', done: 1, ms: 0, isLast: false },
      { stage: 'read', done: 2, ms: 20, isLast: true },
    ]);
  });
});

describe('the next stage', () => {
  it('ends the one before and begins with its first, however soon it comes', () => {
    update(0, 'read', 1);
    update(1, 'read', 2);
    update(2, 'fit', 1, 9);
    expect(told.map(({ stage, done, isLast }) => [stage, done, isLast])).toEqual([
      ['read', 1, false],
      ['read', 2, true],
      ['fit', 1, false],
    ]);
    expect(told[2].ms).toBe(0);
  });

  it('does not end again one that is over', () => {
    update(0, 'index', 9, 9);
    update(1, 'fit', 1, 9);
    expect(told.map(({ stage }) => stage)).toEqual(['index', 'fit']);
  });
});
