/**
 * Time to fit a catalogue, by stage, and time to vectorise its descriptions as scikit-learn does,
 * beside scikit-learn itself where a Python with it can be found. Medians of several fits in one
 * process; the first fit, before the compiler has warmed up, is printed apart. Then catalogues made of
 * the same films (`fit-once.ts`), with as many threads as there are processors: the best of several
 * fits, each in a process of its own, and how the time of processors, which other work disturbs least,
 * grows with the number of films.
 *
 * Usage: TMDB_5000_CSV=… npm run bench:fit
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync, mkdtempSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCatalogue } from '#catalog';
import {
  type EngineConfig,
  type Film,
  fit,
  PRESET_NAMES,
  PRESETS,
  vectorizeCatalogue,
} from '#engine';
import { catalogueFromEnvironment, describeMachine, median } from './support.ts';

const RUNS = 7;

function timeFit(films: readonly Film[], config: EngineConfig) {
  const stages: Record<string, number> = {};
  const started = performance.now();
  let last = started;
  const model = fit(films, config, (stage, done, total) => {
    if (done !== total) return;
    const now = performance.now();
    stages[stage] = now - last;
    last = now;
  });
  return { total: performance.now() - started, stages, model };
}

const ms = (value: number): string => `${value.toFixed(0)} ms`.padStart(8);

function benchFit(films: readonly Film[]): void {
  for (const preset of PRESET_NAMES) {
    const first = timeFit(films, PRESETS[preset]);
    const runs = Array.from({ length: RUNS }, () => timeFit(films, PRESETS[preset]));
    const { matrix, vocabulary } = first.model;
    console.log(
      `\n${preset}: ${vocabulary.size} terms, ${matrix.terms.length} weights, all neighbours`,
    );
    console.log(`  first fit   ${ms(first.total)}`);
    console.log(`  median      ${ms(median(runs.map(({ total }) => total)))}`);
    for (const stage of Object.keys(first.stages))
      console.log(`  ${stage.padEnd(11)} ${ms(median(runs.map(({ stages }) => stages[stage])))}`);
  }
}

/** scikit-learn on the same texts, each run beside one of ours. */
const PYTHON = `
import json, sys, time
from sklearn.feature_extraction.text import TfidfVectorizer
texts = json.load(open(sys.argv[1]))
times = []
for _ in range(int(sys.argv[2])):
    started = time.perf_counter()
    TfidfVectorizer(stop_words='english').fit_transform(texts)
    times.append((time.perf_counter() - started) * 1000)
print(json.dumps(times))
`;

function findPython(): string | undefined {
  for (const python of ['python3', '/usr/bin/python3']) {
    try {
      execFileSync(python, ['-c', 'import sklearn'], { stdio: 'ignore' });
      return python;
    } catch {
      // Not there or without scikit-learn: try the next one.
    }
  }
  return undefined;
}

function benchVectorize(films: readonly Film[]): void {
  const ours = Array.from({ length: RUNS }, () => {
    const started = performance.now();
    vectorizeCatalogue(films, PRESETS.sklearn);
    return performance.now() - started;
  });
  console.log(`\nvectorising ${films.length} descriptions, scikit-learn's formula`);
  console.log(`  this engine   first ${ms(ours[0])}, median ${ms(median(ours))}`);
  const python = findPython();
  if (python === undefined) {
    console.log(
      '  scikit-learn  not compared: no Python with scikit-learn (Debian: python3-sklearn)',
    );
    return;
  }
  const path = join(mkdtempSync(join(tmpdir(), 'bench-')), 'texts.json');
  writeFileSync(path, JSON.stringify(films.map(({ description = '' }) => description)));
  const theirs = JSON.parse(
    execFileSync(python, ['-c', PYTHON, path, String(RUNS)], { encoding: 'utf8' }),
  ) as number[];
  console.log(`  scikit-learn  first ${ms(theirs[0])}, median ${ms(median(theirs))}`);
  console.log(`  scikit-learn takes ${(median(theirs) / median(ours)).toFixed(2)} × as long`);
}

const GROWTH = [
  { count: 43_000, runs: 3 },
  { count: 100_000, runs: 2 },
  { count: 200_000, runs: 1 },
];
const BAR = { seconds: 6, bytes: 600e6, exponent: 1.2 };

interface Fitted {
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly stages: Readonly<Record<string, number>>;
  readonly peak: number;
}

function fitOnce(count: number, threads: number): Fitted {
  const args = [join(import.meta.dirname, 'fit-once.ts'), String(count), String(threads)];
  const answer = execFileSync(process.execPath, args, { encoding: 'utf8' });
  return JSON.parse(answer.trim().split('\n').at(-1) ?? '') as Fitted;
}

const bar = (isMet: boolean): string => (isMet ? 'met' : 'MISSED');

/** The power of the number of films that the time between two fits grows with. */
const exponentOf = (small: number, large: number, growth: number): number =>
  Math.log(large / small) / Math.log(growth);

function benchGrowth(): void {
  const threads = availableParallelism();
  console.log(`\nhybrid, catalogues made of these films, ${threads} threads, all neighbours`);
  const times: number[] = [];
  for (const { count, runs } of GROWTH) {
    const all = Array.from({ length: runs }, () => fitOnce(count, threads));
    const best = all.reduce((a, b) => (b.seconds < a.seconds ? b : a));
    times.push(best.processorSeconds);
    const stages = Object.entries(best.stages).map(([name, s]) => `${name} ${s.toFixed(1)} s`);
    console.log(
      `  ${String(count).padStart(7)} films  ${best.seconds.toFixed(1)} s, best of ${runs} ` +
        `(${stages.join(', ')}; ${best.processorSeconds.toFixed(1)} s of processors), ` +
        `peak ${(best.peak / 1e6).toFixed(0)} MB`,
    );
    if (count === GROWTH[0].count)
      console.log(
        `    bars: ${BAR.seconds} s ${bar(best.seconds <= BAR.seconds)}, ` +
          `${BAR.bytes / 1e6} MB ${bar(best.peak <= BAR.bytes)}`,
      );
  }
  const [first, last] = [GROWTH[0].count, GROWTH[GROWTH.length - 1].count];
  const exponent = exponentOf(times[0], times[times.length - 1], last / first);
  console.log(
    `  time of processors grows as the number of films to the power of ${exponent.toFixed(2)} ` +
      `(bar ${BAR.exponent}: ${bar(exponent <= BAR.exponent)})`,
  );
}

const { films } = await readCatalogue(catalogueFromEnvironment());
console.log(`${films.length} films; ${describeMachine()}`);
benchVectorize(films);
benchFit(films);
benchGrowth();
