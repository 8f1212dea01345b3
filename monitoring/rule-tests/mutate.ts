/**
 * Changes one thing in one alert at a time (a comparison, a threshold, a window, a wait) and sees
 * whether the courses of events notice. Ends badly if fewer than nine of ten are noticed.
 *
 * Usage: npm run test:rules:mutants [-- ALERT]
 */
import { ALERT_TESTS } from './all.ts';
import { type Mutant, mutantsOf } from './mutants.ts';
import { HOW_TO_GET_PROMTOOL, promtoolVersion } from './promtool.ts';
import { alertsOf, Proofs } from './proofs.ts';
import type { AlertTest } from './rule-test.ts';

const LEAST_NOTICED = 0.9;
const AT_ONCE = 2;

const [only = ''] = process.argv.slice(2);
const candidates = ALERT_TESTS.filter(({ alert }) => alert.startsWith(only)).flatMap((test) =>
  alertsOf(test)
    .flatMap(mutantsOf)
    .map((mutant) => ({ test, mutant })),
);

if (promtoolVersion() === undefined) {
  console.log(`SKIPPED: ${HOW_TO_GET_PROMTOOL}: no alert is mutated`);
} else {
  const queue = [...candidates];
  const survivors: string[] = [];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      if (!(await isNoticed(next.test, next.mutant)))
        survivors.push(`${next.test.alert} ${next.test.matching ?? ''}: ${next.mutant.change}`);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  report(survivors);
}

async function isNoticed(test: AlertTest, { rule }: Mutant): Promise<boolean> {
  using proofs = new Proofs();
  proofs.add(test, () => rule);
  return !(await proofs.run()).isGood;
}

function report(survivors: readonly string[]): void {
  for (const survivor of survivors.toSorted()) console.log(`not noticed: ${survivor}`);
  const noticed = candidates.length - survivors.length;
  const share = noticed / candidates.length;
  console.log(`${noticed} of ${candidates.length} mutants noticed: ${(share * 100).toFixed(1)} %`);
  process.exitCode = share >= LEAST_NOTICED ? 0 : 1;
}
