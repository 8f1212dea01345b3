import type { Comparison } from './compare-models.js';

/** What a comparison may be stopped by, beside thresholds. */
export const FAULTS = {
  golden: 'a golden query fails with the later model',
  'golden-regression': 'a golden query passes with the earlier model and fails with the later one',
  'empty-lists': 'the later model has more empty lists',
  'removed-films': 'films of the earlier model are missing in the later one',
} as const;
export type Fault = keyof typeof FAULTS;

/** What a later model must keep of an earlier one; what is left out is not looked at. */
export interface Gate {
  /** Least mean overlap of the lists, 0–1. */
  readonly minOverlap?: number | undefined;
  /** Least mean rank-biased overlap, 0–1. */
  readonly minRankBiasedOverlap?: number | undefined;
  /** Most that coverage and diversity may fall, as a share of what they were, 0–1. */
  readonly maxCoverageLoss?: number | undefined;
  readonly maxDiversityLoss?: number | undefined;
  readonly failOn?: readonly Fault[] | undefined;
}

/** Why the later model must not take the place of the earlier one, one sentence each; none if it may. */
export function violationsOf(comparison: Comparison, gate: Gate): string[] {
  const { overlap, rankBiasedOverlap, before, after } = comparison;
  return [
    ...below('mean overlap', overlap?.mean, gate.minOverlap),
    ...below('mean rank-biased overlap', rankBiasedOverlap?.mean, gate.minRankBiasedOverlap),
    ...lost('coverage', before.coverage, after.coverage, gate.maxCoverageLoss),
    ...lost('diversity', before.diversity, after.diversity, gate.maxDiversityLoss),
    ...(gate.failOn ?? []).flatMap((fault) => FAULT_CHECKS[fault](comparison)),
  ];
}

/** Nothing to compare is no agreement: a gate that was asked for does not open by itself. */
function below(name: string, value: number | undefined, least: number | undefined): string[] {
  if (least === undefined || (value !== undefined && value >= least)) return [];
  const found =
    value === undefined ? 'there is none, no film is in both' : `it is ${value.toFixed(4)}`;
  return [`${name}: expected at least ${least}, ${found}`];
}

function lost(
  name: string,
  before: number | null,
  after: number | null,
  most: number | undefined,
): string[] {
  if (most === undefined || before === null || before === 0) return [];
  const loss = (before - (after ?? 0)) / before;
  if (loss <= most) return [];
  return [
    `${name}: expected a loss of at most ${percent(most)}, it fell by ${percent(loss)} ` +
      `from ${before.toFixed(4)} to ${(after ?? 0).toFixed(4)}`,
  ];
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const FAULT_CHECKS: Readonly<Record<Fault, (comparison: Comparison) => string[]>> = {
  golden: ({ golden }) =>
    golden.flatMap(({ name, after }) =>
      after.passed ? [] : [`golden query "${name}": ${after.faults.join(', ')}`],
    ),
  'golden-regression': ({ golden }) =>
    golden.flatMap(({ name, before, after }) =>
      before.passed && !after.passed
        ? [`golden query "${name}" passed before: ${after.faults.join(', ')}`]
        : [],
    ),
  'empty-lists': ({ before, after }) =>
    after.emptyLists > before.emptyLists
      ? [`empty lists: ${before.emptyLists} before, ${after.emptyLists} after`]
      : [],
  'removed-films': ({ films }) =>
    films.removed.length > 0
      ? [`films: ${films.removed.length} of the earlier model are missing`]
      : [],
};
