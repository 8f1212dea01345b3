import { Injectable } from '@nestjs/common';
import {
  INFERENCE_INPUT,
  INFERENCE_OUTPUTS,
  type InferenceRequest,
  type InferenceResponse,
  type ModelMetadata,
  type ModelRole,
  type OutputTensor,
} from '#contracts';
import type { Film } from '#engine';
import { outcomeOf, rounded } from '#model';
import { ProblemException } from '../http/problem-exception.js';
import { shownValue } from '../http/shown-value.js';
import { type Endpoint, RecommenderMetrics } from '../metrics/recommender-metrics.js';
import type { Chosen } from '../model/models-in-service.js';
import { ModelsService } from '../models/models.service.js';
import type { PolicedRecommender } from '../policy/policed-recommender.js';
import { unknownFilmProblem } from '../recommendations/unknown-film.js';

type Output = (typeof INFERENCE_OUTPUTS)[number];
type Id = string | number;

const ENDPOINT: Endpoint = '/v2/models/:name/infer';
const DATATYPES: Readonly<Record<Output, OutputTensor['datatype']>> = {
  title: 'BYTES',
  movie_id: 'BYTES',
  score: 'FP64',
};
const ANY_SIZE = -1;

/** The films nearest to one film, best first. */
interface Row {
  readonly films: Uint32Array;
  readonly scores: Float64Array;
}

/** Answers the Open Inference Protocol: a tensor of ids in, tensors with a row for each id out. */
@Injectable()
export class InferenceService {
  constructor(
    private readonly models: ModelsService,
    private readonly metrics: RecommenderMetrics,
  ) {}

  /** @throws ProblemException 404 if the model is not in service */
  metadata(name: string, version?: string): ModelMetadata {
    const versions = this.models.versions(name, version);
    return {
      name,
      versions: [...new Set(versions.map(({ model }) => model.version))],
      platform: 'movie-recommender_safetensors',
      // Integers may be given as INT64 too; two tensors here would mean that both are needed.
      inputs: [{ name: INFERENCE_INPUT, datatype: 'BYTES', shape: [ANY_SIZE] }],
      outputs: INFERENCE_OUTPUTS.map((output) => ({
        name: output,
        datatype: DATATYPES[output],
        shape: [ANY_SIZE, ANY_SIZE],
      })),
    };
  }

  /** @throws ProblemException 404 for an unknown film, 400 for a tensor that contradicts itself */
  infer(chosen: Chosen<ModelRole>, request: InferenceRequest): InferenceResponse {
    const { model } = chosen;
    const { limit } = request.parameters;
    const { recommender } = model;
    const rows = idsOf(request).map((id, i) => this.nearest(chosen, recommender, id, i, limit));
    const wanted = request.outputs?.map((output) => output.name) ?? INFERENCE_OUTPUTS;
    return {
      model_name: model.name,
      model_version: model.version,
      ...(request.id === undefined ? {} : { id: request.id }),
      outputs: wanted.map((output) => toTensor(output, recommender.films, rows, limit)),
    };
  }

  private nearest(
    chosen: Chosen<ModelRole>,
    recommender: PolicedRecommender,
    id: Id,
    place: number,
    limit: number,
  ): Row {
    const started = performance.now();
    const { model } = chosen;
    const film = typeof id === 'string' ? recommender.indexOfPathId(id) : recommender.indexOf(id);
    this.metrics.seedsNamed(model, 1, film === undefined ? 1 : 0);
    if (film === undefined) throw unknownFilmProblem(pathOf(place), id, model);
    const request = { seeds: [{ film }], limit };
    const { films, scores } = recommender.recommend(request);
    const seconds = (performance.now() - started) / 1_000;
    this.metrics.answered({ model, request, films, best: scores.at(0) }, seconds);
    this.metrics.requested(ENDPOINT, outcomeOf(films.length, limit), chosen);
    return { films, scores };
  }
}

const pathOf = (place: number): string => `inputs[0].data[${place}]`;

/** The ids of the one input, checked against its shape and datatype. */
function idsOf({ inputs: [{ shape, data, datatype }] }: InferenceRequest): readonly Id[] {
  const ids = data.flat();
  const size = shape.reduce((product, length) => product * length, 1);
  if (size !== ids.length || (shape.length === 2 && shape[1] !== 1))
    throw invalid(
      'inputs[0].shape',
      `[${shape.join(', ')}]`,
      `expected [${ids.length}] or [${ids.length}, 1], as there are so many ids`,
    );
  const type = datatype === 'INT64' ? 'number' : 'string';
  const wrong = ids.findIndex((id) => typeof id !== type);
  if (wrong >= 0)
    throw invalid(
      pathOf(wrong),
      shownValue(ids[wrong]),
      `expected ${datatype === 'INT64' ? 'an integer' : 'a string'}, as the datatype is ${datatype}`,
    );
  return ids;
}

function invalid(path: string, value: string, message: string): ProblemException {
  return new ProblemException(400, 'invalid_request', `"${path}" is ${value}: ${message}`, {
    errors: [{ path, message, value }],
  });
}

/** Rows of equal length: where there are fewer films, empty titles and ids with the score 0. */
function toTensor(
  output: Output,
  all: readonly Film[],
  rows: readonly Row[],
  limit: number,
): OutputTensor {
  const valueOf = ({ films, scores }: Row, place: number): string | number => {
    if (output === 'score') return place < scores.length ? rounded(scores[place]) : 0;
    if (place >= films.length) return '';
    const { title, id } = all[films[place]];
    return output === 'title' ? title : String(id);
  };
  const data = rows.flatMap((row) =>
    Array.from({ length: limit }, (_, place) => valueOf(row, place)),
  );
  return { name: output, datatype: DATATYPES[output], shape: [rows.length, limit], data };
}
