import { z } from 'zod';

/**
 * A schema that stands in for what is not said. The default is written out with all that it implies:
 * the API server checks the rules of a default before it fills in the defaults inside.
 */
export const filledIn = <S extends z.ZodType>(schema: S, value: z.input<S>) =>
  z.prefault(schema, schema.parse(value) as z.input<S>);
