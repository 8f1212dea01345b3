import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PRESETS } from '../config.js';
import type { Film, FilmId } from '../film.js';
import { fit } from '../fit.js';
import { Recommender } from '../recommender.js';

/** What tools/sklearn-golden.py writes. */
export interface Golden {
  readonly header: {
    readonly sklearn: string;
    readonly films: number;
    readonly vocabulary: number;
    readonly nonzeros: number;
    readonly neighbours: number;
    readonly textsSha256: string;
    readonly stopWords: readonly string[];
  };
  /** Film, and its neighbours' ids and scores by turns, best first. */
  readonly films: readonly (readonly [FilmId, readonly FilmId[]])[];
}

export interface Comparison {
  /** Films, terms and entries that either side has and the other has not. */
  readonly sizes: { readonly engine: readonly number[]; readonly sklearn: readonly number[] };
  /** Largest difference of two scores of the same rank. */
  readonly maxDifference: number;
  /** Films whose list differs by more than the tolerance, and not only in the order of ties. */
  readonly differing: readonly string[];
}

/** Scores nearer than this are the same score: the engine stores weights with 24 bits. */
export const TOLERANCE = 1e-6;

type Ranked = readonly { readonly id: FilmId; readonly score: number }[];

export function readGolden(path: string): Golden {
  return JSON.parse(readFileSync(path, 'utf8')) as Golden;
}

/** Whether a golden file was made from these films' descriptions; made alike in the script. */
export function digestOf(films: readonly Film[]): string {
  const digest = createHash('sha256');
  for (const { id, description = '' } of films)
    digest.update(`${JSON.stringify(id)}\t${description.trim() === '' ? '' : description}\n`);
  return digest.digest('hex');
}

export function compareWithGolden(
  films: readonly Film[],
  { header, films: lists }: Golden,
): Comparison {
  const recommender = new Recommender(fit(films, PRESETS.sklearn));
  const { model } = recommender;
  const differing: string[] = [];
  let maxDifference = 0;
  for (const [id, flat] of lists) {
    const golden = pairsOf(flat);
    const seed = recommender.indexOf(id);
    if (seed === undefined) {
      differing.push(`${id}: not among the engine's films`);
      continue;
    }
    const answer = recommender.recommend({ seeds: [{ film: seed }], limit: header.neighbours });
    const engine = Array.from(answer.films, (film, i) => ({
      id: model.films[film].id,
      score: answer.scores[i],
    }));
    const difference = largestDifference(engine, golden);
    maxDifference = Math.max(maxDifference, difference);
    if (difference > TOLERANCE || !isSameButForTies(engine, golden))
      differing.push(`${id}: ${shown(engine)} where scikit-learn has ${shown(golden)}`);
  }
  return {
    sizes: {
      engine: [model.films.length, model.vocabulary.size, model.matrix.terms.length],
      sklearn: [header.films, header.vocabulary, header.nonzeros],
    },
    maxDifference,
    differing,
  };
}

function pairsOf(flat: readonly FilmId[]): Ranked {
  const pairs = [];
  for (let i = 0; i < flat.length; i += 2) pairs.push({ id: flat[i], score: Number(flat[i + 1]) });
  return pairs;
}

function largestDifference(a: Ranked, b: Ranked): number {
  if (a.length !== b.length) return Infinity;
  return a.reduce((most, { score }, i) => Math.max(most, Math.abs(score - b[i].score)), 0);
}

/**
 * Each film that both lists have scores the same in both. A film that only one has ties with the
 * last of the other list, where either could have been cut.
 */
function isSameButForTies(a: Ranked, b: Ranked): boolean {
  const fits = (list: Ranked, other: Ranked) =>
    list.every(({ id, score }) => {
      const counterpart = other.find((candidate) => candidate.id === id) ?? other[other.length - 1];
      return Math.abs(score - counterpart.score) <= TOLERANCE;
    });
  return a.length === b.length && fits(a, b) && fits(b, a);
}

const shown = (list: Ranked): string =>
  list.map(({ id, score }) => `${id} ${score.toFixed(8)}`).join(', ');
