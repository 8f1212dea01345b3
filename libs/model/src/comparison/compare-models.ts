import type { GoldenQuery } from '#contracts';
import type { FilmId, Model } from '#engine';
import { type FilmName, nameOf } from '../films/film-name.js';
import { seededSample } from '../evaluation/sample.js';
import { type Distribution, distributionOf } from './distribution.js';
import { compareGolden, type GoldenResult } from './golden.js';
import { overlapOf, rankBiasedOverlap } from './list-distance.js';
import { Listings } from './listings.js';
import { ModelSide, type SideFigures } from './model-side.js';

export interface CompareOptions {
  /** Films that are asked for at most, drawn by the seed; all unless told otherwise. */
  readonly sample?: number | undefined;
  readonly seed?: number | undefined;
  readonly queries?: readonly GoldenQuery[] | undefined;
  /** How many of the films with the greatest changes are told. */
  readonly movers?: number | undefined;
  /** Told how many films were asked for. */
  readonly onProgress?: ((stage: 'compare', done: number, total: number) => void) | undefined;
}

/** A film of which the list has changed. */
export interface ChangedList {
  readonly film: FilmName;
  readonly overlap: number;
  readonly rankBiasedOverlap: number;
  /** What is listed now and was not before, best first, and the other way round. */
  readonly entered: readonly FilmName[];
  readonly left: readonly FilmName[];
}

/** A film that is listed more or less often than before. */
export interface Mover {
  readonly film: FilmName;
  readonly before: number;
  readonly after: number;
}

export interface Comparison {
  readonly films: {
    readonly shared: number;
    /** Films that only the later, or only the earlier, model has. */
    readonly added: readonly FilmName[];
    readonly removed: readonly FilmName[];
  };
  /** How many of the shared films were asked for. */
  readonly asked: number;
  readonly identicalLists: number;
  /** Of lists of ten; undefined when there is no film to ask for. */
  readonly overlap: Distribution | undefined;
  readonly rankBiasedOverlap: Distribution | undefined;
  readonly before: SideFigures;
  readonly after: SideFigures;
  /** The lists that changed most, the most changed first. */
  readonly changedLists: readonly ChangedList[];
  /** The films whose number of listings changed most. */
  readonly movers: readonly Mover[];
  readonly golden: readonly GoldenResult[];
}

const MOVERS = 10;
const SEED = 1;

/**
 * What a person would notice if one model took the place of another: how far the lists of ten of the
 * same films agree, which changed most, which films are listed more or less often. Films are the same
 * if their ids are. The same models and options give the same comparison.
 */
export function compareModels(
  before: Model,
  after: Model,
  options: CompareOptions = {},
): Comparison {
  const { movers = MOVERS, queries = [] } = options;
  const [one, other] = [new ModelSide(before), new ModelSide(after)];
  const shared = after.films.map(({ id }) => id).filter((id) => one.has(id));
  const asked = seededSample(shared, options.sample ?? Infinity, options.seed ?? SEED);
  const changes = asked.map((id, i) => {
    options.onProgress?.('compare', i + 1, asked.length);
    return changeOf(id, one, other);
  });
  const listings = new Listings();
  for (const change of changes) listings.add(change.before, change.after);
  return {
    films: {
      shared: shared.length,
      added: after.films.filter(({ id }) => !one.has(id)).map(nameOf),
      removed: before.films.filter(({ id }) => !other.has(id)).map(nameOf),
    },
    asked: asked.length,
    identicalLists: changes.filter(({ isIdentical }) => isIdentical).length,
    overlap: distributionOf(changes.map(({ overlap }) => overlap)),
    rankBiasedOverlap: distributionOf(changes.map((change) => change.rankBiasedOverlap)),
    before: one.figuresOf(asked),
    after: other.figuresOf(asked),
    changedLists: mostChanged(changes, movers).map((change) => described(change, one, other)),
    movers: listings.movers(movers).map(({ id, ...counts }) => ({
      film: nameIn(id, one, other),
      ...counts,
    })),
    golden: compareGolden(before, after, queries),
  };
}

interface Change {
  readonly id: FilmId;
  readonly before: readonly FilmId[];
  readonly after: readonly FilmId[];
  readonly overlap: number;
  readonly rankBiasedOverlap: number;
  readonly isIdentical: boolean;
}

function changeOf(id: FilmId, one: ModelSide, other: ModelSide): Change {
  const [before, after] = [one.listOf(id), other.listOf(id)];
  const isIdentical =
    before.length === after.length && before.every((film, i) => film === after[i]);
  return {
    id,
    before,
    after,
    overlap: overlapOf(before, after),
    rankBiasedOverlap: rankBiasedOverlap(before, after),
    isIdentical,
  };
}

/** By what is shared, then by its order; of equal changes, that of the more popular film comes first. */
const mostChanged = (changes: readonly Change[], most: number): Change[] =>
  changes
    .filter(({ isIdentical }) => !isIdentical)
    .toSorted((a, b) => a.overlap - b.overlap || a.rankBiasedOverlap - b.rankBiasedOverlap)
    .slice(0, most);

function described(change: Change, one: ModelSide, other: ModelSide): ChangedList {
  const { id, before, after, overlap, rankBiasedOverlap: agreement } = change;
  const names = (ids: readonly FilmId[]) => ids.map((film) => nameIn(film, one, other));
  return {
    film: nameIn(id, one, other),
    overlap,
    rankBiasedOverlap: agreement,
    entered: names(after.filter((film) => !before.includes(film))),
    left: names(before.filter((film) => !after.includes(film))),
  };
}

/** The name that the later model has for a film, or else the earlier one. */
const nameIn = (id: FilmId, one: ModelSide, other: ModelSide): FilmName =>
  other.nameOf(id) ?? one.nameOf(id) ?? { id, title: '' };
