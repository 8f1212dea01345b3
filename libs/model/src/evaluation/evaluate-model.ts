import type { Evaluation, Figure } from '#contracts';
import type { Model } from '#engine';
import { coverage, exposureOf, gini } from './exposure.js';
import { meanFigure, present, wholeFigure } from './figures.js';
import { HeldOutSearch } from './held-out.js';
import { examOf, type KinExam } from './kin-kinds.js';
import { Likeness } from './likeness.js';
import { DEPTH } from './measures.js';
import { Neighbourhood } from './neighbourhood.js';
import { rankCorrelation } from './rank-correlation.js';
import { sample } from './sample.js';

/** Questions of one kind that are asked at most; of more, so many at even distances of popularity. */
const MAX_QUESTIONS = 1_000;
/** Lists that are looked into at most, chosen likewise. */
const MAX_LISTS = 2_000;

/** Told how many of the questions are answered. */
export type OnEvaluated = (stage: 'evaluate', done: number, total: number) => void;

/** Figures by name, undefined where there is nothing to measure. */
type Figures = Readonly<Record<string, Figure | undefined>>;

/**
 * What can be said of a model without anybody's ratings; each figure is defined in
 * docs/evaluation.md. It depends on the model alone, and the work is bounded: at most 3,000 searches,
 * 2,000 lists that are looked into, and one pass over all lists.
 */
export function evaluateModel(model: Model, onProgress?: OnEvaluated): Evaluation {
  const neighbourhood = new Neighbourhood(model);
  const exam = examOf(model.films, (questions) => sample(questions, MAX_QUESTIONS));
  return present({
    ...figuresOfKin(model, neighbourhood, exam, onProgress),
    ...figuresOfLists(model, neighbourhood),
    ...figuresOfExposure(model, neighbourhood),
  });
}

function figuresOfKin(
  model: Model,
  neighbourhood: Neighbourhood,
  exam: readonly KinExam[],
  onProgress: OnEvaluated = () => undefined,
): Figures {
  const heldOut = new HeldOutSearch(model, neighbourhood);
  const total = exam.reduce((sum, { questions }) => sum + questions.length, 0);
  let done = 0;
  const figures = exam.map(({ name, served, fact, measure, questions }): Figures => {
    const asServed = questions.map(({ film, answers }) =>
      measure(neighbourhood.listOf(film), answers),
    );
    const withheld = questions.map((question) => {
      onProgress('evaluate', ++done, total);
      return measure(heldOut.listWithout(fact, question), question.answers);
    });
    return {
      ...(served === undefined ? {} : { [served]: meanFigure(asServed) }),
      [name]: meanFigure(withheld),
    };
  });
  return Object.assign({}, ...figures) as Figures;
}

function figuresOfLists({ films }: Model, neighbourhood: Neighbourhood): Figures {
  const likeness = new Likeness(films);
  const asked = sample(films.length, MAX_LISTS);
  const lists = asked.map((film) => neighbourhood.listOf(film));
  return {
    'genreCoherence@10': meanFigure(
      lists.map((list, i) => likeness.genreCoherence(asked[i], list)),
    ),
    'diversity@10': meanFigure(lists.map((list) => likeness.diversity(list))),
  };
}

function figuresOfExposure({ films, neighbours }: Model, neighbourhood: Neighbourhood): Figures {
  // Without a search: whoever keeps fewer than ten neighbours ready is judged by those.
  const depth = Math.min(neighbours.limit, DEPTH);
  const lists = films.map((_, film) => neighbourhood.listOf(film, depth));
  const exposure = exposureOf(lists, films.length);
  const popularity = Float64Array.from(films, (film) => film.popularity ?? 0);
  return {
    'coverage@10': wholeFigure(coverage(exposure)),
    'exposureGini@10': wholeFigure(gini(exposure)),
    'popularityCorrelation@10': wholeFigure(rankCorrelation(exposure, popularity)),
    emptyLists: wholeFigure(lists.filter(({ length }) => length === 0).length / films.length),
  };
}
