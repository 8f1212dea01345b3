import { z } from 'zod';
import { modelNameSchema } from './manifest.js';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const milliseconds = (fallback: number) =>
  z.coerce.number().int().min(0).max(600_000).default(fallback);

const count = (least: number, most: number, fallback: number) =>
  z.coerce.number().int().min(least).max(most).default(fallback);

const network = z.union([
  z.ipv4(),
  z.ipv6(),
  z.cidrv4(),
  z.cidrv6(),
  z.enum(['loopback', 'linklocal', 'uniquelocal']),
]);
const MAX_HOPS = 10;

/** How many proxies stand before the service, or which networks they are in. */
const trustedProxies = z
  .string()
  .default('0')
  .transform((text, context): number | string[] => {
    if (/^\d+$/u.test(text) && Number(text) <= MAX_HOPS) return Number(text);
    const networks = text.split(',').map((part) => part.trim());
    if (networks.every((part) => network.safeParse(part).success)) return networks;
    context.addIssue({
      code: 'custom',
      message: `expected a number of proxies up to ${MAX_HOPS}, or networks such as 10.0.0.0/8,::1`,
    });
    return z.NEVER;
  });

/** The service's settings: the one list from which checking and `--help` are made. */
export const environmentSchema = z
  .object({
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
    MODEL_STORE: z
      .string()
      .default('')
      .describe(
        'Store of model versions, a path or URL; its roll-out decides what is served, not MODEL_PATH',
      ),
    MODEL_NAME: modelNameSchema
      .default('movies')
      .describe("The model's name in answers, metrics and the store"),
    ROLLOUT_FILE: z
      .string()
      .default('')
      .describe(
        "File that says what is in service in place of the store's own, such as a ConfigMap",
      ),
    ROLLOUT_POLL_MS: count(100, 600_000, 2_000).describe(
      'How often the roll-out is looked at; a file is followed by its events too',
    ),
    MODEL_MEMORY_LIMIT_BYTES: count(0, Number.MAX_SAFE_INTEGER, 0).describe(
      'Largest artifact that is loaded; 0 for what the memory that is left can hold twice',
    ),
    SHADOW_SAMPLE_PERCENT: z.coerce
      .number()
      .min(0)
      .max(100)
      .default(10)
      .describe('Per cent of the answered requests that a shadow model is asked as well'),
    REQUEST_LOG_FILE: z
      .string()
      .default('')
      .describe('File to which a sample of the answered requests is appended (docs/replay.md)'),
    REQUEST_LOG_SAMPLE_PERCENT: z.coerce
      .number()
      .min(0)
      .max(100)
      .default(1)
      .describe('Per cent of the answered requests that are logged there'),
    REQUEST_LOG_SALT: z
      .string()
      .default('')
      .describe('Secret that subjects are hashed with there; without it a random one per process'),
    REQUEST_LOG_TEXT: z
      .enum(['true', 'false'])
      .default('false')
      .describe('Whether wishes in words are logged there too: they may hold personal data'),
    LOG_LEVEL: z
      .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
      .default('info')
      .describe('Least severe log lines to write; debug writes a line for every request'),
    BODY_LIMIT_BYTES: count(1_024, 16_777_216, 262_144).describe(
      'Largest request body that is read',
    ),
    API_KEYS_FILE: z
      .string()
      .default('')
      .describe(
        'File of the API keys that are accepted (docs/access.md); without it none is asked for',
      ),
    POLICY_FILE: z
      .string()
      .default('')
      .describe('File that says what is shown to nobody, first or last (docs/policies.md)'),
    LIVE_TITLES_FILE: z
      .string()
      .default('')
      .describe(
        'Log of the films that are put and deleted while running (docs/live-titles.md); in memory only without',
      ),
    LIVE_TITLES_MAX: count(1, 1_000_000, 10_000).describe(
      'Films that may have been put and deleted since the fit; beyond that, changes are refused',
    ),
    RATE_LIMIT_PER_MINUTE: count(0, 1_000_000, 0).describe(
      'Requests a minute for each key, or for each client address where no keys are; 0 for no limit',
    ),
    TRUST_PROXY: trustedProxies.describe(
      'Whose X-Forwarded-For is believed: a number of proxies, or their networks, parted by commas',
    ),
    MAX_CONNECTIONS: count(1, 1_000_000, 4_096).describe(
      'Open connections; beyond that, new ones are closed',
    ),
    MAX_CONCURRENT_REQUESTS: count(1, 1_000_000, 512).describe(
      'Requests in flight; beyond that, new ones are answered with 503',
    ),
    MAX_QUEUE_DELAY_MS: count(0, 60_000, 8).describe(
      'Work that may lie before a request; beyond that, it is answered with 503. 0 for no limit',
    ),
    OTEL_EXPORTER_OTLP_ENDPOINT: z
      .union([z.literal(''), z.url({ protocol: /^https?$/u })], 'expected an http or https URL')
      .default('')
      .describe(
        'OpenTelemetry collector that traces go to (OTLP over HTTP); none are made without',
      ),
    OTEL_TRACES_SAMPLER_ARG: z.coerce
      .number()
      .min(0)
      .max(1)
      .default(1)
      .describe('Share of requests to trace, where their caller has not decided'),
    SHUTDOWN_DELAY_MS: milliseconds(2_000).describe(
      'After SIGTERM: how long to go on serving while load balancers notice that readiness is gone',
    ),
    SHUTDOWN_TIMEOUT_MS: milliseconds(10_000).describe(
      'After that: how long requests in flight may take before the process ends anyway',
    ),
  })
  .refine(({ ROLLOUT_FILE, MODEL_STORE }) => ROLLOUT_FILE === '' || MODEL_STORE !== '', {
    path: ['ROLLOUT_FILE'],
    message: 'expected MODEL_STORE to be set too: the versions come from there',
  });
export type Environment = z.infer<typeof environmentSchema>;
