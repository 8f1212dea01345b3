import { z } from 'zod';

/** What a key may be used for; `*` is everything. */
export const SCOPES = ['recommend', 'feedback', 'admin', '*'] as const;
export type Scope = (typeof SCOPES)[number];

const KEY_ID = '[a-z0-9][a-z0-9-]{0,62}';

export const keyIdSchema = z
  .string()
  .regex(
    new RegExp(`^${KEY_ID}$`, 'u'),
    'expected 1 to 63 lower-case letters, digits and hyphens, the first no hyphen',
  );

/** A key as its holder has it: a prefix that secret scanners find, the key's id, 256 random bits. */
export const API_KEY = new RegExp(`^mrk_(?<id>${KEY_ID})_(?<secret>[0-9a-f]{64})$`, 'u');

/** A key or the beginning of one inside any text, also where its underscores are percent-encoded. */
export const API_KEYS_IN_TEXT = new RegExp(
  `(?<head>mrk(?:_|%5f)${KEY_ID}(?:_|%5f))[0-9a-f]+`,
  'giu',
);

const moment = z.iso
  .datetime({ offset: true, error: 'expected a moment such as 2027-01-31T12:00:00Z' })
  .optional();

/** One key as it is kept: its digest, never the key itself. */
export const apiKeySchema = z
  .strictObject({
    id: keyIdSchema,
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/u, 'expected the SHA-256 of the whole key: 64 hexadecimal digits'),
    scopes: z
      .array(z.enum(SCOPES, `expected one of ${SCOPES.join(', ')}`))
      .min(1)
      .max(SCOPES.length),
    ratePerMinute: z.int().min(1).max(1_000_000).optional(),
    notBefore: moment,
    notAfter: moment,
    owner: z.string().max(200).optional(),
  })
  .refine(({ notBefore, notAfter }) => endsAfterItBegins(notBefore, notAfter), {
    path: ['notAfter'],
    message: 'expected a moment after "notBefore"',
  });
export type ApiKey = z.infer<typeof apiKeySchema>;

function endsAfterItBegins(from: string | undefined, until: string | undefined): boolean {
  return from === undefined || until === undefined || Date.parse(from) < Date.parse(until);
}

/** The file of all keys that are accepted. */
export const apiKeysFileSchema = z
  .strictObject({ keys: z.array(apiKeySchema).max(10_000) })
  .superRefine(({ keys }, context) => {
    const seen = new Set<string>();
    keys.forEach(({ id }, i) => {
      if (seen.has(id))
        context.addIssue({
          code: 'custom',
          path: ['keys', i, 'id'],
          message: 'expected an id that no other key has',
        });
      seen.add(id);
    });
  });
