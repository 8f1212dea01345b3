import type { MeasurementRequest, Sample, Seen } from '../../../judgement/measurement.js';
import { shortId } from '../version-id.js';

/** A random number of [0, 1) for each call; the same ones for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const normal = (next: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

/** How many of `n` happen, each with probability `p`; beyond 60 expected by the normal distribution. */
function binomial(next: () => number, n: number, p: number): number {
  if (p <= 0 || n <= 0) return 0;
  if (p >= 1) return n;
  const spread = n * p * (1 - p);
  if (spread > 60) return clamp(Math.round(n * p + Math.sqrt(spread) * normal(next)), 0, n);
  if (p > 0.5) return n - binomial(next, n, 1 - p);
  // By inversion: down the probabilities of 0, 1, 2 … (Devroye 1986, X.4.2).
  const odds = p / (1 - p);
  let left = next();
  let term = (1 - p) ** n;
  let count = 0;
  while (left >= term && count < n) {
    left -= term;
    count++;
    term *= ((n + 1 - count) / count) * odds;
  }
  return count;
}

const clamp = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);

/** What a version does with a request. */
export interface Behaviour {
  readonly errors: number;
  readonly empty: number;
  readonly clicks: number;
  /** Median of a lognormal distribution, in seconds. */
  readonly medianSeconds: number;
}

export const USUAL: Behaviour = { errors: 0.001, empty: 0.01, clicks: 0.06, medianSeconds: 0.002 };

/** What makes a service's figures wander, without any fault of a version. */
export interface Noise {
  /** Standard deviation of the logarithm of what each rate is multiplied by at a time, for all versions alike. */
  readonly common: number;
  /** The same for each version by itself. */
  readonly own: number;
  /** Requests come in groups of so many that end alike. */
  readonly group: number;
  /** How often, for each tick, something outside fails, and then for so large a share of all requests. */
  readonly outages: number;
  readonly outageShare: number;
}

export const QUIET: Noise = { common: 0, own: 0, group: 1, outages: 0, outageShare: 0 };

const BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];
const SIGMA = 0.6;

/** Distribution function of the normal distribution (Abramowitz & Stegun 7.1.26, to 1.5e-7). */
function normalDistribution(x: number): number {
  const t = 1 / (1 + 0.3275911 * (Math.abs(x) / Math.SQRT2));
  const series =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = 0.5 * series * Math.exp((-x * x) / 2);
  return x > 0 ? 1 - tail : tail;
}

/** Counters, as they stand at a moment. */
interface Tick {
  readonly at: number;
  readonly answered: number;
  readonly errors: number;
  readonly empty: number;
  readonly clicks: number;
  readonly latency: readonly number[];
}

const NOTHING: Tick = {
  at: 0,
  answered: 0,
  errors: 0,
  empty: 0,
  clicks: 0,
  latency: new Array<number>(BOUNDS.length + 1).fill(0),
};

/** Requests to a service with two versions, and what they would have counted. */
export class Traffic {
  private readonly ticks = new Map<string, Tick[]>();

  constructor(
    private readonly next: () => number,
    private readonly perSecond: number,
    private readonly noise: Noise,
  ) {}

  /** Requests of the seconds up to `at`, divided by weight. */
  pass(at: number, seconds: number, shares: readonly (readonly [string, number, Behaviour])[]): void {
    const { outages, outageShare, common } = this.noise;
    const outage = this.next() < outages ? outageShare : 0;
    const factors = [0, 0, 0, 0].map(() => Math.exp(common * normal(this.next)));
    for (const [id, weight, behaviour] of shares) {
      const n = binomial(this.next, Math.round(this.perSecond * seconds * 2), weight / 200);
      const ticks = this.ticks.get(id) ?? [];
      const before = ticks.at(-1) ?? NOTHING;
      ticks.push(added(before, this.tick(at, n, behaviour, outage, factors)));
      this.ticks.set(id, ticks);
    }
  }

  private tick(
    at: number,
    n: number,
    behaviour: Behaviour,
    outage: number,
    [ofErrors, ofEmpty, ofClicks, ofTime]: readonly number[],
  ): Tick {
    const { own } = this.noise;
    const vary = (): number => Math.exp(own * normal(this.next));
    const errors = this.grouped(n, behaviour.errors * ofErrors * vary() + outage);
    const answered = n - errors;
    return {
      at,
      answered: n,
      errors,
      empty: this.grouped(answered, behaviour.empty * ofEmpty * vary()),
      clicks: this.grouped(answered, behaviour.clicks * ofClicks * vary()),
      latency: this.latencies(answered, behaviour.medianSeconds * ofTime ** 0.5 * vary()),
    };
  }

  private grouped(n: number, p: number): number {
    const { group } = this.noise;
    return Math.min(group * binomial(this.next, Math.ceil(n / group), clamp(p, 0, 1)), n);
  }

  private latencies(n: number, median: number): readonly number[] {
    let left = n;
    let below = 0;
    const counts = BOUNDS.map((bound) => {
      const share = normalDistribution(Math.log(bound / median) / SIGMA);
      const count = binomial(this.next, left, below < 1 ? (share - below) / (1 - below) : 0);
      left -= count;
      below = share;
      return count;
    });
    return [...counts, left];
  }

  /** What a source of measurements would say now. */
  measure({ metric, candidate, stable, windowSeconds }: MeasurementRequest, now: number): Seen {
    const since = now - windowSeconds * 1_000;
    return {
      candidate: this.sample(metric, candidate, since),
      stable: this.sample(metric, stable, since),
    };
  }

  private sample(metric: string, id: string, since: number): Sample {
    const ticks = this.ticks.get(id) ?? [];
    const last = ticks.at(-1) ?? NOTHING;
    const before = lastUpTo(ticks, since);
    const sum = (of: (tick: Tick) => number): number => of(last) - of(before);
    const answered = sum((tick) => tick.answered - tick.errors);
    switch (metric) {
      case 'errors':
        return { type: 'proportion', hits: sum((tick) => tick.errors), of: sum((t) => t.answered) };
      case 'empty-lists':
        return { type: 'proportion', hits: sum((tick) => tick.empty), of: answered };
      case 'clicks':
        return { type: 'proportion', hits: sum((tick) => tick.clicks), of: answered };
      case 'latency': {
        const counts = NOTHING.latency.map((_, i) => sum(({ latency }) => latency[i]));
        return { type: 'buckets', bounds: BOUNDS, counts };
      }
      default:
        throw new Error(`nothing is simulated of "${metric}" for ${shortId(id)}`);
    }
  }
}

/** The last tick up to a moment. */
function lastUpTo(ticks: readonly Tick[], at: number): Tick {
  let low = 0;
  let high = ticks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ticks[middle].at <= at) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? NOTHING : ticks[low - 1];
}

const added = (a: Tick, b: Tick): Tick => ({
  at: b.at,
  answered: a.answered + b.answered,
  errors: a.errors + b.errors,
  empty: a.empty + b.empty,
  clicks: a.clicks + b.clicks,
  latency: a.latency.map((count, i) => count + b.latency[i]),
});
