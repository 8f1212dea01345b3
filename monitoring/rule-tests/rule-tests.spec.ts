import { isAlert } from '../rules/rule.ts';
import { ruleFiles } from '../rules/rule-files.ts';
import { COMMITTED } from '../settings.ts';
import { ALERT_TESTS } from './all.ts';
import { mutantsOf } from './mutants.ts';
import { alertsOf } from './proofs.ts';
import { counter, gauge } from './values.ts';

const alerts = ruleFiles(COMMITTED)
  .flatMap(({ groups }) => groups)
  .flatMap(({ rules }) => rules)
  .filter(isAlert);

it('every alert is tested, and each test is about one', () => {
  const tested = ALERT_TESTS.flatMap((test) => {
    expect([test.alert, test.matching, alertsOf(test).length]).toEqual([
      test.alert,
      test.matching,
      1,
    ]);
    return alertsOf(test);
  });
  expect(new Set(tested)).toEqual(new Set(alerts));
});

it.each(ALERT_TESTS.map((test) => [test.alert, test.matching ?? '', test] as const))(
  '%s %s fires and recovers, stays silent, and is looked at without data',
  (_alert, _matching, { courses }) => {
    const kinds = new Set(courses.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(['fires and recovers', 'no data', 'silent']);
    const recovers = courses.some(({ expects }) => {
      const fired = expects.findIndex(([, firing]) => firing > 0);
      return fired > 0 && expects.slice(fired).some(([, firing]) => firing === 0);
    });
    expect(recovers).toBe(true);
    for (const { kind, expects } of courses)
      if (kind === 'silent') expect(expects.map(([, firing]) => firing)).not.toContain(1);
  },
);

it('every alert has mutants of its thresholds and of its wait', () => {
  for (const alert of alerts) expect(mutantsOf(alert).length).toBeGreaterThanOrEqual(3);
});

it('series are written as promtool reads them', () => {
  expect(gauge([1, 3], ['absent', 2], [0, 1])).toBe('1x2 _x2 0x0');
  expect(counter([2, 3], [0, 2], [1, 1])).toBe('2+2x2 6+0x1 7+1x0');
});
