import fc from 'fast-check';
import { Histogram, Registry } from 'prom-client';
import { BucketHistogram } from './bucket-histogram.js';

const DEFINITION = { name: 'seconds', help: 'Time.', buckets: [0.001, 0.5, 2] };
const LABELLED = { ...DEFINITION, labelNames: ['route', 'status'] };

const values = fc.oneof(
  fc.constantFrom(0, 0.001, 0.5, 2, 2.000001),
  fc.double({ min: -1, max: 10, noNaN: true }),
);
const labels = fc.record({
  route: fc.constantFrom('/a', 'quote " \\ \n', ''),
  status: fc.constantFrom(200, 404),
});

describe('BucketHistogram', () => {
  it("is told by the registry word for word as prom-client's", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(labels, values)), async (observations) => {
        const [ours, theirs] = [new Registry(), new Registry()];
        const histogram = new BucketHistogram(LABELLED, ours);
        const oracle = new Histogram({ ...LABELLED, registers: [theirs] });
        for (const [series, value] of observations) {
          histogram.of(series)(value);
          oracle.observe(series, value);
        }
        expect(await ours.metrics()).toBe(await theirs.metrics());
      }),
    );
  });

  it('without labels is there before anything was observed', async () => {
    const [ours, theirs] = [new Registry(), new Registry()];
    new BucketHistogram(DEFINITION, ours);
    new Histogram({ ...DEFINITION, registers: [theirs] });
    expect(await ours.metrics()).toBe(await theirs.metrics());
  });

  it('forgets a series that is removed, and begins it anew', async () => {
    const histogram = new BucketHistogram(LABELLED, new Registry());
    const series = { route: '/a', status: 200 };
    histogram.of(series)(1);
    histogram.of({ ...series, status: 404 })(1);
    histogram.remove(series);
    const statuses = async () =>
      new Set((await histogram.get()).values.map((sample) => sample.labels.status));
    expect(await statuses()).toEqual(new Set([404]));
    histogram.of(series)(3);
    const { values: samples } = await histogram.get();
    expect(
      samples.find(({ metricName, labels: of }) => metricName.endsWith('sum') && of.status === 200)
        ?.value,
    ).toBe(3);
  });

  it('keeps of each bucket the last observation that was traced', async () => {
    const histogram = new BucketHistogram(DEFINITION, new Registry());
    const observe = histogram.of({});
    observe(0.1, 'a');
    observe(0.4, 'b');
    observe(0.3);
    observe(3, 'c');
    const { values: samples } = await histogram.get();
    const told = samples.map(({ labels: of, exemplar }) => [
      of.le,
      exemplar?.labelSet.trace_id,
      exemplar?.value,
    ]);
    expect(told).toEqual([
      [0.001, undefined, undefined],
      [0.5, 'b', 0.4],
      [2, undefined, undefined],
      ['+Inf', 'c', 3],
      [undefined, undefined, undefined],
      [undefined, undefined, undefined],
    ]);
    const times = samples.flatMap(({ exemplar }) => exemplar?.timestamp ?? []);
    for (const time of times) expect(Math.abs(time - Date.now() / 1_000)).toBeLessThan(5);
  });

  it('tells nothing of traces in the plain format', async () => {
    const [traced, plain] = [new Registry(), new Registry()];
    new BucketHistogram(DEFINITION, traced).of({})(1, 'a');
    new BucketHistogram(DEFINITION, plain).of({})(1);
    expect(await traced.metrics()).toBe(await plain.metrics());
  });
});
