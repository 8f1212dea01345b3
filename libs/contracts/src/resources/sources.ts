import { z } from 'zod';
import { dataKey, httpUrl, objectName, sha256, text, volumePath } from './fields.js';
import { exactlyOne, ruled } from './rules.js';

const configMap = z
  .object({
    name: objectName().describe('Name of the ConfigMap, in the namespace of the resource'),
    key: dataKey().describe('Its key, with an ending that tells the format: films.csv'),
  })
  .describe('A key of a ConfigMap, for catalogues up to 1 MiB');

const persistentVolumeClaim = z
  .object({
    claimName: objectName().describe('Name of the claim, in the namespace of the resource'),
    path: volumePath().describe('Path of the file or folder inside the volume'),
  })
  .describe('A file, or a folder of parts, in a volume; it is mounted read-only');

const http = z
  .object({ url: httpUrl().describe('Address without credentials') })
  .describe('A file that a server gives by GET');

/** Where a bucket is and how it is entered; for sources and stores alike. */
export const BUCKET = {
  bucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
    .max(63)
    .describe('Name of the bucket'),
  endpoint: httpUrl().optional().describe('Address of the server, where it is not AWS'),
  region: text(64).default('us-east-1').describe('Region of the bucket'),
  forcePathStyle: z
    .boolean()
    .default(false)
    .describe(
      'Address the bucket by path and not by host name, as most servers other than AWS ask for',
    ),
  secretName: objectName()
    .optional()
    .describe(
      'Secret with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; without it the pod needs an identity of its own',
    ),
};

const s3 = z
  .object({ ...BUCKET, key: text(1024).describe('Key of the object') })
  .describe('An object of an S3 bucket');

/** Where data is read from. */
export const sourceSchema = ruled(
  z.object({
    configMap: configMap.optional(),
    persistentVolumeClaim: persistentVolumeClaim.optional(),
    http: http.optional(),
    s3: s3.optional(),
  }),
  exactlyOne('configMap', 'persistentVolumeClaim', 'http', 's3'),
);
export type Source = z.infer<typeof sourceSchema>;

const digest = sha256().optional();

/** The films to train from. */
export const catalogueSchema = ruled(
  z.object({
    source: sourceSchema.describe('Where the films are read from: exactly one of these'),
    mapping: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
      .max(63)
      .optional()
      .describe('Which columns are which facts: a name of docs/mappings.md; found out without'),
    mappingConfigMap: configMap
      .optional()
      .describe('A mapping file of your own (docs/mappings.md), in place of a name'),
    encoding: text(32)
      .optional()
      .describe('Encoding of the texts, such as utf-8 or windows-1252; found out without'),
    maxRefused: z
      .string()
      .regex(/^([0-9]{1,9}|[0-9]{1,3}(\.[0-9]{1,6})?%)$/)
      .max(12)
      .optional()
      .describe(
        'Rows that may be refused, a number or a share such as "0.5%": beyond that the training fails',
      ),
    digest: digest.describe(
      'sha256 that the file must have: another file is refused, and a changed digest is a changed catalogue',
    ),
  }),
  {
    rule: '!(has(self.mapping) && has(self.mappingConfigMap))',
    message: 'expected mapping or mappingConfigMap, not both',
  },
);
export type CatalogueSpec = z.infer<typeof catalogueSchema>;

export const ratingsSchema = z.object({
  source: sourceSchema.describe('Where the ratings are read from: exactly one of these'),
  digest: digest.describe('sha256 that the file must have'),
});
export type RatingsSpec = z.infer<typeof ratingsSchema>;
