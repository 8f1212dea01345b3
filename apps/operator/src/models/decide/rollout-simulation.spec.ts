import { idOf, World } from './testing/world.js';
import { type Behaviour, type Noise, normal, QUIET, random, Traffic, USUAL } from './testing/traffic.js';

/** `npm run simulate:rollout` makes a thousand of each. */
const RUNS = Number(process.env.SIMULATION_RUNS ?? 5);

/** As the defaults of the resource, and clicks. */
const metrics = [
  { name: 'errors', kind: 'errorRatio', max: '0.01' },
  { name: 'latency', kind: 'latencyP99', maxRelative: '1.5' },
  { name: 'empty-lists', kind: 'emptyRatio', max: '0.05' },
  { name: 'clicks', kind: 'clickThroughRatio', minRelative: '0.8' },
];
const steps = [
  { weight: 5, durationSeconds: 300 },
  { weight: 25, durationSeconds: 300 },
  { weight: 50, durationSeconds: 600 },
];

type End = 'promoted' | 'taken back' | 'held';

interface Scenario {
  readonly name: string;
  readonly candidate: (next: () => number) => Partial<Behaviour>;
  /** Least and most requests in a second. */
  readonly perSecond: readonly [number, number];
  readonly noise?: Noise;
  readonly intervalSeconds?: number;
  readonly hours?: number;
  readonly isDown?: boolean;
  /** What must come of all of them, or of nearly all. */
  readonly expected: { readonly end: End; readonly atLeast: number };
}

const BUSY = [10, 300] as const;
const SCARCELY = [0.05, 1] as const;
/** All versions wander together, as with the load; */
const TOGETHER: Noise = { common: 0.5, own: 0.05, group: 4, outages: 0.03, outageShare: 0.2 };
/** or each by itself, which no comparison takes away. */
const APART: Noise = { ...TOGETHER, common: 0, own: 0.4 };
const rarely = { perSecond: SCARCELY, intervalSeconds: 300, hours: 72 };
const between = (next: () => number, low: number, high: number): number => low + (high - low) * next();
const never = { end: 'promoted', atLeast: 0 } as const;
const takenBack = { end: 'taken back', atLeast: 1 } as const;
/** With a request in twenty seconds three days may tell too little: then it is held, never promoted. */
const takenBackOrHeld = { end: 'taken back', atLeast: 0.99 } as const;
const promoted = { end: 'promoted', atLeast: 0.95 } as const;

const failing = (next: () => number) => ({ errors: between(next, 0.03, 0.5) });
const slow = (next: () => number) => ({ medianSeconds: 0.002 * between(next, 3, 20) });
const empty = (next: () => number) => ({ empty: between(next, 0.12, 1) });
const dull = (next: () => number) => ({ clicks: 0.06 * between(next, 0, 0.5) });
const alike = () => ({});
const nearlyAlike = (next: () => number) => ({
  errors: 0.001 * between(next, 0.5, 2),
  medianSeconds: 0.002 * between(next, 0.8, 1.15),
  clicks: 0.06 * between(next, 0.95, 1.1),
});

const SCENARIOS: readonly Scenario[] = [
  { name: 'good, like the stable one', candidate: alike, perSecond: BUSY, expected: promoted },
  { name: 'good, a little different', candidate: nearlyAlike, perSecond: BUSY, expected: promoted },
  { name: 'good, noisy together, outages', candidate: nearlyAlike, perSecond: BUSY, noise: TOGETHER, expected: promoted },
  { name: 'good, noisy apart, outages', candidate: nearlyAlike, perSecond: BUSY, noise: APART, expected: promoted },
  { name: 'good, asked rarely', candidate: alike, ...rarely, expected: promoted },
  { name: 'bad: errors', candidate: failing, perSecond: BUSY, expected: takenBack },
  { name: 'bad: errors, noisy together', candidate: failing, perSecond: BUSY, noise: TOGETHER, expected: takenBack },
  { name: 'bad: errors, noisy apart', candidate: failing, perSecond: BUSY, noise: APART, expected: takenBack },
  { name: 'bad: slow, noisy apart', candidate: slow, perSecond: BUSY, noise: APART, expected: takenBack },
  { name: 'bad: slow', candidate: slow, perSecond: BUSY, expected: takenBack },
  { name: 'bad: empty lists', candidate: empty, perSecond: BUSY, expected: takenBack },
  { name: 'bad: nobody clicks', candidate: dull, perSecond: BUSY, expected: takenBack },
  { name: 'bad: errors, asked rarely', candidate: failing, ...rarely, expected: takenBackOrHeld },
  { name: 'bad: empty, asked rarely', candidate: empty, ...rarely, expected: takenBackOrHeld },
  { name: 'bad: slow, asked rarely', candidate: slow, ...rarely, expected: takenBackOrHeld },
  { name: 'good, nobody asks', candidate: alike, perSecond: [0, 0], hours: 2, expected: never },
  { name: 'good, Prometheus is down', candidate: alike, perSecond: BUSY, isDown: true, expected: never },
];

interface Run {
  readonly end: End;
  readonly minutes: number;
  /** Share of all requests that the candidate answered until its end, times minutes: users' minutes. */
  readonly exposure: number;
}

function run(scenario: Scenario, seed: number): Run {
  const next = random(seed);
  const { intervalSeconds = 30, hours = 6, noise = QUIET, isDown = false } = scenario;
  const world = new World({ rollout: { steps, analysis: { intervalSeconds, metrics } } });
  const [least, most] = scenario.perSecond;
  const perSecond = least === 0 ? 0 : Math.exp(between(next, Math.log(least), Math.log(most)));
  const traffic = new Traffic(next, perSecond, noise);
  const usual = { ...USUAL, clicks: USUAL.clicks * Math.exp(0.1 * normal(next)) };
  const candidate = { ...usual, ...scenario.candidate(next) };
  world.measure = (request, now) => (isDown ? 'connection refused' : traffic.measure(request, now));
  world.train();
  world.catalogue = 'B';
  world.train();
  const start = world.now;
  let exposure = 0;
  while (world.rollout?.candidate !== undefined && world.now - start < hours * 3_600_000) {
    const { weight } = world.rollout;
    world.now += intervalSeconds * 1_000;
    traffic.pass(world.now, intervalSeconds, [
      [idOf('A'), 100 - weight, usual],
      [idOf('B'), weight, candidate],
    ]);
    exposure += (weight / 100) * (intervalSeconds / 60);
    world.settle();
  }
  const { stable, candidate: left } = world.rollout ?? {};
  const end = left !== undefined ? 'held' : stable === idOf('B') ? 'promoted' : 'taken back';
  return { end, minutes: (world.now - start) / 60_000, exposure };
}

const rows: string[] = [];

describe(`of ${RUNS} simulated roll-outs each`, () => {
  it.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s', (name, scenario) => {
    const runs = Array.from({ length: RUNS }, (_, seed) => run(scenario, 7_919 * seed + 1));
    const share = (end: End): number => runs.filter((one) => one.end === end).length / RUNS;
    rows.push(rowOf(name, runs, share));
    const { end, atLeast } = scenario.expected;
    if (atLeast === 0) expect(share(end)).toBe(0);
    expect(share(end)).toBeGreaterThanOrEqual(atLeast);
    if (end === 'taken back') expect(share('promoted')).toBe(0);
    if (end === 'promoted') expect(share('taken back')).toBeLessThanOrEqual(scenario.isDown ? 1 : 0.05);
  });

  afterAll(() => {
    if (process.env.SIMULATION_RUNS === undefined) return;
    process.stdout.write(`\n| candidate | promoted | taken back | held | median minutes | median exposure |\n|---|---|---|---|---|---|\n${rows.join('\n')}\n`);
  });
});

function rowOf(name: string, runs: readonly Run[], share: (end: End) => number): string {
  const percent = (end: End): string => `${Number((100 * share(end)).toFixed(1))} %`;
  const median = (of: (one: Run) => number): string => {
    const sorted = runs.map(of).sort((a, b) => a - b);
    return String(Number(sorted[Math.floor(sorted.length / 2)].toPrecision(3)));
  };
  const cells = [name, percent('promoted'), percent('taken back'), percent('held'), median(({ minutes }) => minutes), median(({ exposure }) => exposure)];
  return `| ${cells.join(' | ')} |`;
}
