import type { Film } from '../film.js';
import type { Likes } from './likes.js';

/**
 * The likes that count, both ways round: viewer v likes the films
 * `films[viewerStarts[v]]` … `films[viewerStarts[v + 1] − 1]`, ascending and each once, and film f
 * is liked by the viewers `viewers[filmStarts[f]]` …, ascending. Eight bytes a like.
 */
export interface Crowd {
  readonly viewerStarts: Uint32Array;
  readonly films: Uint32Array;
  readonly filmStarts: Uint32Array;
  readonly viewers: Uint32Array;
}

/**
 * The viewers who tell something about the films of a catalogue: those who like two of them or more,
 * and no more than `most`. Whoever likes everything tells least of all and costs most, for the
 * work grows with the square of a viewer's likes.
 */
export function gatherCrowd(likes: Likes, films: readonly Film[], most: number): Crowd {
  const places = new Map(films.map(({ id }, place) => [id, place]));
  const placeOf = Int32Array.from(likes.filmIds, (id) => places.get(id) ?? -1);
  const kept = new Uint32Array(likes.films.length);
  const starts = [0];
  for (let v = 0; v + 1 < likes.starts.length; v++) {
    const own = new Set<number>();
    for (let e = likes.starts[v]; e < likes.starts[v + 1]; e++) own.add(placeOf[likes.films[e]]);
    own.delete(-1);
    if (own.size < 2 || own.size > most) continue;
    const start = starts[starts.length - 1];
    kept.set(Uint32Array.from(own).sort(), start);
    starts.push(start + own.size);
  }
  const viewerStarts = Uint32Array.from(starts);
  const counted = kept.subarray(0, starts[starts.length - 1]);
  return { viewerStarts, films: counted, ...byFilm(viewerStarts, counted, films.length) };
}

/** Counting sort of the likes by film. */
function byFilm(viewerStarts: Uint32Array, films: Uint32Array, count: number) {
  const filmStarts = new Uint32Array(count + 1);
  for (const film of films) filmStarts[film + 1]++;
  for (let film = 0; film < count; film++) filmStarts[film + 1] += filmStarts[film];
  const next = filmStarts.slice();
  const viewers = new Uint32Array(films.length);
  for (let v = 0; v + 1 < viewerStarts.length; v++)
    for (let e = viewerStarts[v]; e < viewerStarts[v + 1]; e++) viewers[next[films[e]]++] = v;
  return { filmStarts, viewers };
}
