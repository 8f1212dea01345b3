import { setImmediate } from 'node:timers/promises';
import { currentTrace, inTrace } from './current-trace.js';

describe('the current trace', () => {
  it('is none outside of all', () => {
    expect(currentTrace()).toBeUndefined();
    inTrace('a', () => undefined);
    expect(currentTrace()).toBeUndefined();
  });

  it('is that of the work, however many work at once', async () => {
    const work = (): Promise<string | undefined> => setImmediate().then(currentTrace);
    const traces = ['a', undefined, 'b'];
    expect(await Promise.all(traces.map((trace) => inTrace(trace, work)))).toEqual(traces);
  });

  it('is not that of the work around it where the inner work has none', () => {
    expect(inTrace('a', () => inTrace(undefined, currentTrace))).toBeUndefined();
  });
});
