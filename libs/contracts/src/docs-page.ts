import { z } from 'zod';

/** What the page at `/docs` is made of. */
export const DOCS_FILES = [
  'swagger-ui.css',
  'swagger-ui-bundle.js',
  'initializer.js',
  'favicon.png',
] as const;
export type DocsFile = (typeof DOCS_FILES)[number];

/** Path of `/docs/{file}`. */
export const docsFileParametersSchema = z.strictObject({
  file: z.enum(DOCS_FILES).meta({ description: 'Its name', examples: ['swagger-ui.css'] }),
});
