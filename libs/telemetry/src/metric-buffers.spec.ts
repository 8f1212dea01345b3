import fc from 'fast-check';
import { MetricBuffers } from './metric-buffers.js';

describe('MetricBuffers', () => {
  it('hands over every observation once and in order, however many and whenever flushed', () => {
    const steps = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.constant('flush' as const)), {
      maxLength: 3_000,
      size: 'max',
    });
    fc.assert(
      fc.property(steps, (taken) => {
        const buffers = new MetricBuffers();
        const seen: number[] = [];
        const observe = buffers.observations((value) => seen.push(value));
        for (const step of taken) {
          if (step === 'flush') buffers.flush();
          else observe(step);
        }
        buffers.flush();
        expect(seen).toEqual(taken.filter((step) => step !== 'flush'));
      }),
      { numRuns: 30 },
    );
  });

  it('hands over a full buffer without being asked, so that memory stays bounded', () => {
    const seen: number[] = [];
    const observe = new MetricBuffers().observations((value) => seen.push(value));
    for (let i = 0; i < 5_000; i++) observe(i);
    expect(seen.length).toBeGreaterThan(3_900);
  });

  it('hands over the sum of counts, and nothing when nothing was counted', () => {
    const buffers = new MetricBuffers();
    const seen: number[] = [];
    const count = buffers.counts((sum) => seen.push(sum));
    buffers.flush();
    count();
    count();
    buffers.flush();
    buffers.flush();
    expect(seen).toEqual([2]);
  });
});
