import fc from 'fast-check';
import { PodHistory } from './pod-history.js';
import { PodSource } from './pod-source.js';

const [B, A] = ['b', 'a'].map((digit) => digit.repeat(64));
const short = (id: string): string => id.slice(0, 12);
const requests = (id: string, outcome: string, value: number): string =>
  `recommender_requests_total{endpoint="/recommend",outcome="${outcome}",variant="candidate",model_version="${short(id)}"} ${value}\n`;
const started = (at: number): string => `process_start_time_seconds ${at / 1_000}\n`;
const OK = {
  name: 'recommender_requests_total',
  labels: { model_version: [short(B)], outcome: ['ok'] },
};

const history = (): PodHistory => new PodHistory(3_600_000);
const grown = (h: PodHistory, since: number): number =>
  h.increase(OK, since).reduce((sum, { value }) => sum + value, 0);

/** What a pod told, one after the other: when, when its process had started, and its counter. */
type Told = readonly [at: number, startedAt: number, counter: number | undefined];

describe('how much a counter has grown', () => {
  it.each<[string, number, readonly Told[], number]>([
    [
      'is the difference',
      100,
      [
        [100, 1, 5],
        [200, 1, 9],
      ],
      4,
    ],
    [
      'begins with the last that was told before the window',
      150,
      [
        [100, 1, 5],
        [140, 1, 6],
        [200, 1, 9],
      ],
      3,
    ],
    ['is nothing with one telling', 0, [[100, -1, 5]], 0],
    ['is all of it in a process that began in the window', 50, [[100, 60, 5]], 5],
    [
      'goes on after a restart',
      100,
      [
        [100, 1, 5],
        [200, 150, 2],
        [300, 150, 3],
      ],
      3,
    ],
    [
      'goes on after a restart that has counted more than before',
      100,
      [
        [100, 1, 5],
        [200, 150, 7],
      ],
      7,
    ],
    [
      'goes on after a fall without a restart',
      100,
      [
        [100, 1, 5],
        [200, 1, 2],
      ],
      2,
    ],
    [
      'counts a series that comes up from 0',
      100,
      [
        [100, 1, undefined],
        [200, 1, 3],
      ],
      3,
    ],
    [
      'ends with what was told last by a pod that is gone',
      100,
      [
        [100, 1, 5],
        [200, 1, 6],
      ],
      1,
    ],
  ])('%s', (_, since, told, expected) => {
    const h = history();
    for (const [at, startedAt, counter] of told)
      h.record(
        'pod',
        at,
        started(startedAt) + (counter === undefined ? '' : requests(B, 'ok', counter)),
      );
    expect(grown(h, since)).toBe(expected);
  });

  it('is what was counted, over pods and restarts, wherever the window begins', () => {
    const step = fc.record({ pod: fc.nat(2), more: fc.nat(5), isRestarted: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.nat(41), (steps, from) => {
        const h = history();
        const now = new Map<number, { startedAt: number; count: number }>();
        for (const pod of [0, 1, 2]) {
          now.set(pod, { startedAt: -1, count: 0 });
          h.record(`pod-${pod}`, 0, started(-1));
        }
        let expected = 0;
        steps.forEach(({ pod, more, isRestarted }, i) => {
          const at = (i + 1) * 1_000;
          const before = now.get(pod) ?? { startedAt: 0, count: 0 };
          const after = isRestarted
            ? { startedAt: at - 1, count: more }
            : { ...before, count: before.count + more };
          now.set(pod, after);
          h.record(`pod-${pod}`, at, started(after.startedAt) + requests(B, 'ok', after.count));
          if (at > from * 1_000) expected += more;
        });
        expect(grown(h, from * 1_000)).toBe(expected);
      }),
    );
  });

  it('is remembered no longer than anybody looks back', () => {
    const h = new PodHistory(1_000);
    for (let at = 0; at <= 5_000; at += 500)
      h.record('pod', at, started(-1) + requests(B, 'ok', at));
    expect(grown(h, 4_000)).toBe(1_000);
    h.forget(10_000);
    expect(h.lastAt).toBeUndefined();
  });
});

describe('what a pod says that it serves', () => {
  it('is told by recommender_model_info', () => {
    const info = (id: string, variant: string) =>
      `recommender_model_info{name="m",version="${short(id)}",digest="sha256:${id}",variant="${variant}"} 1\n`;
    expect(history().record('pod', 0, info(A, 'stable') + info(B, 'shadow'))).toEqual([
      { id: A, variant: 'stable' },
      { id: B, variant: 'shadow' },
    ]);
    expect(history().record('pod', 0, started(1))).toEqual([]);
  });
});

describe('a measurement by pods', () => {
  const request = { metric: 'm', candidate: B, stable: A, windowSeconds: 60 };

  it('compares both versions in the same window, over all pods', () => {
    const h = history();
    for (const pod of ['x', 'y']) {
      h.record(pod, 0, started(-1));
      const text =
        requests(B, 'ok', 90) +
        requests(B, 'error', 10) +
        requests(B, 'invalid', 70) +
        requests(A, 'ok', 200);
      h.record(pod, 60_000, started(-1) + text);
    }
    const measured = new PodSource(h).measure(
      { ...request, stage: 'Canary' },
      { kind: 'errorRatio' },
      60_000,
    );
    expect(measured).toMatchObject({
      seen: { candidate: { hits: 20, of: 200 }, stable: { hits: 0, of: 400 } },
    });
  });

  it('has the buckets of the times by version', () => {
    const h = history();
    const line = (le: string, count: number) =>
      `recommender_list_duration_seconds_bucket{le="${le}",model_version="${short(B)}"} ${count}\n`;
    h.record('x', 0, started(-1));
    h.record('x', 60_000, started(-1) + line('0.1', 3) + line('1.0', 7) + line('+Inf', 8));
    expect(
      new PodSource(h).measure({ ...request, stage: 'Canary' }, { kind: 'latencyP99' }, 60_000),
    ).toMatchObject({
      seen: { candidate: { bounds: [0.1, 1], counts: [3, 4, 1] }, stable: { counts: [0] } },
    });
  });

  it.each([
    ['no pod told anything', history(), 'errorRatio', /no pod has told/u],
    ['a query is asked for', history(), undefined, /needs Prometheus/u],
  ] as const)('cannot be made when %s', (_, h, kind, reason) => {
    const measured = new PodSource(h).measure({ ...request, stage: 'Canary' }, { kind }, 60_000);
    expect(measured).toMatchObject({ error: expect.stringMatching(reason) as unknown });
  });
});
