import { UIDS } from '../dashboards/uids.ts';
import { PROCESS } from '../metrics/foreign.ts';
import { countOf } from '../metrics/metric.ts';
import { OURS } from '../metrics/ours.ts';
import { selectorOf } from '../promql/select.ts';
import { JOB } from '../settings.ts';
import type { Alert } from './alert.ts';

const select = selectorOf(`job="${JOB}"`);
const BY = 'sum by (namespace, job)';
const shed = select(OURS.shed);

/** Can the process bear what is asked of it? */
export const LOAD_ALERTS: readonly Alert[] = [
  {
    name: 'RecommenderShedding',
    severity: 'ticket',
    expr:
      `${BY} (rate(${shed}[5m]))\n/\n${BY} (rate(${select(countOf(OURS.httpDuration))}[5m])) > 0.01\n` +
      `and\n${BY} (increase(${shed}[5m])) >= 20`,
    wait: '5m',
    summary: 'Requests are turned away because there are too many.',
    description:
      '{{ $value | humanizePercentage }} of the requests to {{ $labels.job }} are answered with 503 so that the others stay fast. More instances are needed, or fewer requests.',
    dashboard: UIDS.service,
  },
  {
    name: 'RecommenderEventLoopLag',
    severity: 'ticket',
    expr: `${select(PROCESS.eventLoopP99)} > 0.1`,
    wait: '10m',
    summary: 'The event loop of {{ $labels.instance }} is held up.',
    description:
      'One turn in a hundred comes {{ $value | humanizeDuration }} late: something on {{ $labels.instance }} computes for too long at a time, or the processor is not its own.',
    dashboard: UIDS.service,
  },
  {
    name: 'RecommenderMemoryNearLimit',
    severity: 'ticket',
    expr: `${select(PROCESS.resident)}\n/\n${select(OURS.memoryLimit)} > 0.9`,
    wait: '10m',
    summary: 'The instance {{ $labels.instance }} has almost used up its memory.',
    description:
      '{{ $value | humanizePercentage }} of the memory limit are in use. Beyond it the process is killed, and its requests with it.',
    dashboard: UIDS.service,
  },
];
