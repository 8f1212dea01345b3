import { DRIFT_MIN_SAMPLES } from '#telemetry';
import { CLICK_RECORDS } from '../alerts/clicks.ts';
import { OURS } from '../metrics/ours.ts';
import { anyOf } from '../promql/select.ts';
import type { MonitoringSettings } from '../settings.ts';
import type { ClassicDashboard } from './classic.ts';
import { dashboard, type Row } from './dashboard.ts';
import { buckets, mean, perSecond, quantile, quantiles, share } from './expressions.ts';
import { comparison, graph, heatmap, stat, table, timeline } from './panel.ts';
import { UIDS } from './uids.ts';
import { labelChoice, select, selectRecorded, targetChoices } from './variables.ts';

const OF_VERSION = 'model_version=~"$version"';
const OF_MODEL = 'name=~"$model"';
const STABLE = 'variant="stable"';
const CANDIDATE = 'variant="candidate"';
const LISTS = anyOf('outcome', 'ok', 'short', 'empty', 'fallback');
const UNHELPFUL = anyOf('outcome', 'empty', 'fallback');
const BY_VERSION = 'variant, model_version';
const VERSION_LEGEND = '{{variant}} {{model_version}}';

const info = (...matchers: string[]): string => select(OURS.modelInfo, OF_MODEL, ...matchers);
const shareOfLists = (outcome: string, by: string): string =>
  share(
    perSecond(OURS.requests, by, outcome, OF_VERSION),
    perSecond(OURS.requests, by, LISTS, OF_VERSION),
  );
/** 0 where nothing has failed yet, so that there is a line for each version that answers. */
const failedShare = share(
  `(${perSecond(OURS.requests, BY_VERSION, 'outcome="error"', OF_VERSION)}\nor\n` +
    `0 * ${perSecond(OURS.requests, BY_VERSION, OF_VERSION)})`,
  perSecond(OURS.requests, BY_VERSION, OF_VERSION),
);
/** Mean over the instances: each looks at a window of its own. */
const byVersion = (gauge: typeof OURS.catalogCoverage): string =>
  `avg by (model_version) (${select(gauge, OF_VERSION)})`;
const drift = (...signals: string[]): string =>
  `avg by (signal, model_version) (${select(OURS.driftScore, anyOf('signal', ...signals), OF_VERSION)})`;

const glance: Row = {
  title: 'At a glance',
  panels: [
    stat({
      title: 'Stable model',
      description:
        'Name and version of the model that answers everybody but the candidate’s share.',
      unit: 'none',
      width: 4,
      isText: true,
      noValue: 'none',
      alerts: ['RecommenderNoModel'],
      queries: [
        { expr: `count by (name, version) (${info(STABLE)})`, legend: '{{name}} {{version}}' },
      ],
    }),
    stat({
      title: 'Candidate',
      description: 'The version on trial, if there is one.',
      unit: 'none',
      width: 4,
      isText: true,
      noValue: 'none',
      alerts: ['RecommenderCandidateClickedLess'],
      queries: [{ expr: `count by (name, version) (${info(CANDIDATE)})`, legend: '{{version}}' }],
    }),
    stat({
      title: 'Age of the model',
      description:
        'Since the stable model was trained. After 30 days an alert asks for a newer one.',
      unit: 's',
      width: 4,
      bounds: { warning: 14 * 86_400, bad: 30 * 86_400 },
      noValue: 'unknown',
      alerts: ['RecommenderModelTooOld'],
      queries: [{ expr: `time() - max(${select(OURS.modelTrained, STABLE)} > 0)`, legend: 'age' }],
    }),
    stat({
      title: 'Unknown films',
      description: 'Share of the films named in requests that the model does not know.',
      unit: 'percentunit',
      width: 4,
      decimals: 1,
      bounds: { warning: 0.1, bad: 0.3 },
      alerts: ['RecommenderUnknownSeedSurge'],
      queries: [
        { expr: share(perSecond(OURS.unknownSeeds), perSecond(OURS.seeds)), legend: 'unknown' },
      ],
    }),
    stat({
      title: 'Empty lists',
      description: 'Share of the lists that are empty, or filled with popular films instead.',
      unit: 'percentunit',
      width: 4,
      decimals: 1,
      bounds: { warning: 0.05, bad: 0.2 },
      alerts: ['RecommenderEmptyListSurge'],
      queries: [{ expr: `(${shareOfLists(UNHELPFUL, '')}) or vector(0)`, legend: 'empty' }],
    }),
    stat({
      title: 'Catalogue coverage',
      description:
        'Share of the catalogue that came up in the last lists, of the version that shows most.',
      unit: 'percentunit',
      width: 4,
      decimals: 1,
      noValue: 'too few lists',
      alerts: ['RecommenderCoverageCollapse'],
      queries: [{ expr: `max(${byVersion(OURS.catalogCoverage)})`, legend: 'coverage' }],
    }),
  ],
};

const versions: Row = {
  title: 'Versions and variants',
  panels: [
    timeline({
      title: 'Which version was what, when',
      description: 'One line for each version and what it was in service as.',
      unit: 'none',
      width: 12,
      queries: [
        { expr: `max by (version, variant) (${info()})`, legend: '{{variant}} {{version}}' },
      ],
    }),
    graph({
      title: 'Lists by version',
      description: 'Who answers how much: during a trial the candidate has its share.',
      unit: 'reqps',
      width: 12,
      isStacked: true,
      queries: [
        { expr: perSecond(OURS.requests, BY_VERSION, LISTS, OF_VERSION), legend: VERSION_LEGEND },
      ],
    }),
    table({
      title: 'Models in service',
      description: 'Every model that some instance holds; the digest tells its very bytes.',
      unit: 'none',
      width: 12,
      columns: {
        instance: 'Instance',
        name: 'Model',
        version: 'Version',
        variant: 'Variant',
        digest: 'Digest',
      },
      queries: [{ expr: info(), legend: '{{version}}' }],
    }),
    graph({
      title: 'Loads of models',
      description:
        'Attempts to load a model, by result. Whatever is not "ok" left the old one in service.',
      unit: 'short',
      width: 12,
      alerts: ['RecommenderReloadFailing', 'RecommenderInstanceWithoutModel'],
      queries: [
        {
          expr: `sum by (result) (increase(${select(OURS.modelReloads)}[$__rate_interval]))`,
          legend: '{{result}}',
        },
      ],
    }),
    graph({
      title: 'Films',
      description: 'Films of each model in service.',
      unit: 'short',
      width: 6,
      queries: [{ expr: `max by (variant) (${select(OURS.modelMovies)})`, legend: '{{variant}}' }],
    }),
    graph({
      title: 'Terms',
      description: 'Terms of each model in service.',
      unit: 'short',
      width: 6,
      queries: [{ expr: `max by (variant) (${select(OURS.modelTerms)})`, legend: '{{variant}}' }],
    }),
    graph({
      title: 'Size',
      description:
        'Bytes of each model in service; two lie side by side while one replaces the other.',
      unit: 'bytes',
      width: 6,
      queries: [{ expr: `max by (variant) (${select(OURS.modelBytes)})`, legend: '{{variant}}' }],
    }),
    graph({
      title: 'Pinned instances',
      description:
        'Instances that were told to serve one version, whatever the roll-out says. They stay behind until they are let go.',
      unit: 'short',
      width: 6,
      queries: [{ expr: `sum(${select(OURS.modelPinned)})`, legend: 'pinned' }],
    }),
  ],
};

const ofEachVariant = (expr: string): string => `max by (variant, model_version) (${expr})`;
const trial: Row = {
  title: 'Candidate against stable',
  panels: [
    comparison({
      title: 'Side by side',
      description:
        'The same figures of the stable model and of the candidate, now. Look at the graphs below before a decision: few requests make figures jump.',
      unit: 'none',
      width: 24,
      height: 5,
      alerts: ['RecommenderCandidateClickedLess', 'RecommenderEmptyListSurge'],
      rows: { variant: 'Variant', model_version: 'Version' },
      columns: [
        {
          title: 'Lists per second',
          unit: 'reqps',
          expr: perSecond(OURS.requests, BY_VERSION, LISTS, OF_VERSION),
        },
        { title: 'Failed', unit: 'percentunit', expr: failedShare },
        {
          title: 'Empty or filled up',
          unit: 'percentunit',
          expr: shareOfLists(UNHELPFUL, BY_VERSION),
        },
        {
          title: 'Films in a list',
          unit: 'short',
          expr: mean(OURS.resultsReturned, 'model_version', OF_VERSION),
        },
        {
          title: 'Score of the best film',
          unit: 'short',
          expr: quantile(0.5, OURS.similarityScore, 'model_version', OF_VERSION),
        },
        {
          title: 'Coverage',
          unit: 'percentunit',
          expr: byVersion(OURS.catalogCoverage),
        },
        { title: 'Gini', unit: 'percentunit', expr: byVersion(OURS.exposureGini) },
        {
          title: 'Diversity',
          unit: 'percentunit',
          expr: byVersion(OURS.listDiversity),
        },
        {
          title: 'Clicks per impression',
          unit: 'percentunit',
          expr: ofEachVariant(
            share(
              perSecond(OURS.feedback, BY_VERSION, 'event="click"', OF_VERSION),
              perSecond(OURS.feedback, BY_VERSION, 'event="impression"', OF_VERSION),
            ),
          ),
        },
      ],
    }),
    graph({
      title: 'Click-through',
      description: 'Clicks for each impression over the last six hours, by variant.',
      unit: 'percentunit',
      width: 8,
      alerts: ['RecommenderCandidateClickedLess'],
      queries: [
        {
          expr: `max by (variant) (${selectRecorded(CLICK_RECORDS.ratio)})`,
          legend: '{{variant}}',
        },
      ],
    }),
    graph({
      title: 'How much less the candidate is clicked',
      description:
        'Difference of the click-through rates in standard errors (two-proportion z-test). Above 3 it is no chance; below −3 the candidate is better.',
      unit: 'short',
      width: 8,
      bounds: { bad: 3 },
      alerts: ['RecommenderCandidateClickedLess'],
      queries: [{ expr: `max(${selectRecorded(CLICK_RECORDS.score)})`, legend: 'standard errors' }],
    }),
    graph({
      title: 'Lists that are empty or filled up',
      description: 'Share of unhelpful lists, by variant.',
      unit: 'percentunit',
      width: 8,
      alerts: ['RecommenderEmptyListSurge'],
      queries: [{ expr: shareOfLists(UNHELPFUL, BY_VERSION), legend: VERSION_LEGEND }],
    }),
    graph({
      title: 'Score of the best film',
      description:
        'How alike the first film of the middle list is to what was asked for, by version. Versions with other settings score on other scales.',
      unit: 'short',
      width: 6,
      queries: [
        {
          expr: quantile(0.5, OURS.similarityScore, 'model_version', OF_VERSION),
          legend: 'median {{model_version}}',
        },
      ],
    }),
    graph({
      title: 'Films in a list',
      description:
        'Mean length of the lists, by version. Fewer than the other version: its lists are cut short.',
      unit: 'short',
      width: 6,
      queries: [
        {
          expr: mean(OURS.resultsReturned, 'model_version', OF_VERSION),
          legend: '{{model_version}}',
        },
      ],
    }),
    graph({
      title: 'Time for a list',
      description:
        'Time from the parsed request to the list, by version: what a roll-out judges a candidate by.',
      unit: 's',
      width: 6,
      queries: quantiles(OURS.listDuration, OF_VERSION),
    }),
    graph({
      title: 'Failed requests',
      description:
        'Requests that one version could not answer, as a share of all that it was chosen for.',
      unit: 'percentunit',
      width: 6,
      alerts: ['RecommenderAvailabilityBurn'],
      queries: [{ expr: failedShare, legend: VERSION_LEGEND }],
    }),
    graph({
      title: 'Shadow: same films',
      description:
        'How much the lists of the shadow have in common with those that were answered; 1 is the same films.',
      unit: 'percentunit',
      width: 8,
      max: 1,
      queries: [{ expr: mean(OURS.shadowOverlap), legend: 'shadow' }],
    }),
    graph({
      title: 'Shadow: time',
      description: 'How much longer the shadow takes for the same request; below 0 it is faster.',
      unit: 's',
      width: 8,
      queries: [{ expr: mean(OURS.shadowLatency), legend: 'shadow' }],
    }),
    graph({
      title: 'Shadow: requests',
      description: 'Requests that were put to the shadow as well, by result.',
      unit: 'reqps',
      width: 8,
      isStacked: true,
      queries: [{ expr: perSecond(OURS.shadowRequests, 'result'), legend: '{{result}}' }],
    }),
  ],
};

const quality: Row = {
  title: 'Lists',
  panels: [
    heatmap({
      title: 'Scores of the best film',
      description: 'How alike the first film of each list is to what was asked for: 1 is the same.',
      unit: 'short',
      width: 12,
      queries: [{ expr: buckets(OURS.similarityScore, OF_VERSION), legend: '{{le}}' }],
    }),
    graph({
      title: 'Films in a list',
      description:
        'How long the lists of the chosen versions are: shorter than asked for means that no more fit.',
      unit: 'short',
      width: 12,
      queries: quantiles(OURS.resultsReturned, OF_VERSION),
    }),
    graph({
      title: 'Catalogue coverage',
      description:
        'Share of the catalogue in the last lists. A sudden fall: everybody gets the same few films.',
      unit: 'percentunit',
      width: 8,
      alerts: ['RecommenderCoverageCollapse'],
      queries: [{ expr: byVersion(OURS.catalogCoverage), legend: '{{model_version}}' }],
    }),
    graph({
      title: 'Inequality of exposure',
      description:
        'Gini coefficient of how often films come up: 0 all alike, 1 one film takes everything.',
      unit: 'percentunit',
      width: 8,
      max: 1,
      alerts: ['RecommenderCoverageCollapse'],
      queries: [{ expr: byVersion(OURS.exposureGini), legend: '{{model_version}}' }],
    }),
    graph({
      title: 'Diversity within lists',
      description:
        'How unlike each other the films of one list are: 0 the same film, 1 nothing in common.',
      unit: 'percentunit',
      width: 8,
      max: 1,
      queries: [{ expr: byVersion(OURS.listDiversity), legend: '{{model_version}}' }],
    }),
  ],
};

const drifting: Row = {
  title: 'Drift',
  panels: [
    graph({
      title: 'Population stability',
      description:
        'How far scores, requested genres and decades are from what the model was fitted on. Below 0.1 nothing has changed, above 0.25 it has shifted.',
      unit: 'short',
      width: 8,
      bounds: { warning: 0.1, bad: 0.25 },
      alerts: ['RecommenderDrift'],
      queries: [
        {
          expr: drift('score', 'requested_genre', 'requested_decade'),
          legend: '{{signal}} {{model_version}}',
        },
      ],
    }),
    graph({
      title: 'Unknown words and films',
      description:
        'Words of wishes that the model does not know, beyond the share that its own texts had; films that it does not know.',
      unit: 'percentunit',
      width: 8,
      bounds: { bad: 0.25 },
      alerts: ['RecommenderVocabularyDrift', 'RecommenderUnknownSeedSurge'],
      queries: [
        {
          expr: drift('out_of_vocabulary', 'unknown_seeds'),
          legend: '{{signal}} {{model_version}}',
        },
      ],
    }),
    graph({
      title: 'Samples',
      description: `Observations in the windows of the signals, of the instance that has fewest. Below ${DRIFT_MIN_SAMPLES} (the dashed line) it leaves the signal out.`,
      bounds: { bad: DRIFT_MIN_SAMPLES, isFloor: true },
      unit: 'short',
      width: 8,
      queries: [
        {
          expr: `min by (signal) (${select(OURS.driftSamples, OF_VERSION)})`,
          legend: '{{signal}}',
        },
      ],
    }),
  ],
};

const feedback: Row = {
  title: 'Feedback and rules',
  panels: [
    graph({
      title: 'Feedback',
      description: 'What people did with lists, by event and variant.',
      unit: 'cps',
      width: 6,
      queries: [
        {
          expr: perSecond(OURS.feedback, 'event, variant', OF_VERSION),
          legend: '{{variant}} {{event}}',
        },
      ],
    }),
    graph({
      title: 'Films withheld',
      description: 'Films that no list may show, by the rule of the policy that says so.',
      unit: 'short',
      width: 6,
      queries: [{ expr: `max by (rule) (${select(OURS.policyWithheld)})`, legend: '{{rule}}' }],
    }),
    graph({
      title: 'Films changed while running',
      description: 'Films that were added, changed or taken out since the model was loaded.',
      unit: 'short',
      width: 6,
      queries: [{ expr: `max by (change) (${select(OURS.liveMovies)})`, legend: '{{change}}' }],
    }),
    graph({
      title: 'Request log',
      description: 'Answers that were to be logged, by what came of it; none where that is off.',
      unit: 'reqps',
      width: 6,
      isStacked: true,
      queries: [{ expr: perSecond(OURS.requestLogLines, 'result'), legend: '{{result}}' }],
    }),
  ],
};

/** Which model answers, and are its lists good? */
export const modelDashboard = (settings: MonitoringSettings): ClassicDashboard =>
  dashboard({
    uid: UIDS.model,
    title: 'Movie recommender: model and recommendations',
    description:
      'Versions and variants, candidate against stable, quality of lists, drift, feedback.',
    runbooks: settings.runbooks,
    variables: [
      ...targetChoices(OURS.buildInfo),
      labelChoice({ name: 'model', title: 'Model', label: 'name', metric: OURS.modelInfo }),
      labelChoice({
        name: 'version',
        title: 'Version',
        metric: OURS.modelInfo,
        matchers: [OF_MODEL],
        isOptional: true,
      }),
    ],
    rows: [glance, versions, trial, quality, drifting, feedback],
  });
