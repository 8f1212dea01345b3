import { DRIFT_THRESHOLDS } from '#telemetry';
import { UIDS } from '../dashboards/uids.ts';
import { OURS } from '../metrics/ours.ts';
import { anyOf, selectorOf } from '../promql/select.ts';
import { JOB } from '../settings.ts';
import type { Alert } from './alert.ts';

const select = selectorOf(`job="${JOB}"`);
const average = (...matchers: string[]): string =>
  `avg by (namespace, job, signal, model_version) (${select(OURS.driftScore, ...matchers)})`;

/**
 * Does what is asked still look like what the model was made for? The service leaves a score out
 * until its window holds enough samples, so no sample is no alert.
 */
export const DRIFT_ALERTS: readonly Alert[] = [
  {
    name: 'RecommenderDrift',
    severity: 'ticket',
    expr: `${average(anyOf('signal', 'score', 'requested_genre', 'requested_decade'))} > ${DRIFT_THRESHOLDS.score}`,
    wait: '1h',
    summary: 'Requests have shifted away from what the model was fitted on ({{ $labels.signal }}).',
    description:
      'The population stability index of "{{ $labels.signal }}" for version {{ $labels.model_version }} is {{ $value | humanize }}; above 0.25 the distribution has shifted.',
    dashboard: UIDS.model,
  },
  {
    name: 'RecommenderVocabularyDrift',
    severity: 'ticket',
    expr: `${average('signal="out_of_vocabulary"')} > ${DRIFT_THRESHOLDS.out_of_vocabulary}`,
    wait: '1h',
    summary: 'Wishes in words use many words that the model does not know.',
    description:
      'The share of unknown words is {{ $value | humanizePercentage }} above that of the texts which version {{ $labels.model_version }} was fitted on.',
    dashboard: UIDS.model,
  },
];
