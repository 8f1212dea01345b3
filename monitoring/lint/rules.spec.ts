import { globSync, readFileSync } from 'node:fs';
import { HISTOGRAMS } from '#telemetry';
import { UIDS } from '../dashboards/uids.ts';
import { countOf } from '../metrics/metric.ts';
import { OURS } from '../metrics/ours.ts';
import { readQuery, type Selector } from '../promql/read-query.ts';
import { type AlertingRule, isAlert } from '../rules/rule.ts';
import { ruleFiles } from '../rules/rule-files.ts';
import { COMMITTED, JOB, OPERATOR_JOB } from '../settings.ts';
import { LATENCY_BOUND } from '../slo/slos.ts';
import { RECORDED } from './known-metrics.ts';
import { queryFaults } from './query-rules.ts';

const files = ruleFiles(COMMITTED);
const rules = files.flatMap(({ groups }) => groups).flatMap((group) => group.rules);
const alerts = rules.filter(isAlert);
const RUNBOOKS = COMMITTED.runbooks;

describe('rules', () => {
  it('use only metrics and labels that there are', () => {
    expect(rules.flatMap(({ expr }) => queryFaults(expr))).toEqual([]);
  });

  it('look at one job each: other jobs may have metrics of the same name', () => {
    const jobsOf = ({ matchers }: Selector): readonly string[] =>
      matchers.filter(({ label }) => label === 'job').map(({ value }) => value);
    const astray = rules
      .flatMap(({ expr }) => readQuery(expr).selectors)
      .filter(({ metric }) => !RECORDED.has(metric))
      .filter((selector) => ![JOB, OPERATOR_JOB].includes(jobsOf(selector).join()));
    expect(astray).toEqual([]);
  });

  it('need nothing that Prometheus 2.42 does not have', () => {
    const fields = new Set(rules.flatMap((rule) => Object.keys(rule)));
    expect([...fields].sort()).toEqual(['alert', 'annotations', 'expr', 'for', 'labels', 'record']);
  });
});

describe.each(
  alerts.map((alert): [string, string, AlertingRule] => [
    alert.alert,
    alert.labels.severity,
    alert,
  ]),
)('%s (%s)', (_name, _severity, { alert, labels, annotations, expr }) => {
  it('says how urgent it is, what it is and what it means', () => {
    expect(['page', 'ticket']).toContain(labels.severity);
    expect(annotations.summary).toMatch(/^[A-Z].{10,100}\.$/su);
    expect(annotations.description).toMatch(/^\S.{30,400}\.$/su);
    expect(Object.values(UIDS).map((uid) => `/d/${uid}`)).toContain(annotations.dashboard);
  });

  it('names in its texts only labels that its result has', () => {
    const used = [
      ...`${annotations.summary} ${annotations.description}`.matchAll(/\$labels\.(?<name>\w+)/gu),
    ].map(({ groups }) => groups?.name ?? '');
    const { grouping, selectors } = readQuery(expr);
    const isAggregated = /\bby \(/u.test(expr);
    const all = isAggregated ? grouping : [...grouping, 'job', 'instance', 'namespace'];
    const recorded = selectors.some(({ metric }) => RECORDED.has(metric)) ? ['job'] : [];
    expect([...all, ...recorded]).toEqual(expect.arrayContaining(used));
  });

  it('has a runbook page that says what it means, how to confirm, what to do', () => {
    expect(annotations.runbook_url).toBe(`${RUNBOOKS}/${alert}.md`);
    const page = readFileSync(annotations.runbook_url, 'utf8');
    expect(page.split('\n').filter((line) => line.startsWith('#'))).toEqual([
      `# ${alert}`,
      '## What it means',
      '## How to confirm',
      '## What to do',
      '## What not to do',
    ]);
    expect(page).toMatch(/```promql\n[^`]+```[\s\S]+```sh\n[^`]*curl /u);
  });
});

describe('runbook pages', () => {
  const pages = globSync(`${RUNBOOKS}/*.md`);

  it('are about alerts that there are', () => {
    const names = new Set(alerts.map(({ alert }) => `${RUNBOOKS}/${alert}.md`));
    expect(pages.sort()).toEqual([...names].sort());
  });

  it.each(pages)('%s asks only what can be asked', (path) => {
    const page = readFileSync(path, 'utf8');
    const blocks = [...page.matchAll(/```promql\n(?<queries>[^`]+)```/gu)];
    const queries = blocks.flatMap(({ groups }) => (groups?.queries ?? '').trim().split('\n'));
    expect(queries.flatMap(queryFaults)).toEqual([]);
  });
});

describe('metrics', () => {
  it('what "fast enough" means is an edge of the buckets, written alike by all versions', () => {
    expect(HISTOGRAMS.httpDuration.buckets).toContain(LATENCY_BOUND);
    expect(Number.isInteger(LATENCY_BOUND)).toBe(false);
  });

  it('every metric of the service is on a dashboard or in a rule', () => {
    const panels = globSync('charts/*/files/dashboards/*.json').map((path) =>
      readFileSync(path, 'utf8'),
    );
    const text = [...panels, ...rules.map(({ expr }) => expr)].join('\n');
    const unused = Object.values(OURS).filter(
      (metric) => !text.includes(metric.name) && !text.includes(countOf(metric).name),
    );
    expect(unused.map(({ name }) => name)).toEqual([]);
  });
});
