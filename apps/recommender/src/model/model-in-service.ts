import type { Film } from '#engine';
import { Recommender } from '#engine';
import type { ModelFile } from '#model';

/** The model that answers, with everything that requests need of it made ready. */
export class ModelInService {
  readonly recommender: Recommender;
  readonly loadedAt = new Date();
  /** Each film's title as JSON: the lab's answer is these strings put together. */
  private readonly titlesAsJson: readonly string[];
  /** Score of each film's nearest film, NaN until it is asked for. */
  private readonly nearestScores: Float64Array;

  constructor(
    readonly name: string,
    readonly file: ModelFile,
  ) {
    this.recommender = new Recommender(file.model);
    this.nearestScores = new Float64Array(file.model.films.length).fill(NaN);
    this.titlesAsJson = file.model.films.map(({ title }) => JSON.stringify(title));
  }

  get version(): string {
    return this.file.version;
  }

  get films(): readonly Film[] {
    return this.file.model.films;
  }

  /** A path holds text only: `/v1/movies/1` means the film "1" or, if there is none, the film 1. */
  findByPathId(id: string): Film | undefined {
    const index = this.recommender.indexOf(id) ?? this.recommender.indexOf(toInteger(id) ?? id);
    return index === undefined ? undefined : this.films[index];
  }

  /** Score of the film nearest to one film; undefined if nothing is near it. */
  nearestScore(film: number): number | undefined {
    if (Number.isNaN(this.nearestScores[film])) {
      const [best = 0] = this.recommender.recommend({ seeds: [{ film }], limit: 1 }).scores;
      this.nearestScores[film] = best;
    }
    return this.nearestScores[film] > 0 ? this.nearestScores[film] : undefined;
  }

  /** `["title", …]` of these films as JSON text. */
  titlesJson(films: Uint32Array): string {
    let json = '[';
    for (let i = 0; i < films.length; i++)
      json += i === 0 ? this.titlesAsJson[films[i]] : `,${this.titlesAsJson[films[i]]}`;
    return `${json}]`;
  }
}

function toInteger(text: string): number | undefined {
  const value = Number(text);
  return Number.isSafeInteger(value) && String(value) === text ? value : undefined;
}
