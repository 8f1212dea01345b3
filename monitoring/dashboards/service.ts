import { PROCESS, PROMETHEUS } from '../metrics/foreign.ts';
import { countOf } from '../metrics/metric.ts';
import { OURS } from '../metrics/ours.ts';
import type { MonitoringSettings } from '../settings.ts';
import { BURN_RATES } from '../slo/burn-rates.ts';
import { SLO_RECORDS } from '../slo/records.ts';
import { budgetOf, type Slo } from '../slo/slo.ts';
import { LATENCY_BOUND, SLOS } from '../slo/slos.ts';
import type { ClassicDashboard } from './classic.ts';
import { dashboard, type Row } from './dashboard.ts';
import { buckets, mean, perSecond, quantile, quantiles, share } from './expressions.ts';
import { graph, heatmap, stat, table } from './panel.ts';
import { UIDS } from './uids.ts';
import { select, selectRecorded, targetChoices } from './variables.ts';

const requests = countOf(OURS.httpDuration);
const SERVED = 'route!~"/livez|/readyz|/healthz"';
const FAILED = 'status_code=~"5.."';
const failed = `(${perSecond(requests, '', SERVED, FAILED)} or 0 * ${perSecond(requests, '', SERVED)})`;
const burnAlerts = SLOS.map(({ alert }) => alert);

const budgetLeft = ({ name, window }: Slo): string =>
  `min(${selectRecorded(SLO_RECORDS.budgetLeft(window), `slo="${name}"`)})`;

const glance: Row = {
  title: 'At a glance',
  panels: [
    stat({
      title: 'Recommendations',
      description: 'Lists answered per second, all instances together.',
      unit: 'reqps',
      width: 4,
      queries: [{ expr: perSecond(OURS.recommendations), legend: 'lists' }],
    }),
    stat({
      title: 'Response time, p99',
      description:
        'Ninety-nine of a hundred lists are made faster than this, from the parsed request to the list.',
      unit: 's',
      width: 4,
      bounds: { warning: LATENCY_BOUND / 2, bad: LATENCY_BOUND },
      queries: [{ expr: quantile(0.99, OURS.responseTime), legend: 'p99' }],
    }),
    stat({
      title: 'Failed requests',
      description: 'Share of requests answered with 5xx now; health checks are left out.',
      unit: 'percentunit',
      width: 4,
      decimals: 2,
      bounds: { warning: 0.001, bad: 0.01 },
      alerts: burnAlerts.slice(0, 1),
      queries: [{ expr: share(failed, perSecond(requests, '', SERVED)), legend: 'failed' }],
    }),
    ...SLOS.map((slo) =>
      stat({
        title: `Error budget: ${slo.name}`,
        description: `What is left of the ${slo.window} error budget. ${slo.promise} Below 0 the promise is broken.`,
        unit: 'percentunit',
        width: 4,
        decimals: 1,
        bounds: { warning: 0.25, bad: 0, isFloor: true },
        alerts: [slo.alert],
        queries: [{ expr: budgetLeft(slo), legend: 'left' }],
      }),
    ),
    stat({
      title: 'Instances',
      description: 'Instances that Prometheus reaches.',
      unit: 'short',
      width: 4,
      bounds: { bad: 1, isFloor: true },
      alerts: ['RecommenderDown', 'RecommenderTargetDown'],
      queries: [{ expr: `sum(${select(PROMETHEUS.up)})`, legend: 'up' }],
    }),
  ],
};

const lists: Row = {
  title: 'Lists',
  panels: [
    graph({
      title: 'Recommendations per second',
      description: 'Lists answered, by instance.',
      unit: 'reqps',
      width: 12,
      isStacked: true,
      queries: [{ expr: perSecond(OURS.recommendations, 'instance'), legend: '{{instance}}' }],
    }),
    graph({
      title: 'Response time of a list',
      description: 'From the parsed request to the list: the work of the recommender itself.',
      unit: 's',
      width: 12,
      queries: quantiles(OURS.responseTime).map((query) => ({
        ...query,
        hasExemplars: query.legend === 'p99',
      })),
    }),
  ],
};

const traffic: Row = {
  title: 'Rate, errors, duration',
  panels: [
    graph({
      title: 'Requests by route',
      description:
        'All requests by the template of their path; "unmatched" is what matched no route.',
      unit: 'reqps',
      width: 8,
      isStacked: true,
      queries: [{ expr: perSecond(requests, 'route'), legend: '{{route}}' }],
    }),
    graph({
      title: 'Requests that were not answered well',
      description:
        '4xx: the request was wrong, unknown or not allowed. 5xx: the service failed or turned it away.',
      unit: 'reqps',
      width: 8,
      isStacked: true,
      alerts: ['RecommenderAvailabilityBurn'],
      queries: [
        {
          expr: perSecond(requests, 'status_code', 'status_code=~"4.."'),
          legend: '4xx: {{status_code}}',
        },
        { expr: perSecond(requests, 'status_code', FAILED), legend: '5xx: {{status_code}}' },
      ],
    }),
    graph({
      title: 'Outcomes of requests for lists',
      description:
        'How requests for recommendations ended: lists that are whole, short, empty or filled up, and problems by kind.',
      unit: 'reqps',
      width: 8,
      isStacked: true,
      alerts: ['RecommenderEmptyListSurge'],
      queries: [{ expr: perSecond(OURS.requests, 'outcome'), legend: '{{outcome}}' }],
    }),
    heatmap({
      title: 'Time to the end of the answer',
      description:
        'All requests but health checks by how long they took. A second band above the first is a second kind of request, or trouble.',
      unit: 's',
      width: 12,
      height: 9,
      alerts: ['RecommenderLatencyBurn'],
      queries: [{ expr: buckets(OURS.httpDuration, SERVED), legend: '{{le}}', hasExemplars: true }],
    }),
    graph({
      title: 'Slowest hundredth, by route',
      description: `Of a hundred requests to the route, 99 are faster. The dashed line is the objective's bound.`,
      unit: 's',
      width: 12,
      height: 9,
      bounds: { bad: LATENCY_BOUND },
      alerts: ['RecommenderLatencyBurn'],
      queries: [
        {
          expr: quantile(0.99, OURS.httpDuration, 'route', SERVED),
          legend: '{{route}}',
          hasExemplars: true,
        },
      ],
    }),
  ],
};

const burn = (slo: Slo) =>
  graph({
    title: `Budget burn: ${slo.name}`,
    description:
      `How many times faster than planned the error budget burns, by window. It alerts when a long window and its short one are above the same bound: ` +
      `${BURN_RATES.map(({ factor, long, short }) => `${factor} (${long} and ${short})`).join(', ')}.`,
    unit: 'short',
    width: 8,
    bounds: { warning: 1, bad: 14.4 },
    alerts: [slo.alert],
    queries: BURN_RATES.map(({ long }) => ({
      expr: `max(${selectRecorded(SLO_RECORDS.badRatio(long), `slo="${slo.name}"`)}) / ${budgetOf(slo)}`,
      legend: long,
    })),
  });

const objectives: Row = {
  title: 'Service level objectives',
  panels: [
    graph({
      title: 'Error budget left',
      description: 'Share of the 30-day error budgets that is left; below 0 the promise is broken.',
      unit: 'percentunit',
      width: 8,
      alerts: burnAlerts,
      queries: SLOS.map((slo) => ({ expr: budgetLeft(slo), legend: slo.name })),
    }),
    ...SLOS.map(burn),
  ],
};

const saturation: Row = {
  title: 'Saturation',
  panels: [
    graph({
      title: 'Requests in flight',
      description:
        'Requests that are being answered at the moment of the scrape. Many for long: more is asked than can be borne.',
      unit: 'short',
      width: 8,
      queries: [{ expr: `sum by (instance) (${select(OURS.inFlight)})`, legend: '{{instance}}' }],
    }),
    graph({
      title: 'Turned away',
      description: 'Requests and connections refused so that the others stay fast, by reason.',
      unit: 'reqps',
      width: 8,
      isStacked: true,
      alerts: ['RecommenderShedding'],
      queries: [{ expr: perSecond(OURS.shed, 'reason'), legend: '{{reason}}' }],
    }),
    graph({
      title: 'Event-loop lag',
      description: 'How late turns of the event loop come: what every request waits in addition.',
      unit: 's',
      width: 8,
      bounds: { bad: 0.1 },
      alerts: ['RecommenderEventLoopLag'],
      queries: [
        { expr: `max by (instance) (${select(PROCESS.eventLoopP99)})`, legend: 'p99 {{instance}}' },
        { expr: `max(${select(PROCESS.eventLoopP50)})`, legend: 'p50, highest' },
      ],
    }),
    graph({
      title: 'Processor',
      description: 'Cores in use. One process can use little more than one.',
      unit: 'short',
      width: 8,
      queries: [{ expr: perSecond(PROCESS.cpu, 'instance'), legend: '{{instance}}' }],
    }),
    graph({
      title: 'Memory',
      description:
        'Resident memory of each instance; the largest JavaScript heap and the largest memory outside of it (models); the limit.',
      unit: 'bytes',
      width: 8,
      alerts: ['RecommenderMemoryNearLimit'],
      queries: [
        {
          expr: `max by (instance) (${select(PROCESS.resident)})`,
          legend: 'resident {{instance}}',
        },
        { expr: `max(${select(PROCESS.heapUsed)})`, legend: 'largest heap' },
        { expr: `max(${select(PROCESS.external)})`, legend: 'largest external' },
        { expr: `min(${select(OURS.memoryLimit)})`, legend: 'limit' },
      ],
    }),
    graph({
      title: 'Garbage collection',
      description: 'Share of the time that goes into collecting garbage; nothing else runs then.',
      unit: 'percentunit',
      width: 8,
      bounds: { bad: 0.1 },
      alerts: ['RecommenderEventLoopLag'],
      queries: [{ expr: perSecond(PROCESS.collection, 'instance'), legend: '{{instance}}' }],
    }),
  ],
};

const instances: Row = {
  title: 'Access and instances',
  panels: [
    graph({
      title: 'Instances over time',
      description:
        'Instances that Prometheus reaches, those of them that have a model, and starts of processes: a staircase of starts is a crash loop.',
      unit: 'short',
      width: 6,
      alerts: ['RecommenderTargetDown', 'RecommenderInstanceWithoutModel'],
      queries: [
        { expr: `sum(${select(PROMETHEUS.up)})`, legend: 'up' },
        {
          expr: `count(${select(OURS.modelInfo, 'variant="stable"')})`,
          legend: 'with a model',
        },
        {
          expr: `sum(changes(${select(PROCESS.started)}[$__rate_interval]))`,
          legend: 'started anew',
        },
      ],
    }),
    graph({
      title: 'Refused for their key or rate',
      description: 'Requests that were not let in, by reason.',
      unit: 'reqps',
      width: 6,
      isStacked: true,
      alerts: ['RecommenderSettingsReloadFailing'],
      queries: [{ expr: perSecond(OURS.accessDenied, 'reason'), legend: '{{reason}}' }],
    }),
    graph({
      title: 'Time by stage',
      description: 'Where the time of a list goes: naming films, searching, writing the answer.',
      unit: 's',
      width: 6,
      isStacked: true,
      queries: [
        {
          expr: mean(OURS.stageDuration, 'stage'),
          legend: '{{stage}}',
        },
      ],
    }),
    table({
      title: 'Instances',
      description: 'What runs where: version of the program and of Node.',
      unit: 'none',
      width: 6,
      alerts: ['RecommenderMetricsMissing'],
      columns: { instance: 'Instance', namespace: 'Namespace', version: 'Version', node: 'Node' },
      queries: [{ expr: select(OURS.buildInfo), legend: '{{instance}}' }],
    }),
  ],
};

/** Is it fast, does it fail, can it bear the load? */
export const serviceDashboard = (settings: MonitoringSettings): ClassicDashboard =>
  dashboard({
    uid: UIDS.service,
    title: 'Movie recommender: service',
    description: 'Requests, errors, latency, objectives and saturation of the service.',
    runbooks: settings.runbooks,
    variables: targetChoices(OURS.buildInfo),
    rows: [glance, lists, traffic, objectives, saturation, instances],
  });
