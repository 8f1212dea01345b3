import { plainInteger } from '#contracts';
import { ModelFileError } from '../errors.js';

/** What stands in a container beside its tensors: texts by name, many of them JSON or numbers. */
export type Metadata = Readonly<Record<string, string>>;

/** @throws ModelFileError unless it is the plain form of a count */
export function countOf(metadata: Metadata, name: string): number {
  const count = plainInteger(metadata[name]);
  if (count === undefined || count < 0)
    throw new ModelFileError(`${name}: "${metadata[name]}" is stated, expected a count`);
  return count;
}

/** @throws ModelFileError unless it is a JSON list of texts */
export function listOf(metadata: Metadata, name: string): readonly string[] {
  const list = jsonOf(metadata, name);
  if (!Array.isArray(list) || list.some((entry) => typeof entry !== 'string'))
    throw new ModelFileError(`${name}: ${metadata[name]} is stated, expected a list of names`);
  return list as string[];
}

/** @throws ModelFileError unless it is JSON */
export function jsonOf(metadata: Metadata, name: string): unknown {
  try {
    return JSON.parse(metadata[name]);
  } catch (error) {
    throw new ModelFileError(`${name}: ${(error as Error).message}`, { cause: error });
  }
}

/** JSON whose keys are sorted, so that equal values are equal texts. */
export const stableJson = (value: unknown): string => JSON.stringify(sorted(value));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}
