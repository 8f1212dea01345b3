import { Registry, Counter } from 'prom-client';
import fc from 'fast-check';
import { readExposition } from './exposition.js';

const NAMES = new Set(['a_total', 'b']);
const read = (text: string) => readExposition(text, NAMES);

describe("Prometheus' text format", () => {
  it.each<[string, string, ReturnType<typeof read>]>([
    ['without labels', 'b 1', [{ name: 'b', labels: {}, value: 1 }]],
    [
      'with labels',
      'b{x="1",y="2"} 3.5e2',
      [{ name: 'b', labels: { x: '1', y: '2' }, value: 350 }],
    ],
    [
      'with a comma at the end and spaces',
      'b{x="1" , } 3',
      [{ name: 'b', labels: { x: '1' }, value: 3 }],
    ],
    ['with a time', 'b 1 1700000000000', [{ name: 'b', labels: {}, value: 1 }]],
    [
      'with escapes',
      String.raw`b{x="a\\b\"c\nd}"} 0`,
      [{ name: 'b', labels: { x: 'a\\b"c\nd}' }, value: 0 }],
    ],
    [
      'infinite',
      'b +Inf\nb -Inf',
      [
        { name: 'b', labels: {}, value: Infinity },
        { name: 'b', labels: {}, value: -Infinity },
      ],
    ],
    ['that nobody asked for', '# HELP c {\nc{broken', []],
    ['whose name begins like another', 'b_total 1\na 1', []],
    ['that is empty', '\n\r\n', []],
  ])('reads a line %s', (_, text, samples) => {
    expect(read(text)).toEqual(samples);
  });

  it.each(['b', 'b x', 'b{x="1"', 'b{x=1} 1', 'b{x="1"y} 1', 'b{x="1"} 1 2 3'])(
    'refuses %s',
    (line) => {
      expect(() => read(`a_total 1\n${line}\n`)).toThrow(
        /line 2 is not of Prometheus' text format/u,
      );
    },
  );

  it('reads whatever prom-client writes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.nat()), { maxLength: 5 }),
        async (all) => {
          const registry = new Registry();
          const counter = new Counter({
            name: 'a_total',
            help: 'a\nb',
            labelNames: ['x'],
            registers: [registry],
          });
          const expected = new Map<string, number>();
          for (const [x, value] of all) {
            counter.inc({ x }, value);
            expected.set(x, (expected.get(x) ?? 0) + value);
          }
          const samples = read(await registry.metrics());
          expect(new Map(samples.map(({ labels, value }) => [labels.x, value]))).toEqual(expected);
        },
      ),
      { numRuns: 100 },
    );
  });
});
