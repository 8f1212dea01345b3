import type { Caps } from './caps.js';
import type { Pin } from './curation.js';
import { expectThat } from './expect-that.js';
import type { Filter } from './filter.js';
import type { Bitset } from './index/bitset.js';
import { STRATEGIES, type Strategy } from './query.js';

/** A film of the model, by index, and how much it counts (above 0, default 1). */
export interface Seed {
  readonly film: number;
  readonly weight?: number | undefined;
}

/** What a list is asked for. Without seeds and text the answer is empty. */
export interface RecommendRequest extends Caps {
  /** A film that is named twice counts once, with both weights. */
  readonly seeds?: readonly Seed[] | undefined;
  readonly avoid?: readonly Seed[] | undefined;
  /** A wish in words; counts as much as one seed of weight 1 if the model knows any of them. */
  readonly text?: string | undefined;
  readonly filter?: Filter | undefined;
  /** What several seeds mean together; `mean` if left out. */
  readonly strategy?: Strategy | undefined;
  /** How much unlike each other the films shall be: 0 (the default) best first, up to 1. */
  readonly diversity?: number | undefined;
  /** Films that must not be answered. Seeds and avoided films never are. */
  readonly exclude?: readonly number[] | undefined;
  /** Films that must not be answered because whoever runs the model says so, not who asks. */
  readonly withheld?: Bitset | undefined;
  /** Films that stand at fixed places of the list, if the conditions and caps let them. */
  readonly pins?: readonly Pin[] | undefined;
  /** Films that come behind all others. */
  readonly buried?: Bitset | undefined;
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
  const { strategy = 'mean', diversity = 0, maxPerCollection, maxPerPerson } = request;
  expectThat(Number.isInteger(limit) && limit >= 1, 'limit', limit, 'an integer of at least 1');
  expectThat(Number.isFinite(minScore), 'minScore', minScore, 'a finite number');
  expectThat(STRATEGIES.includes(strategy), 'strategy', strategy, STRATEGIES.join(' or '));
  expectThat(diversity >= 0 && diversity <= 1, 'diversity', diversity, '0 to 1');
  assertCap('maxPerCollection', maxPerCollection);
  assertCap('maxPerPerson', maxPerPerson);
  assertSeeds('seeds', seeds, films);
  assertSeeds('avoid', avoid, films);
  exclude.forEach((film, i) => assertFilm(`exclude[${i}]`, film, films));
  assertCuration(request, films);
}

function assertCuration({ withheld, buried, pins = [] }: RecommendRequest, films: number): void {
  for (const [name, set] of Object.entries({ withheld, buried }))
    if (set !== undefined)
      expectThat(
        set.size === films,
        `${name}.size`,
        set.size,
        `one bit for each of ${films} films`,
      );
  pins.forEach(({ film, place }, i) => {
    assertFilm(`pins[${i}].film`, film, films);
    const isPlace = Number.isInteger(place) && place >= 1;
    expectThat(isPlace, `pins[${i}].place`, place, 'an integer of at least 1');
  });
}

function assertCap(name: string, cap = 1): void {
  expectThat(Number.isInteger(cap) && cap >= 1, name, cap, 'an integer of at least 1');
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
