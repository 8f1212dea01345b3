import type { Logger } from '#telemetry';
import { ShedLog } from './shed-log.js';

describe('ShedLog', () => {
  const lines: unknown[] = [];
  const log = new ShedLog({ warn: (facts: unknown) => lines.push(facts) } as unknown as Logger);
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('writes one line a second, with all that came in it', () => {
    for (let i = 0; i < 1_000; i++) log.count('event_loop');
    log.count('concurrency');
    expect(lines).toEqual([]);
    jest.advanceTimersByTime(1_000);
    expect(lines.splice(0)).toEqual([{ requests: { event_loop: 1_000, concurrency: 1 } }]);
    log.count('connections');
    jest.advanceTimersByTime(1_000);
    expect(lines.splice(0)).toEqual([{ requests: { connections: 1 } }]);
  });

  it('writes nothing while nobody is turned away', () => {
    jest.advanceTimersByTime(10_000);
    expect(lines).toEqual([]);
  });
});
