import { UIDS } from '../dashboards/uids.ts';
import { OURS } from '../metrics/ours.ts';
import { type Duration, secondsOf } from '../promql/duration.ts';
import { selectorOf } from '../promql/select.ts';
import { JOB } from '../settings.ts';
import type { Alert } from './alert.ts';

const select = selectorOf(`job="${JOB}"`);
const STABLE = 'variant="stable"';
const OLDEST: Duration = '30d';
const trained = select(OURS.modelTrained, STABLE);

const increase = (selector: string, by: string, window: Duration): string =>
  `sum by (${by}) (increase(${selector}[${window}]))`;

const RELOADS_BY = 'namespace, job, instance, result';
const failedSettings = [OURS.accessReloads, OURS.policyReloads].map((reloads) =>
  increase(select(reloads, 'result!="ok"'), RELOADS_BY, '30m'),
);

/** Is there a model, is it the right one, can it be changed? */
export const MODEL_ALERTS: readonly Alert[] = [
  {
    name: 'RecommenderNoModel',
    severity: 'page',
    // Instances that listen are counted, so that one without a single model metric is seen too.
    expr:
      `count by (namespace, job) (${select(OURS.buildInfo)})\nunless\n` +
      `count by (namespace, job) (${select(OURS.modelInfo, STABLE)})`,
    wait: '2m',
    summary: 'No instance has a model: every request fails.',
    description:
      '{{ $value }} instances of {{ $labels.job }} run and none has a stable model. None is ready, every request for recommendations is answered with 503.',
    dashboard: UIDS.model,
  },
  {
    name: 'RecommenderInstanceWithoutModel',
    severity: 'ticket',
    expr:
      `${select(OURS.buildInfo)}\nunless on (namespace, job, instance)\n` +
      select(OURS.modelInfo, STABLE),
    wait: '15m',
    summary: 'The instance {{ $labels.instance }} has no model.',
    description:
      '{{ $labels.instance }} has been running for fifteen minutes without a stable model. It gets no requests; the others bear its load.',
    dashboard: UIDS.model,
  },
  {
    name: 'RecommenderModelTooOld',
    severity: 'ticket',
    // A model whose training time is not known says 0: that is no age.
    expr: `time() - max by (namespace, job) (${trained} > 0) > ${secondsOf(OLDEST)}`,
    wait: '1h',
    summary: 'The model in service was trained too long ago.',
    description:
      'The stable model of {{ $labels.job }} is {{ $value | humanizeDuration }} old. Films that came since are unknown to it.',
    dashboard: UIDS.model,
  },
  {
    name: 'RecommenderReloadFailing',
    severity: 'ticket',
    // What failed is tried again at least every five minutes. A success within the same window is
    // younger than the failures, so that none of them is left when it has gone out of sight.
    expr:
      `${increase(select(OURS.modelReloads, 'result!="ok"'), RELOADS_BY, '15m')} > 0\n` +
      `unless on (namespace, job, instance)\n` +
      `${increase(select(OURS.modelReloads, 'result="ok"'), 'namespace, job, instance', '15m')} > 0`,
    wait: '5m',
    summary: 'The instance {{ $labels.instance }} cannot load a new model ({{ $labels.result }}).',
    description:
      'Loading failed {{ $value | humanize }} times in a quarter of an hour for the reason "{{ $labels.result }}". The model that was in service stays there.',
    dashboard: UIDS.model,
  },
  {
    name: 'RecommenderSettingsReloadFailing',
    severity: 'ticket',
    expr: failedSettings.map((failed) => `${failed} > 0`).join('\nor\n'),
    wait: '5m',
    summary: 'The instance {{ $labels.instance }} cannot read a changed file of keys or policy.',
    description:
      'A changed file was refused {{ $value | humanize }} times in half an hour. The old keys and rules stay in force, also those that were to be withdrawn.',
    dashboard: UIDS.service,
  },
];
