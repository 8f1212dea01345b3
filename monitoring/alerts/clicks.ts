import { UIDS } from '../dashboards/uids.ts';
import type { Metric } from '../metrics/metric.ts';
import { OURS } from '../metrics/ours.ts';
import type { Duration } from '../promql/duration.ts';
import { anyOf, selectorOf } from '../promql/select.ts';
import type { RuleGroup } from '../rules/rule.ts';
import { JOB } from '../settings.ts';
import type { Alert } from './alert.ts';

const WINDOW: Duration = '6h';
/** Fewest impressions of each variant before anything is said of them. */
const FEWEST = 500;
/** Standard errors; beyond 3 lies one of 700 comparisons of equal variants. */
const SIGNIFICANT = 3;

const BOTH = ['namespace', 'job', 'variant'];
const record = (name: string, ...labelNames: string[]): Metric => ({ name, labelNames });

/** What is recorded of feedback, by variant. */
export const CLICK_RECORDS = {
  impressions: record(`job:recommender_impressions:increase${WINDOW}`, ...BOTH),
  clicks: record(`job:recommender_clicks:increase${WINDOW}`, ...BOTH),
  ratio: record(`job:recommender_click_through:ratio${WINDOW}`, ...BOTH),
  pooled: record(`job:recommender_click_through_pooled:ratio${WINDOW}`, 'namespace', 'job'),
  score: record(`job:recommender_click_through_loss:z_score${WINDOW}`, 'namespace', 'job'),
};

const { impressions, clicks, ratio, pooled, score } = CLICK_RECORDS;
const events = (event: string): string =>
  `sum by (${BOTH.join(', ')}) (increase(` +
  `${selectorOf(`job="${JOB}"`)(OURS.feedback, `event="${event}"`, anyOf('variant', 'stable', 'candidate'))}[${WINDOW}]))`;
const ON = 'on (namespace, job)';

/**
 * Click-through by variant, and how much worse the candidate's is, in standard errors: the
 * two-proportion z-test with a pooled estimate. A candidate that was shown and never clicked has no
 * series of clicks; that is 0 clicks, the worst case, and not a missing figure.
 */
export const CLICK_GROUP: RuleGroup = {
  name: 'movie-recommender-clicks',
  rules: [
    { record: impressions.name, expr: events('impression') },
    { record: clicks.name, expr: `${events('click')}\nor\n0 * ${impressions.name}` },
    { record: ratio.name, expr: `${clicks.name} / (${impressions.name} > 0)` },
    {
      record: pooled.name,
      expr: `sum without (variant) (${clicks.name}) / (sum without (variant) (${impressions.name}) > 0)`,
    },
    {
      record: score.name,
      expr:
        `(${ratio.name}{variant="stable"} - ${ON} ${ratio.name}{variant="candidate"})\n/ ${ON}\n` +
        `sqrt(${pooled.name} * (1 - ${pooled.name}) * sum without (variant) (1 / ${impressions.name}))`,
    },
  ],
};

export const CLICK_ALERTS: readonly Alert[] = [
  {
    name: 'RecommenderCandidateClickedLess',
    severity: 'ticket',
    expr:
      `${score.name} > ${SIGNIFICANT}\nand ${ON}\n` +
      `min without (variant) (${impressions.name}) >= ${FEWEST}`,
    wait: '30m',
    summary: "The candidate's lists are clicked less than those of the stable model.",
    description: `Over ${WINDOW} the click-through of the candidate is below that of the stable model by {{ $value | humanize }} standard errors: no chance, the candidate is worse.`,
    dashboard: UIDS.model,
  },
];
