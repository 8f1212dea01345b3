import { z } from 'zod';
import { filmIdSchema } from './film.js';

/** More entries of one kind than this are no longer kept by hand in a file. */
const MAX_TITLES = 100_000;
const MAX_RULES = 1_000;
/** No list that can be asked for is longer. */
const MAX_PLACE = 100;
const MAX_SCOPE = 100;

const moment = z.iso.datetime({
  offset: true,
  error: 'expected a moment such as 2027-01-31T12:00:00Z',
});
const region = z
  .string()
  .regex(/^[A-Z]{2}$/u, 'expected a two-letter ISO 3166-1 code in capitals, such as DE');
const regions = z.array(region).min(1).max(300);
const label = z.string().trim().min(1).max(200);

/** Which ratings may be shown. A rating that is not named is withheld: it may be any. */
const maturitySchema = z.strictObject({
  allowed: z.array(label).min(1).max(200),
  unrated: z.enum(['withheld', 'shown']).default('withheld'),
});

/** A title may be shown from one moment to another, in some regions; outside it may not. */
const availabilitySchema = z
  .strictObject({
    id: filmIdSchema,
    from: moment.optional(),
    until: moment.optional(),
    regions: regions.optional(),
  })
  .refine(({ from, until }) => isBefore(from, until), {
    path: ['until'],
    message: 'expected a moment after "from"',
  });

function isBefore(from: string | undefined, until: string | undefined): boolean {
  return from === undefined || until === undefined || Date.parse(from) < Date.parse(until);
}

/** Whoever makes an editorial rule answers for it, and it ends by itself. */
const editorial = {
  id: filmIdSchema,
  owner: label,
  reason: z.string().max(500).optional(),
  expires: moment,
};
const pinSchema = z.strictObject({
  ...editorial,
  place: z.int().min(1).max(MAX_PLACE),
  seeds: z.array(filmIdSchema).min(1).max(MAX_SCOPE).optional(),
  genres: z.array(label).min(1).max(MAX_SCOPE).optional(),
});
const rules = <T extends z.ZodType>(schema: T) => z.array(schema).max(MAX_RULES).default([]);

/** The file that says what the operator of a service shows, whoever asks. */
export const policyFileSchema = z
  .strictObject({
    maturity: maturitySchema.optional(),
    regions: regions.optional(),
    availability: z.array(availabilitySchema).max(MAX_TITLES).default([]),
    hidden: z.array(filmIdSchema).max(MAX_TITLES).default([]),
    pins: rules(pinSchema),
    buries: rules(z.strictObject(editorial)),
    bans: rules(z.strictObject(editorial)),
  })
  .superRefine((policy, context) => {
    if (policy.regions !== undefined) return;
    policy.availability.forEach((entry, i) => {
      if (entry.regions !== undefined)
        context.addIssue({
          code: 'custom',
          path: ['availability', i, 'regions'],
          message: 'expected "regions" beside "availability" to say where this service is',
        });
    });
  });
export type PolicyFile = z.infer<typeof policyFileSchema>;
export type Availability = PolicyFile['availability'][number];
export type PinRule = PolicyFile['pins'][number];
export type EditorialRule = PolicyFile['bans'][number];
