import type { Rollout, RolloutPlan } from '#contracts';
import type { JudgedStage } from '../../judgement/measurement.js';

/** Where a candidate is on its way. */
export interface Stage {
  /** `Loading`: every pod is to have it before anybody is asked. */
  readonly name: 'Loading' | 'Shadow' | 'Canary';
  /** Of the step as the status has it: -1 before the steps. */
  readonly index: number;
  /** Per cent of the traffic. */
  readonly weight: number;
  /** How long it lasts at least. */
  readonly durationSeconds: number;
}

export const isShadowed = ({ strategy, shadow }: RolloutPlan): boolean =>
  strategy !== 'Immediate' && shadow !== undefined;

const stepsOf = ({ strategy, steps = [] }: RolloutPlan) => (strategy === 'Canary' ? steps : []);

/** The stages of a plan in which a candidate is measured. */
export const judgedStagesOf = (plan: RolloutPlan): readonly JudgedStage[] => [
  ...(isShadowed(plan) ? (['Shadow'] as const) : []),
  ...(stepsOf(plan).length > 0 ? (['Canary'] as const) : []),
];

/**
 * The stage that a roll-out is in. It is told by what is written alone, so that no status that is lost
 * or late can put it anywhere else; weights of steps only rise, so a weight tells the step, also when
 * the plan was changed meanwhile.
 */
export function stageOf({ weight, shadow }: Rollout, plan: RolloutPlan): Stage {
  if (weight === 0 && shadow === undefined)
    return { name: 'Loading', index: -1, weight, durationSeconds: 0 };
  if (weight === 0) return shadowStage(plan);
  const steps = stepsOf(plan);
  const found = steps.findIndex((step) => step.weight >= weight);
  const index = found === -1 ? Math.max(steps.length - 1, 0) : found;
  const isStep = found !== -1 && steps[found].weight === weight;
  const durationSeconds = isStep ? steps[found].durationSeconds : 0;
  return { name: 'Canary', index, weight, durationSeconds };
}

/** The stage after it; undefined: the candidate is promoted. */
export function stageAfter(stage: Stage, plan: RolloutPlan): Stage | undefined {
  if (stage.name === 'Loading' && isShadowed(plan)) return shadowStage(plan);
  const steps = stepsOf(plan);
  const index = steps.findIndex(({ weight }) => weight > stage.weight);
  return index === -1 ? undefined : { name: 'Canary', index, ...steps[index] };
}

const shadowStage = ({ shadow }: RolloutPlan): Stage => ({
  name: 'Shadow',
  index: -1,
  weight: 0,
  durationSeconds: shadow?.durationSeconds ?? 0,
});
