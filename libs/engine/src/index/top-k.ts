/** Films and their scores, best first. */
export interface RankedFilms {
  readonly films: Uint32Array;
  readonly scores: Float64Array;
}

/**
 * The k best of what is offered: higher score first, then lower film index. A binary heap with the
 * worst kept entry at its root, as two parallel arrays, so that most offers cost one comparison.
 */
export class TopK {
  private size = 0;
  private readonly films: Uint32Array;
  private readonly scores: Float64Array;

  constructor(private readonly capacity: number) {
    this.films = new Uint32Array(capacity);
    this.scores = new Float64Array(capacity);
  }

  /** The score that an offer must reach to be kept; −∞ while there is room. */
  get threshold(): number {
    return this.size < this.capacity ? -Infinity : this.scores[0];
  }

  offer(film: number, score: number): void {
    if (this.size < this.capacity) {
      this.siftUp(this.size++, film, score);
    } else if (isBetter(score, film, this.scores[0], this.films[0])) {
      this.siftDown(film, score);
    }
  }

  /** Empties the heap, best first. */
  drain(): RankedFilms {
    const films = new Uint32Array(this.size);
    const scores = new Float64Array(this.size);
    while (this.size > 0) {
      const place = this.size - 1;
      films[place] = this.films[0];
      scores[place] = this.scores[0];
      this.size = place;
      if (place > 0) this.siftDown(this.films[place], this.scores[place]);
    }
    return { films, scores };
  }

  private siftUp(start: number, film: number, score: number): void {
    const { films, scores } = this;
    let place = start;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (isBetter(score, film, scores[parent], films[parent])) break;
      films[place] = films[parent];
      scores[place] = scores[parent];
      place = parent;
    }
    films[place] = film;
    scores[place] = score;
  }

  private siftDown(film: number, score: number): void {
    const { films, scores, size } = this;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= size) break;
      const right = child + 1;
      if (right < size && isBetter(scores[child], films[child], scores[right], films[right]))
        child = right;
      if (isBetter(scores[child], films[child], score, film)) break;
      films[place] = films[child];
      scores[place] = scores[child];
      place = child;
    }
    films[place] = film;
    scores[place] = score;
  }
}

function isBetter(score: number, film: number, otherScore: number, otherFilm: number): boolean {
  return score > otherScore || (score === otherScore && film < otherFilm);
}
