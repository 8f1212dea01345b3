export { METRIC_KINDS, type AnalysisMetric, type AnalysisSpec } from './analysis.js';
export { CONDITION_TYPES, type Condition, type ConditionType } from './conditions.js';
export { customResourceDefinitions, type CustomResourceDefinition } from './definitions.js';
export { type EvaluationGate, type EvaluationSpec } from './evaluation.js';
export { ANNOTATIONS, API_VERSION, GROUP, LABELS, type Metadata } from './metadata.js';
export {
  comparisonRecordSchema,
  recommenderModelVersionSchema,
  recommenderModelVersionSpecSchema,
  recommenderModelVersionStatusSchema,
  type ComparisonRecord,
  type RecommenderModelVersion,
  type RecommenderModelVersionSpec,
  type RecommenderModelVersionStatus,
  VERSION_PHASES,
  type VersionPhase,
} from './recommender-model-version.js';
export {
  recommenderModelSchema,
  recommenderModelSpecSchema,
  type RecommenderModel,
  type RecommenderModelSpec,
} from './recommender-model.js';
export { STRATEGIES, type RolloutPlan, type RolloutStep } from './rollout-plan.js';
export { type ServingSpec } from './serving.js';
export { type CatalogueSpec, type RatingsSpec, type Source } from './sources.js';
export {
  PHASES,
  recommenderModelStatusSchema,
  VERDICTS,
  type AnalysisStatus,
  type FailureStatus,
  type MeasurementStatus,
  type Phase,
  type RecommenderModelStatus,
  type TrainingStatus,
  type VersionReference,
} from './status.js';
export { type StoreSpec } from './store.js';
export {
  trainingParametersSchema,
  type TrainingParameters,
  type TrainingSpec,
} from './training.js';
