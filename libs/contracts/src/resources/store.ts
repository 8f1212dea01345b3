import { z } from 'zod';
import { objectName, volumePath } from './fields.js';
import { exactlyOne, ruled } from './rules.js';
import { BUCKET } from './sources.js';

const persistentVolumeClaim = z
  .object({
    claimName: objectName().describe('Name of the claim, in the namespace of the resource'),
    path: volumePath()
      .optional()
      .describe('Folder of the store inside the volume; its root without'),
  })
  .describe('A folder in a volume that training and serving pods mount');

const s3 = z
  .object({
    ...BUCKET,
    prefix: z
      .string()
      .regex(/^[A-Za-z0-9_][A-Za-z0-9._/-]*$/)
      .max(512)
      .optional()
      .describe('What the keys of the store begin with'),
  })
  .describe('A bucket of an S3 server that knows conditional writes');

/** Where versions of models are kept. */
export const storeSchema = ruled(
  z.object({ persistentVolumeClaim: persistentVolumeClaim.optional(), s3: s3.optional() }),
  exactlyOne('persistentVolumeClaim', 's3'),
);
export type StoreSpec = z.infer<typeof storeSchema>;
