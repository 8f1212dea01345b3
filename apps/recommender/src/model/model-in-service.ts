import { plainInteger } from '#contracts';
import { type Film, Recommender, type RecommendRequest } from '#engine';
import type { ModelFile } from '#model';

/** How many films the lab's contract answers unless told otherwise: these answers are kept. */
const LAB_LIMIT = 5;

/** The films nearest to one film, as the lab's contract answers them. */
export interface LabAnswer {
  /** `{"recommendations": ["title", …]}` */
  readonly json: string;
  /** What was asked in the engine's terms. */
  readonly request: RecommendRequest;
  readonly films: Uint32Array;
  /** Score of the first film. */
  readonly best: number | undefined;
}

/** The model that answers, with everything that requests need of it made ready. */
export class ModelInService {
  readonly recommender: Recommender;
  readonly loadedAt = new Date();
  /** The answers of usual length, each made when its film is first asked for. */
  private readonly labAnswers = new Map<number, LabAnswer>();

  constructor(
    readonly name: string,
    readonly file: ModelFile,
  ) {
    this.recommender = new Recommender(file.model);
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

  private makeLabAnswer(film: number, limit: number): LabAnswer {
    const request: RecommendRequest = { seeds: [{ film }], limit };
    const { films, scores } = this.recommender.recommend(request);
    const recommendations = Array.from(films, (index) => this.films[index].title);
    return { json: JSON.stringify({ recommendations }), request, films, best: scores.at(0) };
  }
}
