import { type Environment, environmentSchema } from '#contracts';

/** All settings that are wrong, in one message. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** Reads the settings; an empty variable counts as unset. The only reader of the environment. */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const result = environmentSchema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return `  ${name}=${given[name] ?? ''}: ${issue.message}`;
  });
  throw new EnvironmentError(`These settings cannot be used:\n${lines.join('\n')}`);
}

/** Of the column of names. */
const WIDTH = Math.max(...Object.keys(environmentSchema.shape).map((name) => name.length));

/** The help text: each setting with its meaning and default. */
export function describeEnvironment(): string {
  const rows = Object.entries(environmentSchema.shape).map(([name, schema]) => {
    const fallback = String(schema.parse(undefined)) || 'none';
    const description = `  ${name.padEnd(WIDTH)} ${schema.description ?? ''}`;
    return `${description}\n${' '.repeat(WIDTH + 3)}default: ${fallback}`;
  });
  return [
    'movie-recommender: serves recommendations from a fitted model.',
    '',
    'Usage: npm run serve [-- --help]',
    '       npm run key -- create --id <id> --scope <scope...>',
    '',
    'Settings are environment variables:',
    ...rows,
    '',
    'Signals: SIGTERM and SIGINT drain and end; a second one ends at once.',
  ].join('\n');
}
