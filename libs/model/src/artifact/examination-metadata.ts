import { evaluationSchema, referenceSchema } from '#contracts';
import type { z } from 'zod';
import { ModelFileError } from '../errors.js';
import type { Examination } from '../evaluation/examine.js';
import { jsonOf, type Metadata, stableJson } from './metadata.js';

export const encodeExamination = ({ evaluation, reference }: Examination): Metadata => ({
  evaluation: stableJson(evaluation),
  reference: stableJson(reference),
});

/**
 * What a file tells of its model: nothing that the file does not have, for it takes no part in any
 * answer.
 *
 * @throws ModelFileError when it is there and is not what it should be
 */
export const decodeExamination = (metadata: Metadata): Partial<Examination> => ({
  ...decode(metadata, 'evaluation', evaluationSchema),
  ...decode(metadata, 'reference', referenceSchema),
});

function decode<Name extends string, T>(
  metadata: Metadata,
  name: Name,
  schema: z.ZodType<T>,
): Partial<Record<Name, T>> {
  if (!Object.hasOwn(metadata, name)) return {};
  const { data, error } = schema.safeParse(jsonOf(metadata, name));
  if (error !== undefined) {
    const [{ path, message }] = error.issues;
    throw new ModelFileError(`${[name, ...path].join('.')}: ${message}`);
  }
  return { [name]: data } as Record<Name, T>;
}
