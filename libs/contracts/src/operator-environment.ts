import { z } from 'zod';

const namespaces = z
  .string()
  .default('')
  .transform((text, context): string[] => {
    const names = text.split(',').flatMap((part) => part.trim() || []);
    const bad = names.find((name) => !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/u.test(name));
    if (bad === undefined) return names;
    context.addIssue({ code: 'custom', message: `expected names of namespaces, got "${bad}"` });
    return z.NEVER;
  });

const milliseconds = (least: number, fallback: number) =>
  z.coerce.number().int().min(least).max(600_000).default(fallback);

/** The operator's settings: the one list from which checking and `--help` are made. */
export const operatorEnvironmentSchema = z.object({
  WATCH_NAMESPACES: namespaces.describe(
    'Namespaces whose resources are looked after, parted by commas; all where it is empty',
  ),
  TRAINER_IMAGE: z
    .string()
    .default('movie-recommender:latest')
    .describe('Image of training pods, where a resource names none'),
  PROMETHEUS_URL: z
    .union([z.literal(''), z.url({ protocol: /^https?$/u })], 'expected an http or https URL')
    .default('')
    .describe(
      'Prometheus to measure with, where a resource names none; pods are asked themselves without',
    ),
  WORKERS: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(4)
    .describe('Resources that are worked on at a time'),
  HEALTH_HOST: z.string().default('0.0.0.0').describe('Address that the listener binds'),
  HEALTH_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(8080)
    .describe('Port of /livez, /readyz and /metrics; 0 picks a free one'),
  LEADER_ELECTION: z
    .enum(['true', 'false'])
    .default('true')
    .describe('Whether one of several replicas leads; false where there is only one'),
  LEASE_NAME: z
    .string()
    .default('movie-recommender-operator')
    .describe('Name of the Lease that replicas compete for'),
  POD_NAMESPACE: z.string().default('default').describe('Namespace of that Lease'),
  POD_NAME: z
    .string()
    .default('')
    .describe('Name of this replica, for the Lease and events; the host name without'),
  LEASE_DURATION_MS: milliseconds(2_000, 15_000).describe(
    'How long a leader that says nothing is waited for; a third less is left to it for renewing',
  ),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('Least severe log lines to write'),
  SHUTDOWN_TIMEOUT_MS: milliseconds(0, 10_000).describe(
    'After SIGTERM: how long what was begun may take before it is told to end',
  ),
});
export type OperatorEnvironment = z.infer<typeof operatorEnvironmentSchema>;
