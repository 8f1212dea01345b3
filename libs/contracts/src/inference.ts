import { z } from 'zod';
import { filmIdSchema } from './film.js';
import { limitSchema } from './recommendations.js';

/*
 * The Open Inference Protocol, version 2, REST
 * (github.com/kserve/open-inference-protocol, specification/protocol/inference_rest.md).
 */

const live = z.boolean().meta({ description: 'The process answers' });
const ready = z.boolean().meta({ description: 'Requests may be sent here' });
const name = z.string().meta({ description: 'Name of the model', examples: ['movies'] });

/** Path of `/v2/models/{name}`. */
export const modelParametersSchema = z.strictObject({ name });

/** Path of `/v2/models/{name}/versions/{version}`. */
export const modelVersionParametersSchema = z.strictObject({
  name,
  version: z.string().meta({ description: 'Version of the model', examples: ['3f9c2d41a0b7'] }),
});

/** Answer of `GET /v2/health/live`. */
export const serverLiveSchema = z.strictObject({ live });

/** Answer of `GET /v2/health/ready`. The specification writes `live` there, its servers `ready`. */
export const serverReadySchema = z.strictObject({ live, ready });

/** Answer of `GET /v2`. */
export const serverMetadataSchema = z.strictObject({
  name: z.string().meta({ description: 'Name of the server', examples: ['movie-recommender'] }),
  version: z.string().meta({ description: 'Its version', examples: ['0.1.0'] }),
  extensions: z.array(z.string()).meta({ description: 'None' }),
});
export type ServerMetadata = z.infer<typeof serverMetadataSchema>;

/** Answer of `GET /v2/models/{name}/ready` and, with a version, of the same for one version. */
export const modelReadySchema = z.strictObject({ name, ready });
export type ModelReady = z.infer<typeof modelReadySchema>;

const shape = z.array(z.int()).meta({ description: '−1: any size', examples: [[-1]] });

export const tensorMetadataSchema = z.strictObject({
  name: z.string().meta({ description: 'Name of the tensor', examples: ['title'] }),
  datatype: z.string().meta({ description: 'Type of its elements', examples: ['BYTES'] }),
  shape,
});

/** Answer of `GET /v2/models/{name}` and, with a version, of the same for one version. */
export const modelMetadataSchema = z.strictObject({
  name,
  versions: z.array(z.string()).meta({ description: 'Versions that may be asked for' }),
  platform: z
    .string()
    .meta({ description: 'What runs the model', examples: ['movie-recommender_safetensors'] }),
  inputs: z.array(tensorMetadataSchema).meta({ description: 'What it is asked' }),
  outputs: z.array(tensorMetadataSchema).meta({ description: 'What it answers' }),
});
export type ModelMetadata = z.infer<typeof modelMetadataSchema>;

/** Films that one inference may be asked about. */
const MAX_FILMS = 100;
export const INFERENCE_INPUT = 'movie_id';
export const INFERENCE_OUTPUTS = ['title', 'movie_id', 'score'] as const;

const tensorData = z
  .array(z.union([filmIdSchema, z.array(filmIdSchema)], 'expected ids, flat or one in each row'))
  .min(1)
  .max(MAX_FILMS);

/**
 * Body of `POST /v2/models/{name}/infer`: one tensor of ids. Parameters and extensions of other
 * servers are passed over, as the specification leaves them open.
 */
export const inferenceRequestSchema = z.object({
  id: z.string().max(200).optional().meta({ description: 'Comes back in the answer' }),
  parameters: z
    .object({ limit: limitSchema.default(5).meta({ description: 'How many films for each id' }) })
    .default({ limit: 5 })
    .meta({ description: 'How to answer' }),
  inputs: z
    .array(
      z.object({
        name: z.literal(INFERENCE_INPUT).meta({ description: 'The only input' }),
        shape: z
          .array(z.int().min(1).max(MAX_FILMS))
          .min(1)
          .max(2)
          .meta({ description: '[n] or [n, 1]', examples: [[2]] }),
        datatype: z.enum(['INT64', 'BYTES']).meta({
          description:
            'INT64 for integers; BYTES for strings, which also find a film by an integer id',
        }),
        data: tensorData.meta({ description: 'Ids of films', examples: [[1, 2]] }),
      }),
    )
    .length(1)
    .meta({ description: 'One tensor' }),
  outputs: z
    .array(z.object({ name: z.enum(INFERENCE_OUTPUTS).meta({ description: 'Name of an output' }) }))
    .min(1)
    .optional()
    .meta({ description: 'Which of the outputs to answer; all if left out' }),
});
export type InferenceRequest = z.infer<typeof inferenceRequestSchema>;
/** As a caller writes it: what has a default may be left out. */
export type InferenceRequestInput = z.input<typeof inferenceRequestSchema>;

export const outputTensorSchema = z.strictObject({
  name: z.enum(INFERENCE_OUTPUTS).meta({ description: 'Name of the output' }),
  datatype: z.enum(['BYTES', 'FP64']).meta({ description: 'Type of its elements' }),
  shape,
  data: z.array(z.union([z.string(), z.number()])).meta({ description: 'Row by row' }),
});
export type OutputTensor = z.infer<typeof outputTensorSchema>;

/** Answer of `POST /v2/models/{name}/infer`. */
export const inferenceResponseSchema = z.strictObject({
  model_name: name,
  model_version: z.string().meta({ description: 'The version that answered' }),
  id: z.string().optional().meta({ description: 'The id of the request, if it had one' }),
  outputs: z.array(outputTensorSchema).meta({ description: 'A row of each for each id' }),
});
export type InferenceResponse = z.infer<typeof inferenceResponseSchema>;
