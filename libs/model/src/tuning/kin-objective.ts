import { createHash } from 'node:crypto';
import { type Model, type SparseVector, Vectorizer } from '#engine';
import { examOf, type KinKind } from '../evaluation/kin-kinds.js';
import type { KinQuestion } from '../evaluation/kin.js';
import { sample } from '../evaluation/sample.js';
import { type BlockWeights, Reweighting } from './block-weights.js';
import type { Objective, Part } from './objective.js';

/** Questions of one kind in each part, at most. */
const MAX_QUESTIONS = 500;

interface Asked extends KinQuestion {
  readonly measure: KinKind['measure'];
  /** The film without what is asked for, under the model's own weights. */
  readonly vector: SparseVector;
  /** What a mark counts, so that the mean of all marks is the mean of the kinds' means. */
  readonly share: number;
}

/**
 * Without ratings: the mean of the held-out recalls that the catalogue allows (of series, directors,
 * keywords), each kind counting the same. Which film is asked about in which part is decided by a
 * hash of its id and the seed; lists are always of all films.
 */
export class KinObjective implements Objective {
  readonly name: string;
  private readonly parts: Readonly<Record<Part, readonly Asked[]>>;

  /** @throws RangeError when the films share nothing that could be asked for */
  constructor(
    readonly model: Model,
    seed: number,
  ) {
    this.parts = { tuning: this.asked('tuning', seed), reporting: this.asked('reporting', seed) };
    if (this.parts.tuning.length === 0 || this.parts.reporting.length === 0)
      throw new RangeError(
        'the films share no series, directors or keywords by which weights could be judged; ratings are needed',
      );
    this.name = 'mean held-out recall@10';
  }

  marksOf(weights: BlockWeights, part: Part): Float64Array {
    const reweighting = new Reweighting(this.model, weights);
    const neighbourhood = reweighting.neighbourhood();
    return Float64Array.from(this.parts[part], ({ film, vector, measure, answers, share }) => {
      const list = neighbourhood.search(reweighting.apply(vector), film);
      return measure(list, answers) * share;
    });
  }

  private asked(part: Part, seed: number): Asked[] {
    const { films, vocabulary, config } = this.model;
    const vectorizer = new Vectorizer(vocabulary, films.length, config);
    const exam = examOf(films, (count) => [...Array(count).keys()])
      .map(({ questions, ...kind }) => {
        const own = questions.filter(({ film }) => partOf(films[film].id, seed) === part);
        return { ...kind, questions: sample(own.length, MAX_QUESTIONS).map((i) => own[i]) };
      })
      .filter(({ questions }) => questions.length > 0);
    const total = exam.reduce((sum, { questions }) => sum + questions.length, 0);
    return exam.flatMap(({ questions, fact, measure }) =>
      questions.map((question) => ({
        ...question,
        measure,
        vector: vectorizer.vectorize(fact.without(films[question.film], question.label)),
        share: total / (exam.length * questions.length),
      })),
    );
  }
}

function partOf(id: string | number, seed: number): Part {
  const digest = createHash('sha256')
    .update(`${seed}:${JSON.stringify(id)}`)
    .digest();
  return (digest[0] & 1) === 0 ? 'tuning' : 'reporting';
}
