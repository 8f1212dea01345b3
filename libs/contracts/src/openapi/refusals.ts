import type { HeaderName, Operation, OperationAnswer } from './operation.js';

/** A problem that any operation may answer with. */
interface Refusal {
  readonly status: number;
  /** Its name among the document's components. */
  readonly name: string;
  readonly description: string;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly headers?: readonly HeaderName[];
  readonly appliesTo: (operation: Operation) => boolean;
}

const always = (): boolean => true;
const isKeyed = ({ access }: Operation): boolean => access !== 'anybody';
const isSpared = ({ isHealth = false }: Operation): boolean => isHealth;
const hasBody = ({ body }: Operation): boolean => body !== undefined;

/** What is refused before an operation is asked, in the order of the statuses. */
const REFUSALS: readonly Refusal[] = [
  {
    status: 400,
    name: 'BadRequest',
    description: 'No valid HTTP, or a path that cannot be decoded',
    code: 'invalid_http',
    title: 'Bad Request',
    detail: 'the request is not valid HTTP',
    appliesTo: always,
  },
  {
    status: 401,
    name: 'Unauthorized',
    description: 'No key, or none that is accepted (`missing_key`, `invalid_key`)',
    code: 'missing_key',
    title: 'Unauthorized',
    detail: 'expected a header "Authorization: Bearer mrk_…" or "X-API-Key: mrk_…"',
    headers: ['WWW-Authenticate'],
    appliesTo: isKeyed,
  },
  {
    status: 403,
    name: 'Forbidden',
    description: 'A key that may be used for something else (`insufficient_scope`)',
    code: 'insufficient_scope',
    title: 'Forbidden',
    detail: 'the key tv may be used for feedback; this needs recommend',
    headers: ['WWW-Authenticate'],
    appliesTo: isKeyed,
  },
  {
    status: 408,
    name: 'RequestTimeout',
    description: 'The request did not arrive in time',
    code: 'invalid_http',
    title: 'Request Timeout',
    detail: 'the request is not valid HTTP',
    appliesTo: always,
  },
  {
    status: 413,
    name: 'ContentTooLarge',
    description: 'The body is larger than `BODY_LIMIT_BYTES`, or in chunks with endless extensions',
    code: 'body_too_large',
    title: 'Payload Too Large',
    detail: 'the body is larger than this service reads',
    appliesTo: hasBody,
  },
  {
    status: 415,
    name: 'UnsupportedMediaType',
    description: 'The body is not `application/json`, or it is compressed',
    code: 'unsupported_media_type',
    title: 'Unsupported Media Type',
    detail: 'expected Content-Type: application/json',
    appliesTo: always,
  },
  {
    status: 417,
    name: 'ExpectationFailed',
    description: 'An `Expect` other than `100-continue`',
    code: 'invalid_http',
    title: 'Expectation Failed',
    detail: 'only "Expect: 100-continue" can be met',
    appliesTo: always,
  },
  {
    status: 429,
    name: 'TooManyRequests',
    description: 'Asked too often (`rate_limited`)',
    code: 'rate_limited',
    title: 'Too Many Requests',
    detail: '600 requests a minute are allowed; the next one in 42 s',
    headers: ['Retry-After', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'],
    appliesTo: (operation) => !isSpared(operation),
  },
  {
    status: 431,
    name: 'RequestHeaderFieldsTooLarge',
    description: 'The head is larger than 16 KiB',
    code: 'invalid_http',
    title: 'Request Header Fields Too Large',
    detail: 'the request is not valid HTTP',
    appliesTo: always,
  },
  {
    status: 500,
    name: 'InternalServerError',
    description: 'A fault of the service; its log says which',
    code: 'internal',
    title: 'Internal Server Error',
    detail: 'the service failed; its log says why',
    appliesTo: always,
  },
  {
    status: 503,
    name: 'ServiceUnavailable',
    description: 'More is asked than can be answered in time (`overloaded`)',
    code: 'overloaded',
    title: 'Service Unavailable',
    detail: 'more is asked than can be answered in time; try again a little later',
    headers: ['Retry-After'],
    appliesTo: (operation) => !isSpared(operation),
  },
];

/** The answers of a document's components, by name. */
export const commonAnswers = (): Readonly<Record<string, OperationAnswer>> =>
  Object.fromEntries(REFUSALS.map((refusal) => [refusal.name, toAnswer(refusal)]));

/** The names of those that may come from an operation, by status. */
export const refusalsOf = (operation: Operation): Readonly<Record<number, string>> =>
  Object.fromEntries(
    REFUSALS.filter(({ appliesTo }) => appliesTo(operation)).map(({ status, name }) => [
      status,
      name,
    ]),
  );

/** An answer with a problem. */
export function problemAnswer(
  description: string,
  example: Pick<Refusal, 'status' | 'code' | 'title' | 'detail'>,
  headers: readonly HeaderName[] = [],
): OperationAnswer {
  const { status, code, title, detail } = example;
  const type = `https://movierec.dev/problems/${code}`;
  const problem = { type, title, status, code, detail, requestId: '7f3c-1' };
  return {
    description,
    headers,
    content: { 'application/problem+json': { schema: 'Problem', example: problem } },
  };
}

const toAnswer = ({ description, headers, ...example }: Refusal): OperationAnswer =>
  problemAnswer(description, example, headers);
