import { MetricBuffers } from './metric-buffers.js';

describe('MetricBuffers', () => {
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
