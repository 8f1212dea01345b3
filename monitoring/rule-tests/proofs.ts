import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type AlertingRule, isAlert, type Rule } from '../rules/rule.ts';
import { ruleFiles } from '../rules/rule-files.ts';
import { withWhatTheyNeed } from '../rules/needed-rules.ts';
import { COMMITTED } from '../settings.ts';
import { alertTests, promtoolFile, recordTest, stepOf } from './promtool-file.ts';
import { promtool, type Verdict } from './promtool.ts';
import type { AlertTest } from './rule-test.ts';
import type { RecordTest } from './slo.ts';

const RULES: readonly Rule[] = ruleFiles(COMMITTED)
  .flatMap(({ groups }) => groups)
  .flatMap(({ rules }) => rules);

/** The rules that a test is about. */
export const alertsOf = ({ alert, matching = '' }: AlertTest): readonly AlertingRule[] =>
  RULES.filter(isAlert).filter(
    (rule) =>
      rule.alert === alert &&
      [...matching.matchAll(/(?<label>\w+)="(?<value>[^"]*)"/gu)].every(
        ({ groups }) => rule.labels[groups?.label ?? ''] === groups?.value,
      ),
  );

/**
 * Tests as files for promtool, in a folder that is gone afterwards. Each comes with the rules that
 * it needs and no others: days are simulated, and every rule costs in every minute of them.
 */
export class Proofs implements Disposable {
  private readonly folder = mkdtempSync(join(tmpdir(), 'rule-tests-'));
  private readonly paths: string[] = [];

  /** @param change what is changed in the rules before they are tested */
  add(test: AlertTest, change: (rule: AlertingRule) => Rule = (rule) => rule): void {
    const rules = withWhatTheyNeed(alertsOf(test).map(change), RULES);
    const path = this.write(rules, (file) => promtoolFile([file], stepOf(test), alertTests(test)));
    this.paths.push(path);
  }

  addRecords(tests: readonly RecordTest[]): void {
    const recording = RULES.filter((rule) => !isAlert(rule));
    this.paths.push(
      this.write(recording, (file) => promtoolFile([file], '1m', tests.map(recordTest))),
    );
  }

  run(): Promise<Verdict> {
    return promtool('test', 'rules', ...this.paths);
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true });
  }

  private write(rules: readonly Rule[], toTest: (rulesFile: string) => string): string {
    const base = join(this.folder, String(this.paths.length));
    writeFileSync(`${base}-rules.yaml`, stringify({ groups: [{ name: 'tested', rules }] }));
    writeFileSync(`${base}-test.yaml`, toTest(`${base}-rules.yaml`));
    return `${base}-test.yaml`;
  }
}
