import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { BucketHistogram } from './bucket-histogram.js';
import { toOpenMetrics } from './open-metrics.js';

/** A metric of every kind, with all that has to be escaped. */
function fill(registry: Registry): void {
  const registers = [registry];
  const counter = new Counter({
    name: 'asked_total',
    help: 'A \\ "b"\nc.',
    labelNames: ['by'],
    registers,
  });
  counter.inc({ by: 'q " \\ \n' }, 2);
  new Gauge({ name: 'depth', help: 'Depth.', registers }).set(-0.5);
  new Gauge({ name: 'none', help: 'Without a series.', labelNames: ['x'], registers });
  new Gauge({ name: 'limit', help: 'Limit.', registers }).set(Infinity);
  new Histogram({ name: 'plain', help: 'Plain.', buckets: [1], registers }).observe(0.25);
}

describe('OpenMetrics', () => {
  it('is written by its rules', async () => {
    const registry = new Registry();
    fill(registry);
    expect((await toOpenMetrics(registry)).split('\n')).toEqual([
      '# TYPE asked counter',
      String.raw`# HELP asked A \\ \"b\"\nc.`,
      String.raw`asked_total{by="q \" \\ \n"} 2`,
      '# TYPE depth gauge',
      '# HELP depth Depth.',
      'depth -0.5',
      '# TYPE none gauge',
      '# HELP none Without a series.',
      '# TYPE limit gauge',
      '# HELP limit Limit.',
      'limit +Inf',
      '# TYPE plain histogram',
      '# HELP plain Plain.',
      'plain_bucket{le="1.0"} 1',
      'plain_bucket{le="+Inf"} 1',
      'plain_sum 0.25',
      'plain_count 1',
      '# EOF',
      '',
    ]);
  });

  it('has the exemplar of a bucket behind its count', async () => {
    const registry = new Registry();
    const observe = new BucketHistogram(
      { name: 'seconds', help: 'Time.', buckets: [0.5] },
      registry,
    ).of({});
    observe(0.25, '0af7651916cd43dd8448eb211c80319c');
    observe(0.75);
    const lines = (await toOpenMetrics(registry)).split('\n');
    expect(lines[2]).toMatch(
      /^seconds_bucket\{le="0\.5"\} 1 # \{trace_id="0af7651916cd43dd8448eb211c80319c"\} 0\.25 \d{10}(?:\.\d{1,3})?$/u,
    );
    expect(lines[3]).toBe('seconds_bucket{le="+Inf"} 2');
  });

  it('leaves the plain format as it was', async () => {
    const registry = new Registry();
    fill(registry);
    const before = await registry.metrics();
    await toOpenMetrics(registry);
    expect(await registry.metrics()).toBe(before);
  });
});
