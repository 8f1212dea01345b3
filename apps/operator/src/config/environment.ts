import { type OperatorEnvironment, operatorEnvironmentSchema } from '#contracts';

/** All settings that are wrong, in one message. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** Reads the settings; an empty variable counts as unset. The only reader of the environment. */
export function readEnvironment(variables: NodeJS.ProcessEnv): OperatorEnvironment {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const result = operatorEnvironmentSchema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return `  ${name}=${given[name] ?? ''}: ${issue.message}`;
  });
  throw new EnvironmentError(`These settings cannot be used:\n${lines.join('\n')}`);
}

const { shape } = operatorEnvironmentSchema;
/** Of the column of names. */
const WIDTH = Math.max(...Object.keys(shape).map((name) => name.length));

/** The help text: each setting with its meaning and default. */
export function describeEnvironment(): string {
  const rows = Object.entries(shape).map(([name, schema]) => {
    const fallback = String(schema.parse(undefined)) || 'none';
    const description = `  ${name.padEnd(WIDTH)} ${schema.description ?? ''}`;
    return `${description}\n${' '.repeat(WIDTH + 3)}default: ${fallback}`;
  });
  return [
    'movie-recommender operator: trains, judges and rolls out what RecommenderModels ask for.',
    '',
    'Usage: operator.js [--help]',
    '',
    'The cluster is that of KUBECONFIG, or the one that the pod runs in.',
    'Settings are environment variables:',
    ...rows,
    '',
    'Signals: SIGTERM and SIGINT end in order; a second one ends at once.',
  ].join('\n');
}
