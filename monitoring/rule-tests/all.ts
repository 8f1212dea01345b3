import { ANSWER_TESTS } from './answers.ts';
import { DRIFT_TESTS } from './drift.ts';
import { LOAD_TESTS } from './load.ts';
import { MODEL_TESTS } from './model.ts';
import { OPERATOR_TESTS } from './operator.ts';
import type { AlertTest } from './rule-test.ts';
import { SLO_TESTS } from './slo.ts';
import { TARGET_TESTS } from './targets.ts';

export const ALERT_TESTS: readonly AlertTest[] = [
  ...SLO_TESTS,
  ...TARGET_TESTS,
  ...LOAD_TESTS,
  ...MODEL_TESTS,
  ...ANSWER_TESTS,
  ...DRIFT_TESTS,
  ...OPERATOR_TESTS,
];
