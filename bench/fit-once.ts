/**
 * Fits one large catalogue made of real films (`resample.ts`) and prints its figures as JSON; run in
 * a process of its own by `fit.ts`, so that peak memory is that of one fit.
 *
 * Usage: TMDB_5000_CSV=… node bench/fit-once.ts films threads
 */
import { readCatalogue } from '#catalog';
import { PRESETS } from '#engine';
import { fitInThreads } from '#model';
import { resample } from './resample.ts';
import { catalogueFromEnvironment } from './support.ts';

const [count, threads] = process.argv.slice(2).map(Number);
const { films } = await readCatalogue(catalogueFromEnvironment());
const catalogue = [...resample(films, count, 1)];

const stages: Record<string, number> = {};
const before = process.cpuUsage();
const started = performance.now();
let last = started;
await fitInThreads(catalogue, PRESETS.hybrid, {
  threads,
  onProgress: (stage, done, total) => {
    if (done !== total) return;
    const now = performance.now();
    stages[stage] = (now - last) / 1000;
    last = now;
  },
});
const { user, system } = process.cpuUsage(before);
console.log(
  JSON.stringify({
    seconds: (performance.now() - started) / 1000,
    processorSeconds: (user + system) / 1e6,
    stages,
    // Kilobytes; of all threads, the films themselves among it.
    peak: process.resourceUsage().maxRSS * 1024,
  }),
);
