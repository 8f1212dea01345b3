import type { Duration } from '../promql/duration.ts';
import { secondsOf } from '../promql/duration.ts';
import type { AlertingRule } from '../rules/rule.ts';
import type { MonitoringSettings } from '../settings.ts';

/** `page`: somebody has to act now. `ticket`: somebody has to act in working hours. */
export type Severity = 'page' | 'ticket';

/** An alert as it is thought of; its runbook page is docs/runbooks/<name>.md. */
export interface Alert {
  readonly name: string;
  readonly severity: Severity;
  readonly expr: string;
  /** How long it has to hold. */
  readonly wait: Duration;
  /** One line, with `{{ $labels.x }}` of what the expression groups by. */
  readonly summary: string;
  /** What that means for those who ask, with `{{ $value }}`. */
  readonly description: string;
  /** The uid of the dashboard that shows it. */
  readonly dashboard: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export function alertingRule(alert: Alert, settings: MonitoringSettings): AlertingRule {
  const { name, severity, expr, wait, summary, description, dashboard, labels = {} } = alert;
  const { runbooks, longestWait = wait } = settings;
  return {
    alert: name,
    expr,
    for: secondsOf(wait) > secondsOf(longestWait) ? longestWait : wait,
    labels: { severity, ...labels },
    annotations: {
      summary,
      description,
      runbook_url: `${runbooks}/${name}.md`,
      dashboard: `/d/${dashboard}`,
    },
  };
}
