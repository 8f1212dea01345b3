import type { Evaluation } from '#contracts';
import { fit, type Likes, type Model, type OnProgress } from '#engine';
import { bootstrap, meanOf } from './bootstrap.js';
import { rounded } from './figures.js';
import { hit, type Measure, ndcg, reciprocalRank } from './measures.js';
import { Neighbourhood } from './neighbourhood.js';
import { askable, halve, likesFrom, tastesOf, worthsTo } from './viewers.js';

/** Decides who is held out: the weights of the presets were chosen by the other half. Not to be changed. */
export const SPLIT = 0;

/** How each list is marked; a film at rank r gains 1 / log2(r + 1) for nDCG. */
const RATING_MEASURES: Readonly<Record<string, Measure>> = {
  'ndcg@10': ndcg(() => 1),
  'hit@10': hit,
  'mrr@10': reciprocalRank,
};

/**
 * How well a model's lists are what the same viewers like, told by viewers of whom nothing was
 * learned. Viewers are dealt out into two halves, always the same. Each film that a held-out viewer
 * likes is asked for once; the answers are the other films that he likes. A figure is averaged over a
 * viewer's films, then over the viewers with at least five likes; intervals are of a bootstrap over
 * viewers.
 *
 * A model that takes part of its score from an audience has learned from viewers, perhaps from these.
 * What is measured then is its twin: the same films and configuration fitted with the likes of the
 * other half alone.
 *
 * @returns no figures when nobody is left to be asked, or nothing for the twin to learn from
 */
export function evaluateRatings(model: Model, likes: Likes, onProgress?: OnProgress): Evaluation {
  const ids = model.films.map(({ id }) => id);
  const [training, heldOut] = halve(tastesOf(likes, ids), SPLIT);
  const tested = askable(heldOut);
  if (tested.length === 0) return {};
  const { config, films } = model;
  const judged =
    config.blocks.audience.weight === 0
      ? model
      : fit(films, config, onProgress, likesFrom(ids, training));
  const neighbourhood = new Neighbourhood(judged);
  return Object.fromEntries(
    Object.entries(RATING_MEASURES).map(([name, measure]) => {
      const worths = worthsTo(tested, (film) => neighbourhood.listOf(film), measure);
      return [name, rounded(bootstrap(worths.length, (drawn) => meanOf(worths, drawn)))];
    }),
  );
}
