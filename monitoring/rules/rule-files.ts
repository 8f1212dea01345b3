import { type Alert, alertingRule } from '../alerts/alert.ts';
import { ANSWER_ALERTS } from '../alerts/answers.ts';
import { CLICK_ALERTS, CLICK_GROUP } from '../alerts/clicks.ts';
import { DRIFT_ALERTS } from '../alerts/drift.ts';
import { LOAD_ALERTS } from '../alerts/load.ts';
import { MODEL_ALERTS } from '../alerts/model.ts';
import { OPERATOR_ALERTS } from '../alerts/operator.ts';
import { TARGET_ALERTS } from '../alerts/targets.ts';
import type { MonitoringSettings } from '../settings.ts';
import { sloAlerts } from '../slo/alerts.ts';
import { sloRecords } from '../slo/records.ts';
import { SLOS } from '../slo/slos.ts';
import type { RuleGroup } from './rule.ts';

/** A rule file: what Prometheus, or a PrometheusRule's `spec`, takes as it is. */
export interface RuleFile {
  readonly path: string;
  /** What it is for, as a comment at its head. */
  readonly about: string;
  readonly groups: readonly RuleGroup[];
}

const SERVICE_RULES = 'charts/movie-recommender/files/rules';
const OPERATOR_RULES = 'charts/movie-recommender-operator/files/rules';

export function ruleFiles(settings: MonitoringSettings): readonly RuleFile[] {
  const alerting = (topic: string, alerts: readonly Alert[]): RuleGroup => ({
    name: `movie-recommender-${topic}`,
    rules: alerts.map((alert) => alertingRule(alert, settings)),
  });
  return [
    {
      path: `${SERVICE_RULES}/slo.yaml`,
      about: 'Service level objectives: error ratios, error budgets, and how fast they burn.',
      groups: [...SLOS.map(sloRecords), alerting('slo-alerts', SLOS.flatMap(sloAlerts))],
    },
    {
      path: `${SERVICE_RULES}/service.yaml`,
      about: 'Is the service there, and can it bear what is asked of it?',
      groups: [alerting('targets', TARGET_ALERTS), alerting('load', LOAD_ALERTS)],
    },
    {
      path: `${SERVICE_RULES}/model.yaml`,
      about: 'Is there a model, and are its lists good?',
      groups: [
        CLICK_GROUP,
        alerting('model', MODEL_ALERTS),
        alerting('answers', [...ANSWER_ALERTS, ...CLICK_ALERTS]),
        alerting('drift', DRIFT_ALERTS),
      ],
    },
    {
      path: `${OPERATOR_RULES}/operator.yaml`,
      about: 'Does the operator train models and roll them out?',
      groups: [alerting('operator', OPERATOR_ALERTS)],
    },
  ];
}
