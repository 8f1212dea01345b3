import type { Film, FilmId, RecommendRequest } from '#engine';
import type { ModelFile } from '#model';
import type { PolicedRecommender } from '../policy/policed-recommender.js';
import type { LiveOverlay } from '../live/live-overlay.js';
import type { Dress, Dressed } from './dress.js';

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

/** A model that answers, with everything that requests need of it. */
export class ModelInService {
  readonly loadedAt = new Date();
  private readonly dressed: Dressed;
  /** The answers of usual length, each made when its film is first asked for. */
  private labAnswers = new Map<number, LabAnswer>();
  /** Whose answers these are: under another policy none of them holds. */
  private answering: PolicedRecommender | undefined;

  constructor(
    readonly name: string,
    readonly file: ModelFile,
    dress: Dress,
    /** When it was published, where that is known. */
    readonly trainedAt?: Date,
  ) {
    this.dressed = dress(file);
  }

  /**
   * The model as it may be seen now: the only way to it. What belongs together takes it once, as it
   * may be another one a moment later.
   */
  get recommender(): PolicedRecommender {
    return this.dressed.policed.recommender;
  }

  /** The model with what is laid over it, whatever may be shown: for those who change it. */
  get live(): LiveOverlay {
    return this.dressed.live;
  }

  /** What an answer says of the model that made it. */
  identity({ revision }: PolicedRecommender) {
    const { name, version } = this;
    return { name, version, ...(revision === undefined ? {} : { revision }) };
  }

  get version(): string {
    return this.file.version;
  }

  /** Those that it was fitted with. */
  get films(): readonly Film[] {
    return this.file.model.films;
  }

  /** Undefined for an id that is not known. */
  labAnswer(id: FilmId, limit: number): LabAnswer | undefined {
    const { recommender } = this;
    const film = recommender.indexOf(id);
    if (film === undefined) return undefined;
    if (limit !== LAB_LIMIT) return this.makeLabAnswer(recommender, film, limit);
    if (recommender !== this.answering) {
      this.answering = recommender;
      this.labAnswers = new Map();
    }
    let answer = this.labAnswers.get(film);
    if (answer === undefined)
      this.labAnswers.set(film, (answer = this.makeLabAnswer(recommender, film, limit)));
    return answer;
  }

  /**
   * The ids of the films nearest to one film.
   *
   * @throws RangeError if there is no such film
   */
  nearestIds(id: FilmId, limit: number): readonly FilmId[] {
    const { recommender } = this;
    const film = recommender.indexOf(id);
    if (film === undefined) throw new RangeError('the model has no such film');
    const { films } = recommender.recommend({ seeds: [{ film }], limit });
    return Array.from(films, (index) => recommender.films[index].id);
  }

  private makeLabAnswer(recommender: PolicedRecommender, film: number, limit: number): LabAnswer {
    const request: RecommendRequest = { seeds: [{ film }], limit };
    const { films, scores } = recommender.recommend(request);
    const recommendations = Array.from(films, (index) => recommender.films[index].title);
    return { json: JSON.stringify({ recommendations }), request, films, best: scores.at(0) };
  }
}
