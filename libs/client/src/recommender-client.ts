import type {
  BatchRequestInput,
  BatchResponse,
  FeedbackEvent,
  FeedbackResponse,
  CatalogueFilm,
  Healthz,
  InferenceRequestInput,
  InferenceResponse,
  ModelCard,
  ModelMetadata,
  ModelReady,
  ModelsResponse,
  RecommendationsRequestInput,
  RecommendationsResponse,
  RecommendResponse,
  SearchParametersInput,
  SearchResponse,
  ServerMetadata,
  SimilarParametersInput,
  SimilarResponse,
} from '#contracts';
import { type CallOptions, type Query, Transport, type TransportOptions } from './transport.js';

/** An id of a film: 1 and "1" are two films. */
export type FilmId = string | number;

/** A model of the Open Inference Protocol, by name and, if given, version. */
export interface ModelName {
  readonly name: string;
  readonly version?: string;
}

/**
 * Every operation of the service as a method, typed by the contracts. What cannot be answered is
 * thrown as a `RecommenderError`; requests that were turned away for load or limits (503, 429) are
 * sent again after what `Retry-After` says, a bounded number of times.
 */
export class RecommenderClient {
  private readonly transport: Transport;

  /** @param baseUrl where the service is: `http://localhost:3000` */
  constructor(baseUrl: string, options: TransportOptions = {}) {
    this.transport = new Transport(baseUrl, options);
  }

  /** `POST /recommend`: titles most like one film. */
  async recommend(id: FilmId, topN?: number, options?: CallOptions): Promise<readonly string[]> {
    const body = { movie_id: id, top_n: topN };
    const answer = await this.post<RecommendResponse>('/recommend', body, options);
    return answer.recommendations;
  }

  /** `POST /v1/recommendations`: a ranked list for several films, words and conditions. */
  recommendations(
    request: RecommendationsRequestInput,
    options?: CallOptions,
  ): Promise<RecommendationsResponse> {
    return this.post('/v1/recommendations', request, options);
  }

  /** `POST /v1/recommendations:batch`: up to 100 such lists, each answered or refused by itself. */
  recommendationsBatch(
    requests: BatchRequestInput['requests'],
    options?: CallOptions,
  ): Promise<BatchResponse> {
    return this.post('/v1/recommendations:batch', { requests }, options);
  }

  /** `POST /v1/feedback`: what viewers did with the films of lists. */
  giveFeedback(events: readonly FeedbackEvent[], options?: CallOptions): Promise<FeedbackResponse> {
    return this.post('/v1/feedback', { events }, options);
  }

  /** `GET /v1/movies`: films while their title is being typed. */
  searchMovies(query: SearchParametersInput, options?: CallOptions): Promise<SearchResponse> {
    return this.get('/v1/movies', query, options);
  }

  /** `GET /v1/movies/{id}` */
  movie(id: FilmId, options?: CallOptions): Promise<CatalogueFilm> {
    return this.get(moviePath(id), {}, options);
  }

  /** `GET /v1/movies/{id}/similar`: films most like one film, page by page. */
  similarMovies(
    id: FilmId,
    query: SimilarParametersInput = {},
    options?: CallOptions,
  ): Promise<SimilarResponse> {
    return this.get(`${moviePath(id)}/similar`, query, options);
  }

  /** `GET /v1/models` */
  models(options?: CallOptions): Promise<ModelsResponse> {
    return this.get('/v1/models', {}, options);
  }

  /** `GET /v1/models/{version}` */
  model(version: string, options?: CallOptions): Promise<ModelCard> {
    return this.get(`/v1/models/${encodeURIComponent(version)}`, {}, options);
  }

  /** `GET /healthz`: what runs there, since when. */
  health(options?: CallOptions): Promise<Healthz> {
    return this.get('/healthz', {}, options);
  }

  /** `GET /readyz`: whether requests may be sent there. */
  isReady(options?: CallOptions): Promise<boolean> {
    return this.transport.answers({ method: 'GET', path: '/readyz', ...options });
  }

  /** `GET /livez`: whether the process answers as it should. */
  isLive(options?: CallOptions): Promise<boolean> {
    return this.transport.answers({ method: 'GET', path: '/livez', ...options });
  }

  /** `GET /v2` */
  server(options?: CallOptions): Promise<ServerMetadata> {
    return this.get('/v2', {}, options);
  }

  /** `GET /v2/models/{name}`, also of one version. */
  modelMetadata(model: ModelName, options?: CallOptions): Promise<ModelMetadata> {
    return this.get(modelPath(model), {}, options);
  }

  /** `GET /v2/models/{name}/ready`, also of one version. */
  modelReady(model: ModelName, options?: CallOptions): Promise<ModelReady> {
    return this.get(`${modelPath(model)}/ready`, {}, options);
  }

  /** `POST /v2/models/{name}/infer`, also of one version: films most like each of some films. */
  infer(
    model: ModelName,
    request: InferenceRequestInput,
    options?: CallOptions,
  ): Promise<InferenceResponse> {
    return this.post(`${modelPath(model)}/infer`, request, options);
  }

  private get<T>(path: string, query: Query, options?: CallOptions): Promise<T> {
    return this.transport.send({ method: 'GET', path, query, ...options });
  }

  private post<T>(path: string, body: object, options?: CallOptions): Promise<T> {
    return this.transport.send({ method: 'POST', path, body, ...options });
  }
}

const moviePath = (id: FilmId): string => `/v1/movies/${encodeURIComponent(id)}`;

const modelPath = ({ name, version }: ModelName): string =>
  `/v2/models/${encodeURIComponent(name)}` +
  (version === undefined ? '' : `/versions/${encodeURIComponent(version)}`);
