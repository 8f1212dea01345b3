import { expectThat } from './expect-that.js';
import type { Filter } from './filter.js';

/** A film of the model, by index, and how much it counts (above 0, default 1). */
export interface Seed {
  readonly film: number;
  readonly weight?: number | undefined;
}

/** What a list is asked for. Without seeds and text the answer is empty. */
export interface RecommendRequest {
  readonly seeds?: readonly Seed[] | undefined;
  readonly avoid?: readonly Seed[] | undefined;
  /** A wish in words; counts as much as one seed of weight 1 if the model knows any of them. */
  readonly text?: string | undefined;
  readonly filter?: Filter | undefined;
  /** Films that must not be answered. Seeds and avoided films never are. */
  readonly exclude?: readonly number[] | undefined;
  /** At least 1. */
  readonly limit: number;
  readonly minScore?: number | undefined;
}

/**
 * @param films how many films the model has
 * @throws RangeError naming the first value that no request to such a model can have
 */
export function assertRequest(request: RecommendRequest, films: number): void {
  const { seeds = [], avoid = [], exclude = [], limit, minScore = 0 } = request;
  expectThat(Number.isInteger(limit) && limit >= 1, 'limit', limit, 'an integer of at least 1');
  expectThat(Number.isFinite(minScore), 'minScore', minScore, 'a finite number');
  assertSeeds('seeds', seeds, films);
  assertSeeds('avoid', avoid, films);
  exclude.forEach((film, i) => assertFilm(`exclude[${i}]`, film, films));
}

function assertSeeds(name: string, seeds: readonly Seed[], films: number): void {
  seeds.forEach(({ film, weight = 1 }, i) => {
    assertFilm(`${name}[${i}].film`, film, films);
    const isWeight = Number.isFinite(weight) && weight > 0;
    expectThat(isWeight, `${name}[${i}].weight`, weight, 'a finite number above 0');
  });
}

function assertFilm(name: string, film: number, films: number): void {
  const isFilm = Number.isInteger(film) && film >= 0 && film < films;
  expectThat(isFilm, name, film, `the index of one of ${films} films`);
}
