import { z } from 'zod';
import { TABLE_COLUMNS } from '../own-table.js';
import { faultOfPattern } from './pattern.js';

const column = z.string('expected the name of a column').min(1, 'expected the name of a column');
const columns = z
  .array(column, 'expected a list of columns')
  .min(1, 'expected at least one column');
const scalar = z.union(
  [z.string(), z.number(), z.boolean()],
  'expected a text, a number, true or false',
);
const isTrue = z.literal(true, 'expected true; leave it out if it is not wanted');
const wanted = z.record(z.string(), scalar, 'expected values by name, as in { job: Director }');
const pattern = z.string('expected a regular expression').check(({ value, issues }) => {
  const fault = faultOfPattern(value);
  if (fault !== undefined) issues.push({ code: 'custom', message: fault, input: value });
});

/** Where the value of a rule comes from. */
const SOURCES = ['column', 'first', 'all', 'constant'] as const;

/** The steps that follow are written, and done, in this order. */
export const ruleSchema = z
  .strictObject(
    {
      column: column.optional(),
      first: columns.optional(),
      all: columns.optional(),
      constant: z
        .union([scalar, z.array(scalar)], 'expected a value or a list of values')
        .optional(),
      json: isTrue.optional(),
      split: z.string().min(1, 'expected what stands between the entries').optional(),
      where: wanted.optional(),
      each: column.optional(),
      pattern: pattern.optional(),
      lowercase: isTrue.optional(),
      map: z
        .record(z.string(), scalar.nullable(), 'expected values by what they replace')
        .optional(),
      as: z.enum(['text', 'number', 'integer'], 'expected text, number or integer').optional(),
    },
    'expected the name of a column, or a rule such as { column: genres, split: "|" }',
  )
  .refine((rule) => SOURCES.filter((source) => rule[source] !== undefined).length === 1, {
    message: `expected exactly one of ${SOURCES.join(', ')}`,
  });

/** How one fact of a film comes from a row. */
export type Rule = z.infer<typeof ruleSchema>;

/** A column's name alone is short for `{ column: … }`. */
const rule = z.preprocess(
  (value) => (typeof value === 'string' ? { column: value } : value),
  ruleSchema,
);

const rulesFor = (facts: readonly string[]) =>
  Object.fromEntries(facts.map((fact) => [fact, rule.optional()]));

/** Which film it is, the key of a side table says. */
const FACTS_BESIDE = TABLE_COLUMNS.filter((fact) => fact !== 'id');

export const sideTableSchema = z.strictObject({
  key: column,
  where: wanted.optional(),
  facts: z.strictObject(rulesFor(FACTS_BESIDE), 'expected rules by the facts that they are for'),
});
export type SideTableSpec = z.infer<typeof sideTableSchema>;

const fileName = z.string().regex(/^[^/\\]+$/u, 'expected the name of a file beside the films');

/** What a mapping file says. */
export const mappingFileSchema = z.strictObject(
  {
    name: z.string().min(1).optional(),
    films: z.strictObject(
      { ...rulesFor(TABLE_COLUMNS), id: rule, title: rule },
      'expected rules by facts',
    ),
    with: z.record(fileName, sideTableSchema, 'expected side tables by file name').optional(),
  },
  'expected "films:" with rules by the facts that they are for',
);
export type MappingFile = z.infer<typeof mappingFileSchema>;
