import type { ComparisonRecord, EvaluationGate, EvaluationSpec } from '#contracts';

/** What is known offline of a version. Numbers are texts, as in the resource. */
export interface Figures {
  readonly id: string;
  readonly figures: Readonly<Record<string, string>>;
  readonly comparison?: ComparisonRecord | undefined;
}

/** The version in service, and what is known of it. */
export interface StableFigures {
  readonly id: string;
  /** Absent where its figures were not kept. */
  readonly figures?: Readonly<Record<string, string>> | undefined;
}

/**
 * The gates that a version does not pass, each as a sentence; none: it may meet traffic. Without a
 * stable version there is nothing that it could be worse than, so only absolute bounds hold.
 */
export function closedGates(
  { gates, comparison }: EvaluationSpec,
  version: Figures,
  stable: StableFigures | undefined,
): readonly string[] {
  return [
    ...gates.flatMap((gate) => gateFaults(gate, version.figures, stable)),
    ...(comparison === undefined || stable === undefined
      ? []
      : comparisonFaults(comparison, version.comparison, stable.id)),
  ];
}

function gateFaults(
  { figure, min, max, maxDrop }: EvaluationGate,
  figures: Figures['figures'],
  stable: StableFigures | undefined,
): readonly string[] {
  const value = numberOf(figures, figure);
  if (value === undefined) return [`${figure} is not among the figures`];
  return [
    ...(min !== undefined && value < Number(min)
      ? [`${figure} is ${value}, expected at least ${min}`]
      : []),
    ...(max !== undefined && value > Number(max)
      ? [`${figure} is ${value}, expected at most ${max}`]
      : []),
    ...(maxDrop === undefined || stable === undefined
      ? []
      : dropFaults(figure, value, Number(maxDrop), stable)),
  ];
}

function dropFaults(
  figure: string,
  value: number,
  maxDrop: number,
  { figures }: StableFigures,
): readonly string[] {
  const before = numberOf(figures ?? {}, figure);
  if (before === undefined) return [`${figure} of the stable version is not known`];
  const least = before - maxDrop * Math.abs(before);
  return value < least
    ? [`${figure} is ${value}, expected at least ${least}: the stable version has ${before}`]
    : [];
}

type ComparisonSpec = NonNullable<EvaluationSpec['comparison']>;

function comparisonFaults(
  spec: ComparisonSpec,
  record: ComparisonRecord | undefined,
  stable: string,
): readonly string[] {
  if (record?.with !== stable) return ['it was not compared with the stable version'];
  const { emptyLists, coverage, diversity } = record;
  return [
    ...below('overlap of the lists', record.overlap, spec.minOverlap),
    ...below('rank-biased overlap of the lists', record.rankCorrelation, spec.minRankCorrelation),
    ...(spec.maxEmptyLists !== undefined && emptyLists.after > spec.maxEmptyLists
      ? [`${emptyLists.after} lists are empty, expected at most ${spec.maxEmptyLists}`]
      : []),
    ...lost('coverage', coverage, spec.maxCoverageLoss),
    ...lost('diversity', diversity, spec.maxDiversityLoss),
  ];
}

function below(name: string, value: string | undefined, least: string | undefined) {
  if (least === undefined) return [];
  if (value === undefined) return [`the ${name} is not known`];
  return Number(value) >= Number(least)
    ? []
    : [`the ${name} is ${value}, expected at least ${least}`];
}

function lost(name: string, sides: ComparisonRecord['coverage'], most: string | undefined) {
  if (most === undefined) return [];
  if (sides === undefined) return [`the ${name} is not known`];
  const { before, after } = sides;
  return Number(after) >= Number(before) * (1 - Number(most))
    ? []
    : [`the ${name} fell from ${before} to ${after}, expected a loss of at most ${most} of it`];
}

/** Undefined where there is none, or none that is a number. */
function numberOf(figures: Readonly<Record<string, string>>, name: string): number | undefined {
  const text = Object.hasOwn(figures, name) ? figures[name] : '';
  const value = Number(text);
  return text.trim() === '' || !Number.isFinite(value) ? undefined : value;
}
