import { plainInteger } from '#contracts';
import type { Film, FilmId, Recommender } from '#engine';
import type { ModelFile } from '#model';
import { dress } from './dress.js';

/** How many films the lab's contract answers unless told otherwise: these answers are kept. */
const LAB_LIMIT = 5;

/** The films nearest to one film, as the lab's contract answers them. */
export interface LabAnswer {
  /** `{"recommendations": ["title", …]}` */
  readonly json: string;
  readonly films: number;
  /** Score of the first film. */
  readonly best: number | undefined;
}

/** A model that answers, with everything that requests need of it. It never changes. */
export class ModelInService {
  readonly recommender: Recommender;
  readonly loadedAt = new Date();
  /** The answers of usual length, each made when its film is first asked for. */
  private readonly labAnswers = new Map<number, LabAnswer>();

  constructor(
    readonly name: string,
    readonly file: ModelFile,
    /** When it was published, where that is known. */
    readonly trainedAt?: Date,
  ) {
    this.recommender = dress(file);
  }

  get version(): string {
    return this.file.version;
  }

  get films(): readonly Film[] {
    return this.file.model.films;
  }

  /** A path holds text only: `/v1/movies/1` means the film "1" or, if there is none, the film 1. */
  indexOfPathId(id: string): number | undefined {
    return this.recommender.indexOf(id) ?? this.recommender.indexOf(plainInteger(id) ?? id);
  }

  labAnswer(film: number, limit: number): LabAnswer {
    if (limit !== LAB_LIMIT) return this.makeLabAnswer(film, limit);
    let answer = this.labAnswers.get(film);
    if (answer === undefined) this.labAnswers.set(film, (answer = this.makeLabAnswer(film, limit)));
    return answer;
  }

  /**
   * The ids of the films nearest to one film.
   *
   * @throws RangeError if there is no such film
   */
  nearestIds(id: FilmId, limit: number): readonly FilmId[] {
    const film = this.recommender.indexOf(id);
    if (film === undefined) throw new RangeError('the model has no such film');
    const { films } = this.recommender.recommend({ seeds: [{ film }], limit });
    return Array.from(films, (index) => this.films[index].id);
  }

  private makeLabAnswer(film: number, limit: number): LabAnswer {
    const { films, scores } = this.recommender.recommend({ seeds: [{ film }], limit });
    const recommendations = Array.from(films, (index) => this.films[index].title);
    return { json: JSON.stringify({ recommendations }), films: films.length, best: scores.at(0) };
  }
}
