import { type EngineConfig, type Film, fit, type Likes } from '#engine';
import { DEPTH, seededNumbers } from '#model';
import type { Lists } from './lists.ts';

/** The lists of a model for each of the films, which are in the model's order. */
export function listsOfModel(films: readonly Film[], config: EngineConfig, likes?: Likes): Lists {
  const { neighbours } = fit(films, { ...config, neighbours: DEPTH }, undefined, likes);
  const { starts, films: nearest } = neighbours;
  return films.map((_, film) => [...nearest.subarray(starts[film], starts[film + 1])]);
}

/** The same list for every film: those that most viewers like. */
export function popularLists(counts: Uint32Array): Lists {
  const best = [...counts.keys()].sort((a, b) => counts[b] - counts[a]).slice(0, DEPTH + 1);
  return Array.from(counts, (_, film) => best.filter((other) => other !== film).slice(0, DEPTH));
}

export function randomLists(films: number, seed: number): Lists {
  const random = seededNumbers(seed);
  return Array.from({ length: films }, (_, film) => {
    const list = new Set<number>();
    while (list.size < DEPTH) {
      const other = Math.floor(random() * films);
      if (other !== film) list.add(other);
    }
    return [...list];
  });
}
