import { OPERATOR } from '../../../monitoring/metrics/foreign.js';
import { OURS } from '../../../monitoring/metrics/ours.js';
import { isAlert } from '../../../monitoring/rules/rule.js';
import { ruleFiles } from '../../../monitoring/rules/rule-files.js';
import { readQuery } from '../../../monitoring/promql/read-query.js';
import { COMMITTED, OPERATOR_JOB } from '../../../monitoring/settings.js';

const namesOf = (metrics: readonly { readonly name: string }[]): readonly string[] =>
  metrics.map(({ name }) => name);

/** Metrics of which there is nothing in a single service without operator, by the reason why. */
const ABSENT: readonly (readonly [reason: string, names: readonly string[]])[] = [
  ['the operator does not run here', namesOf(Object.values(OPERATOR))],
  [
    'no candidate and no shadow is on trial here',
    [...namesOf([OURS.shadowOverlap, OURS.shadowLatency, OURS.shadowRequests])],
  ],
  [
    'a model file without a manifest does not say when it was trained',
    namesOf([OURS.modelTrained]),
  ],
  ['nothing limits the memory of the process here', namesOf([OURS.memoryLimit])],
  ['nobody changes films or policies here', namesOf([OURS.liveMovies, OURS.policyWithheld])],
];
/** The same for some series of a metric. */
const ABSENT_MATCHERS: readonly (readonly [reason: string, matcher: RegExp])[] = [
  ['no candidate is on trial here', /^variant="candidate"$/u],
  ['the operator does not run here', new RegExp(`^job="${OPERATOR_JOB}"$`, 'u')],
];

const recordings = ruleFiles(COMMITTED)
  .flatMap(({ groups }) => groups)
  .flatMap(({ rules }) => rules)
  .flatMap((rule) => (isAlert(rule) ? [] : [rule]));

/** Why a query cannot have a result here, if it cannot: for what it, or what it is recorded from, uses. */
export function whyNotHere(query: string): string | undefined {
  for (const { metric, matchers } of readQuery(query).selectors) {
    const absent = ABSENT.find(([, names]) => names.some((name) => metric.startsWith(name)));
    const texts = matchers.map(({ label, operator, value }) => `${label}${operator}"${value}"`);
    const unmatched = ABSENT_MATCHERS.find(([, matcher]) =>
      texts.some((text) => matcher.test(text)),
    );
    const recorded = recordings.filter(({ record }) => record === metric);
    const reason =
      (absent ?? unmatched)?.[0] ??
      (recorded.length > 0 && recorded.every(({ expr }) => whyNotHere(expr) !== undefined)
        ? whyNotHere(recorded[0].expr)
        : undefined);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
