import { normalizeLabel, type Model, type RecommendRequest, WordCounter } from '#engine';
import { DRIFT_MIN_SAMPLES, DRIFT_WINDOW, type DriftSignal } from '#telemetry';
import { Ring } from '../metrics/ring.js';
import { binOfScore, countBins, LabelBins } from './bins.js';
import { leastPopulationStability } from './population-stability.js';
import type { ReferenceDistributions } from './reference.js';
import { RequestedLabels } from './requested-labels.js';
import { ShareWindow } from './share-window.js';

/** A drift signal as it stands. */
export interface Drift {
  /** Observations that it is made of. */
  readonly samples: number;
  /** Undefined if they are too few to say anything. */
  readonly score: number | undefined;
}

/**
 * Whether requests are still like those that a model was fitted for, seen without knowing what would
 * have been right. What a request asked for is noted in a few stores; it is compared with the
 * reference when somebody asks.
 */
export class DriftMonitor {
  private readonly scores = new Ring(new Float64Array(DRIFT_WINDOW));
  private readonly words = new ShareWindow(DRIFT_WINDOW);
  private readonly seeds = new ShareWindow(DRIFT_WINDOW);
  private readonly counter: WordCounter;

  private constructor(
    { vocabulary, config }: Model,
    private readonly reference: ReferenceDistributions,
    private readonly labels: RequestedLabels,
  ) {
    this.counter = new WordCounter(vocabulary, config);
  }

  /** Makes it, a few films at a time. */
  static *building(model: Model, reference: ReferenceDistributions): Generator<void, DriftMonitor> {
    const genres = new LabelBins(reference.genres, normalizeLabel);
    const decades = new LabelBins(reference.decades, (label) => label);
    const labels = yield* RequestedLabels.building(model.films, genres, decades);
    return new DriftMonitor(model, reference, labels);
  }

  /** @param best score of the first film of its list, if the list has one and it was found by likeness */
  requested(request: RecommendRequest, best: number | undefined): void {
    const { seeds = [], filter, text } = request;
    for (const { film } of seeds) this.labels.addSeed(film);
    if (filter !== undefined) this.labels.addFilter(filter);
    if (text !== undefined) this.addWish(text);
    if (best !== undefined && isOfOneFilm(request)) this.scores.push(best);
  }

  /** @param unknown how many of the films that a request names the model does not have */
  seedsNamed(named: number, unknown: number): void {
    this.seeds.add(unknown, named);
  }

  measure(): Readonly<Record<DriftSignal, Drift>> {
    const { labels, words, seeds, reference } = this;
    const beyondReference = Math.max(words.share - reference.outOfVocabularyShare, 0);
    return {
      score: driftOf(this.scores.size, () => this.scoreStability()),
      requested_genre: driftOf(labels.genreSamples, () => labels.genreStability()),
      requested_decade: driftOf(labels.decadeSamples, () => labels.decadeStability()),
      out_of_vocabulary: driftOf(words.samples, () => beyondReference),
      unknown_seeds: driftOf(seeds.samples, () => seeds.share),
    };
  }

  private addWish(text: string): void {
    const { words, unknown } = this.counter.count(text);
    this.words.add(unknown, words);
  }

  private scoreStability(): number {
    const { edges, references } = this.reference.scores;
    const inner = edges.slice(1, -1);
    const bins = Uint16Array.from(this.scores.contents, (score) => binOfScore(score, inner));
    return leastPopulationStability(countBins(bins, inner.length + 1), references);
  }
}

/** Several seeds, wishes and conditions make lower scores than one film does: they are not compared. */
function isOfOneFilm({ seeds, avoid, text, filter, exclude, minScore }: RecommendRequest): boolean {
  return (
    seeds?.length === 1 &&
    text === undefined &&
    filter === undefined &&
    (avoid?.length ?? 0) === 0 &&
    (exclude?.length ?? 0) === 0 &&
    (minScore ?? 0) === 0
  );
}

const driftOf = (samples: number, score: () => number): Drift => ({
  samples,
  score: samples < DRIFT_MIN_SAMPLES ? undefined : score(),
});
