import { readFileSync } from 'node:fs';
import { goldenQueriesSchema, type GoldenQuery } from '#contracts';

/** A file of golden queries that is not there, or is none. */
export class GoldenFileError extends Error {
  override readonly name = 'GoldenFileError';
}

/** @throws GoldenFileError naming the file and the first thing that is wrong with it */
export function readGolden(path: string): readonly GoldenQuery[] {
  const { data, error } = goldenQueriesSchema.safeParse(jsonOf(path));
  if (error === undefined) return data.queries;
  const [{ path: where, message }] = error.issues;
  throw new GoldenFileError(`${path}: ${[...where.map(String), message].join(' › ')}`);
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new GoldenFileError(`${path} cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
