import type { Figure } from '#contracts';
import {
  type Block,
  BLOCKS,
  compareFilms,
  type EngineConfig,
  type Film,
  fit,
  type Likes,
  type Model,
} from '#engine';
import { bootstrap, meanOf } from '../evaluation/bootstrap.js';
import { SPLIT } from '../evaluation/evaluate-ratings.js';
import { rounded } from '../evaluation/figures.js';
import { askable, halve, likesFrom, type Taste, tastesOf } from '../evaluation/viewers.js';
import { weightsOf, withWeights } from './block-weights.js';
import { KinObjective } from './kin-objective.js';
import type { Objective } from './objective.js';
import { type SearchOptions, searchWeights } from './search-weights.js';
import { ViewerObjective } from './viewer-objective.js';

export type TuneOptions = Omit<SearchOptions, 'fixed'>;

/** What tuning has found. All figures are of the part of the data that nothing was chosen by. */
export interface Tuned {
  readonly objective: string;
  /** How many films or viewers were asked. */
  readonly asked: number;
  readonly before: Figure;
  readonly after: Figure;
  /** After less before, of the same films or viewers; above 0 throughout when there is a gain. */
  readonly gain: Figure;
  readonly config: EngineConfig;
}

/**
 * Searches weights of the blocks by one part of the data and judges them by the other. The share of
 * an audience stays as it is: the more it gets, the better any figure by ratings becomes, and the more
 * every list is of what many people watched (docs/quality-notes.md).
 *
 * @throws RangeError when the data allow no judgement
 */
export function tuneWeights(
  films: readonly Film[],
  config: EngineConfig,
  options: TuneOptions,
  likes?: Likes,
): Tuned {
  const objective =
    likes === undefined
      ? new KinObjective(fit(films, quick(config)), options.seed)
      : viewerObjective(films, config, likes);
  const start = weightsOf(config);
  const best = searchWeights(start, (weights) => mean(objective.marksOf(weights, 'tuning')), {
    ...options,
    fixed: ['audience', ...emptyBlocks(objective.model)],
  });
  const before = objective.marksOf(start, 'reporting');
  const after = objective.marksOf(best, 'reporting');
  return {
    objective: objective.name,
    asked: after.length,
    before: intervalOf(before),
    after: intervalOf(after),
    gain: intervalOf(after.map((mark, i) => mark - before[i])),
    config: withWeights(config, best),
  };
}

/** The lists are searched anew for every weighting: none need be kept ready. */
const quick = (config: EngineConfig): EngineConfig => ({ ...config, neighbours: 1 });

/**
 * The halves are those of every evaluation: the reporting half is never chosen by. Where an audience
 * counts, half of the other half teaches it while weights are chosen, and all of it when they are
 * judged.
 */
function viewerObjective(films: readonly Film[], config: EngineConfig, likes: Likes): Objective {
  const ordered = films.toSorted(compareFilms);
  const ids = ordered.map(({ id }) => id);
  const [training, heldOut] = halve(tastesOf(likes, ids), SPLIT);
  const hasAudience = config.blocks.audience.weight > 0;
  const [learned, tuning] = hasAudience ? halve(training, SPLIT + 1) : [[], training];
  const modelOf = (tastes: readonly Taste[]) =>
    fit(ordered, quick(config), undefined, hasAudience ? likesFrom(ids, tastes) : undefined);
  const parts = {
    tuning: { model: modelOf(learned), viewers: askable(tuning) },
    reporting: { model: modelOf(training), viewers: askable(heldOut) },
  };
  if (parts.tuning.viewers.length === 0 || parts.reporting.viewers.length === 0)
    throw new RangeError(
      'too few viewers like five films or more for weights to be judged by them',
    );
  return new ViewerObjective(parts);
}

/** Weight that went to a block without terms would be taken from all, and from the audience not. */
const emptyBlocks = ({ vocabulary: { starts } }: Model): Block[] =>
  BLOCKS.filter((_, b) => starts[b] === starts[b + 1]);

const mean = (marks: Float64Array): number =>
  marks.reduce((sum, mark) => sum + mark, 0) / marks.length;

const intervalOf = (marks: Float64Array): Figure =>
  rounded(bootstrap(marks.length, (drawn) => meanOf(marks, drawn), RESAMPLES));

const RESAMPLES = 2_000;
