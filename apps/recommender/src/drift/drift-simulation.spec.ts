import { readFileSync } from 'node:fs';
import { filmSchema } from '#contracts';
import { fit, Lazy, PRESETS, Recommender } from '#engine';
import { DRIFT_SIGNALS, DRIFT_THRESHOLDS, DRIFT_WINDOW, type DriftSignal } from '#telemetry';
import { randomNumbers } from '../../../../libs/engine/src/testing/random.js';
import { DriftMonitor } from './drift-monitor.js';
import { expecting } from './reference.js';

const made = <T>(steps: Generator<void, T>): T => new Lazy(() => steps).value;

const films = readFileSync('data/sample-catalogue.jsonl', 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => filmSchema.parse(JSON.parse(line)));
const recommender = new Recommender(fit(films, PRESETS.hybrid));
const { model } = recommender;
const reference = made(expecting({ model }));
const aMonitor = () => made(DriftMonitor.building(model, reference));
const bestScores = model.films.map(
  (_, film) => recommender.recommend({ seeds: [{ film }], limit: 1 }).scores[0],
);
const wordsOf = model.films.map(({ description = '' }) => description.split(' '));
const everyFilm = model.films.map((_, film) => film);

/** What is asked for: of which films, how unequally, and how often what the model does not know. */
interface Traffic {
  /** Films by popularity. */
  readonly films: readonly number[];
  /** Film i of them is asked for in proportion to (i + 1) to the minus so much. */
  readonly exponent: number;
  readonly wishes: number;
  readonly wordsOf: (film: number) => readonly string[];
  readonly unknownSeeds: number;
}

const USUAL: Traffic = {
  films: everyFilm,
  exponent: 0.5,
  wishes: 0.05,
  wordsOf: (film) => wordsOf[film],
  unknownSeeds: 0.03,
};

/** Sends requests to a monitor, the same ones for the same seed. */
class Simulation {
  readonly monitor = aMonitor();
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = randomNumbers(seed);
  }

  send(requests: number, traffic: Traffic): void {
    const drawn = slots(traffic);
    for (let i = 0; i < requests; i++) {
      const film = drawn[Math.floor(this.random() * drawn.length)];
      if (this.random() < traffic.wishes) this.wish(traffic.wordsOf(film));
      else if (this.random() < traffic.unknownSeeds) this.monitor.seedsNamed(1, 1);
      else this.ask(film);
    }
  }

  /** The signals that an alert would be raised for. */
  get raised(): string[] {
    const drift = this.monitor.measure();
    return DRIFT_SIGNALS.filter((signal) => (drift[signal].score ?? 0) > DRIFT_THRESHOLDS[signal]);
  }

  private ask(film: number): void {
    this.monitor.seedsNamed(1, 0);
    const { genres = [] } = model.films[film];
    // One request in ten names a genre as well.
    const filter = this.random() < 0.1 ? { genres: { any: genres.slice(0, 1) } } : undefined;
    this.monitor.requested({ seeds: [{ film }], filter, limit: 5 }, bestScores[film]);
  }

  private wish(words: readonly string[]): void {
    const from = Math.floor(this.random() * Math.max(words.length - 6, 1));
    this.monitor.requested({ text: words.slice(from, from + 6).join(' '), limit: 5 }, 0.1);
  }
}

const slotsOf = new Map<string, readonly number[]>();

/** Films to draw from evenly: each as often as traffic asks for it, as far as so many slots tell. */
function slots({ films: asked, exponent }: Traffic, count = 5_000): readonly number[] {
  const key = `${exponent} ${asked.join(' ')}`;
  const known = slotsOf.get(key);
  if (known !== undefined) return known;
  const weights = asked.map((_, i) => (i + 1) ** -exponent);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const made = asked.flatMap((film, i) =>
    new Array<number>(Math.ceil((count * weights[i]) / whole)).fill(film),
  );
  slotsOf.set(key, made);
  return made;
}

/**
 * Films in an order of popularity of its own: to the logarithm of each rank a number is added that
 * has so large a standard deviation, so that films near each other change places.
 */
function disordered(inOrder: readonly number[], deviation: number, seed: number): number[] {
  const random = randomNumbers(~seed);
  // Box & Muller, 1958.
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const placed = inOrder.map((film, i) => ({ film, at: Math.log(i + 1) + deviation * normal() }));
  return placed.sort((a, b) => a.at - b.at).map(({ film }) => film);
}

describe('unshifted traffic', () => {
  it.each([
    ['all films alike', 0],
    ['popular films more often', 0.5],
    ['popular films much more often', 0.8],
    ["popular films by Zipf's law, the first of them in one request of seven", 1],
    ['popular films more often still', 1.1],
    ['favourites that are not quite those of the catalogue', 0.8, 1],
    ['favourites that have nothing to do with those of the catalogue', 0.5, 100],
  ])('%s: raises nothing at any time in 99 of 100 runs', (_, exponent, disorder = 0) => {
    const raised = Array.from({ length: 100 }, (__, seed) => {
      const simulation = new Simulation(seed);
      const asked = disordered(everyFilm, disorder, seed);
      return Array.from({ length: 12 }, () => {
        simulation.send(250, { ...USUAL, films: asked, exponent });
        return simulation.raised;
      }).flat();
    });
    expect(raised.filter((signals) => signals.length > 0).length).toBeLessThanOrEqual(1);
  });
});

const lowScores = [...bestScores].sort((a, b) => a - b)[Math.floor(bestScores.length / 4)];
const shifts: Record<(typeof DRIFT_SIGNALS)[number], Partial<Traffic>> = {
  requested_genre: { films: everyFilm.filter((f) => model.films[f].genres?.includes('Horror')) },
  requested_decade: { films: everyFilm.filter((f) => (model.films[f].year ?? 2000) < 1970) },
  score: { films: everyFilm.filter((film) => bestScores[film] <= lowScores) },
  out_of_vocabulary: {
    wishes: 1,
    wordsOf: (film) => wordsOf[film].map((word, i) => (i % 2 === 0 ? `${word}zqx` : word)),
  },
  unknown_seeds: { unknownSeeds: 0.6 },
};
describe('shifted traffic', () => {
  /** Requests of shifted traffic after usual one until a signal says so; what says so then. */
  function untilRaised(signal: DriftSignal, seed: number, exponent: number) {
    const simulation = new Simulation(seed);
    simulation.send(DRIFT_WINDOW * 1.5, { ...USUAL, exponent });
    expect(simulation.raised).toEqual([]);
    const shifted = { ...USUAL, exponent, ...shifts[signal] };
    let requests = 0;
    for (; !simulation.raised.includes(signal) && requests < DRIFT_WINDOW; requests += 50)
      simulation.send(50, shifted);
    return { raised: simulation.raised, requests };
  }

  it.each(DRIFT_SIGNALS)('%s is raised, and it alone, before six tenths of a window', (signal) => {
    for (let seed = 0; seed < 5; seed++) {
      const { raised, requests } = untilRaised(signal, seed, USUAL.exponent);
      expect(raised).toEqual([signal]);
      expect(requests).toBeLessThanOrEqual(DRIFT_WINDOW * 0.6);
    }
  });

  const extremes = [0, 1].flatMap((exponent) =>
    DRIFT_SIGNALS.map((signal) => ({ signal, exponent })),
  );
  it.each(extremes)('$signal is raised within the window (Zipf $exponent)', (each) => {
    for (let seed = 0; seed < 5; seed++)
      expect(untilRaised(each.signal, seed, each.exponent).raised).toContain(each.signal);
  });

  it('is over when traffic is usual again', () => {
    const simulation = new Simulation(1);
    simulation.send(DRIFT_WINDOW, { ...USUAL, ...shifts.requested_genre });
    expect(simulation.raised).toContain('requested_genre');
    simulation.send(DRIFT_WINDOW, USUAL);
    expect(simulation.raised).toEqual([]);
  });
});

describe('DriftMonitor', () => {
  it('says nothing of few requests, but how many they are', () => {
    const simulation = new Simulation(1);
    simulation.send(20, { ...USUAL, films: shifts.requested_genre.films ?? [] });
    const { requested_decade } = simulation.monitor.measure();
    expect(requested_decade.samples).toBeGreaterThan(10);
    expect(requested_decade.score).toBeUndefined();
  });

  it('compares only lists of one film by their scores, and only narrow ranges by decade', () => {
    const monitor = aMonitor();
    const seeds = [{ film: 0 }];
    monitor.requested({ seeds, limit: 5 }, 0.3);
    monitor.requested({ seeds: [], filter: { year: { from: 1975, to: 1994 } }, limit: 5 }, 0.3);
    monitor.requested({ seeds: [], filter: { year: { from: 1900, to: 1999 } }, limit: 5 }, 0.3);
    monitor.requested({ seeds: [], filter: { year: { from: 1990 } }, limit: 5 }, 0.3);
    monitor.requested({ seeds: [], text: 'heist', limit: 5 }, 0.3);
    monitor.requested({ seeds: [], minScore: 0.1, limit: 5 }, 0.3);
    const { score, requested_decade, out_of_vocabulary } = monitor.measure();
    expect(score.samples).toBe(1);
    expect(requested_decade.samples).toBe(1 + 3);
    expect(out_of_vocabulary.samples).toBe(1);
  });
});
