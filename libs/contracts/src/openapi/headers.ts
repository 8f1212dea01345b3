import type { HeaderName } from './operation.js';

interface Header {
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>>;
  /** Whether every answer that names it carries it. */
  readonly isAlwaysThere: boolean;
}

const seconds = { type: 'integer', minimum: 0 };

const HEADERS: Readonly<Record<HeaderName, Header>> = {
  'X-Request-Id': {
    description: 'The id of the request: the one that it brought, if that is harmless',
    schema: { type: 'string', examples: ['7f3c-1'] },
    isAlwaysThere: true,
  },
  ETag: {
    description: 'A digest of the answer',
    schema: { type: 'string', examples: ['"9rUTpqQxFUUGw9EdzzZ1CEGPdsW"'] },
    isAlwaysThere: true,
  },
  'Cache-Control': {
    description: 'For how long the answer may be used without asking again',
    schema: { type: 'string', examples: ['max-age=60'] },
    isAlwaysThere: true,
  },
  'Retry-After': {
    description: 'Seconds after which to try again',
    schema: { ...seconds, examples: [1] },
    isAlwaysThere: true,
  },
  'WWW-Authenticate': {
    description: 'What is asked for, and what is wrong with what was brought (RFC 6750)',
    schema: { type: 'string', examples: ['Bearer realm="movie-recommender"'] },
    isAlwaysThere: true,
  },
  'RateLimit-Limit': {
    description: 'Requests that may be made in a minute, where that is limited',
    schema: { ...seconds, examples: [600] },
    isAlwaysThere: false,
  },
  'RateLimit-Remaining': {
    description: 'Requests that are left of them',
    schema: { ...seconds, examples: [599] },
    isAlwaysThere: false,
  },
  'RateLimit-Reset': {
    description: 'Seconds until the next minute begins',
    schema: { ...seconds, examples: [60] },
    isAlwaysThere: false,
  },
  'Content-Security-Policy': {
    description: 'The page loads nothing from elsewhere',
    schema: { type: 'string' },
    isAlwaysThere: true,
  },
};

/** The headers of a document's components. */
export const componentHeaders = () =>
  Object.fromEntries(
    Object.entries(HEADERS).map(([name, { description, schema, isAlwaysThere }]) => [
      name,
      { description, required: isAlwaysThere, schema },
    ]),
  );

/** The headers of one answer, as references to them. */
export const headerRefs = (names: readonly HeaderName[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
