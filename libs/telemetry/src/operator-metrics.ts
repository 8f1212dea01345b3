/**
 * What the operator tells of models beside its runtime's own metrics. `model` is namespace and name: a
 * label `namespace` would be renamed by Prometheus, which has one for the pod that it scrapes.
 */
export const OPERATOR_METRICS = {
  rolloutPhase: {
    name: 'recommender_rollout_phase',
    help: 'Where a model is on its way: 1 for the phase that it is in, 0 for the others.',
    labelNames: ['model', 'phase'],
  },
  rolloutWeight: {
    name: 'recommender_rollout_weight_percent',
    help: 'Per cent of the callers that the candidate of a model answers.',
    labelNames: ['model'],
  },
  trainingRuns: {
    name: 'recommender_training_runs_total',
    help: 'Trainings of a model that ended, by result: succeeded or failed.',
    labelNames: ['model', 'result'],
  },
  trainingDuration: {
    name: 'recommender_training_duration_seconds',
    help: 'Time from the start of a training to its end, whatever its result.',
    labelNames: ['model'],
    buckets: [1, 5, 15, 60, 300, 900, 3_600, 14_400],
  },
} as const;
