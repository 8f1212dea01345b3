import { z } from 'zod';
import { modelNameSchema } from './manifest.js';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const milliseconds = (fallback: number) =>
  z.coerce.number().int().min(0).max(600_000).default(fallback);

/** The service's settings: the one list from which checking and `--help` are made. */
export const environmentSchema = z.object({
  HOST: z.string().default('0.0.0.0').describe('Address that the public listener binds'),
  PORT: port(3000).describe('Port of the public listener; 0 picks a free one'),
  METRICS_HOST: z
    .string()
    .default('0.0.0.0')
    .describe('Address that the metrics listener binds; never publish it'),
  METRICS_PORT: port(9464).describe('Port of the metrics listener; 0 picks a free one'),
  MODEL_PATH: z
    .string()
    .default('models/sample.safetensors')
    .describe('Model file to serve, made by the trainer'),
  MODEL_NAME: modelNameSchema.default('movies').describe("The model's name in answers and metrics"),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('Least severe log lines to write; debug writes a line for every request'),
  BODY_LIMIT_BYTES: z.coerce
    .number()
    .int()
    .min(1_024)
    .max(16_777_216)
    .default(262_144)
    .describe('Largest request body that is read'),
  SHUTDOWN_DELAY_MS: milliseconds(2_000).describe(
    'After SIGTERM: how long to go on serving while load balancers notice that readiness is gone',
  ),
  SHUTDOWN_TIMEOUT_MS: milliseconds(10_000).describe(
    'After that: how long requests in flight may take before the process ends anyway',
  ),
});
export type Environment = z.infer<typeof environmentSchema>;
