/**
 * Checks the committed rule files with all of promtool's lints, and proves every alert by the
 * courses of events beside this file. Needs promtool; without it, it says so and ends well.
 *
 * Usage: npm run test:rules
 */
import { join } from 'node:path';
import { ruleFiles } from '../rules/rule-files.ts';
import { COMMITTED } from '../settings.ts';
import { ALERT_TESTS } from './all.ts';
import { HOW_TO_GET_PROMTOOL, promtool, promtoolVersion } from './promtool.ts';
import { Proofs } from './proofs.ts';
import { RECORD_TESTS } from './slo.ts';

const ROOT = join(import.meta.dirname, '../..');

const version = promtoolVersion();
if (version === undefined) {
  console.log(`SKIPPED: ${HOW_TO_GET_PROMTOOL}: rules are neither linted nor tested`);
} else {
  console.log(version);
  const isGood = (await checkRules()) && (await testRules());
  process.exitCode = isGood ? 0 : 1;
}

async function checkRules(): Promise<boolean> {
  const files = ruleFiles(COMMITTED).map(({ path }) => join(ROOT, path));
  const { isGood, output } = await promtool(
    'check',
    'rules',
    '--lint=all',
    '--lint-fatal',
    ...files,
  );
  console.log(output.trim());
  return isGood;
}

async function testRules(): Promise<boolean> {
  using proofs = new Proofs();
  for (const test of ALERT_TESTS) proofs.add(test);
  proofs.addRecords(RECORD_TESTS);
  const { isGood, output } = await proofs.run();
  const courses = ALERT_TESTS.reduce((sum, test) => sum + test.courses.length, 0);
  if (!isGood) console.log(output.trim());
  console.log(
    `${ALERT_TESTS.length} alerts, ${courses} courses of events, ${RECORD_TESTS.length} records: ${isGood ? 'passed' : 'FAILED'}`,
  );
  return isGood;
}
