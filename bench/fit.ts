/**
 * Time to fit a catalogue, by stage, and time to vectorise its descriptions as scikit-learn does,
 * beside scikit-learn itself where a Python with it can be found. Medians of several fits in one
 * process; the first fit, before the compiler has warmed up, is printed apart.
 *
 * Usage: TMDB_5000_CSV=… npm run bench:fit
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

const { films } = await readCatalogue(catalogueFromEnvironment());
console.log(`${films.length} films; ${describeMachine()}`);
benchVectorize(films);
benchFit(films);
