import type { CatalogueFilm } from '#contracts';

/**
 * Who likes which films of a catalogue, without saying who: viewer v likes the films
 * `filmIds[films[e]]` for e from `starts[v]` to `starts[v + 1] − 1`. Viewers are numbered in the
 * order in which they were first seen.
 */
export interface Likes {
  readonly filmIds: readonly CatalogueFilm['id'][];
  readonly starts: Uint32Array;
  readonly films: Uint32Array;
}

/** Gathers likes in whatever order they come, in eight bytes each. */
export class LikesGatherer {
  private viewers = new Uint32Array(1024);
  private films = new Uint32Array(1024);
  private length = 0;

  add(viewer: number, film: number): void {
    if (this.length === this.films.length) this.grow();
    this.viewers[this.length] = viewer;
    this.films[this.length++] = film;
  }

  /** The likes by viewer (counting sort), each viewer's in the order in which they came. */
  build(filmIds: Likes['filmIds'], viewerCount: number): Likes {
    const starts = new Uint32Array(viewerCount + 1);
    for (let e = 0; e < this.length; e++) starts[this.viewers[e] + 1]++;
    for (let v = 0; v < viewerCount; v++) starts[v + 1] += starts[v];
    const next = starts.slice();
    const films = new Uint32Array(this.length);
    for (let e = 0; e < this.length; e++) films[next[this.viewers[e]]++] = this.films[e];
    return { filmIds, starts, films };
  }

  private grow(): void {
    this.viewers = doubled(this.viewers);
    this.films = doubled(this.films);
  }
}

function doubled(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}
