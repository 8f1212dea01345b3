import { commonAnswers, problemAnswer, refusalsOf } from './refusals.js';
import { componentHeaders, headerRefs } from './headers.js';
import { componentSchemas, refTo } from './components.js';
import { OPERATIONS, TAGS } from './operations/index.js';
import type {
  Content,
  HeaderName,
  Operation,
  OperationAnswer,
  ProblemStatus,
} from './operation.js';
import { parametersOf } from './parameters.js';

/** A document after the OpenAPI Specification 3.1, with the parts that callers look at. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly [part: string]: unknown;
}

export interface OpenApiOperation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, unknown>>;
  readonly [part: string]: unknown;
}

export interface DocumentOptions {
  /** The version of the program that answers. */
  readonly version: string;
  /** Whether keys are asked for; left out, the document says that it depends on the service. */
  readonly isKeyed?: boolean;
}

const DESCRIPTION = `Errors are \`application/problem+json\` (RFC 9457): \`code\` is a stable name for programs, \`errors\` names
every bad value and what was expected. A path that does not exist is 404 \`not_found\`; a method that a path does
not answer is 405 \`method_not_allowed\`, and \`Allow\` names those that it does. Every GET may also be HEAD.
The same model gives the same bytes for the same request, but for \`requestId\` and \`tookMs\`.`;

/** The whole interface of the public listener, made from the table of operations. */
export function openApiDocument({ version, isKeyed }: DocumentOptions): OpenApiDocument {
  return {
    openapi: '3.1.1',
    info: {
      title: 'movie-recommender',
      version,
      summary: 'Explainable content-based movie recommendations',
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The service that this document comes from' }],
    tags: TAGS,
    security: securityOf(isKeyed),
    paths: pathsOf(OPERATIONS),
    components: {
      schemas: componentSchemas(),
      headers: componentHeaders(),
      responses: mapValues(commonAnswers(), (answer) => toResponse(answer, true)),
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

const KEY =
  'An API key of this service: `mrk_…`. Asked for only where the service has a file of keys.';
const SECURITY_SCHEMES = {
  bearer: { type: 'http', scheme: 'bearer', description: KEY },
  apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: KEY },
};

/** One of these is enough; the empty one means that none is needed. */
function securityOf(isKeyed: boolean | undefined) {
  const keys = [{ bearer: [] }, { apiKey: [] }];
  return isKeyed === true ? keys : [{}, ...keys];
}

function pathsOf(operations: readonly Operation[]): OpenApiDocument['paths'] {
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  for (const operation of operations)
    (paths[operation.path] ??= {})[operation.method] = toOpenApi(operation);
  return paths;
}

function toOpenApi(operation: Operation): OpenApiOperation {
  const { operationId, summary, description, tag, access, body } = operation;
  const parameters = [
    ...parametersOf('path', operation.pathParameters),
    ...parametersOf('query', operation.query),
    ...(operation.isCacheable === true ? [IF_NONE_MATCH] : []),
  ];
  return {
    operationId,
    summary,
    ...(description === undefined ? {} : { description }),
    tags: [tag],
    ...(access === 'anybody' ? { security: [] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': toContent(body) } } }),
    responses: responsesOf(operation),
  };
}

const IF_NONE_MATCH = {
  name: 'If-None-Match',
  in: 'header',
  description: 'The entity tag of an answer that is there already',
  required: false,
  schema: { type: 'string' },
  example: '"9rUTpqQxFUUGw9EdzzZ1CEGPdsW"',
};

const NOT_MODIFIED: OperationAnswer = {
  description: 'The answer with that entity tag is still right',
  headers: ['ETag', 'Cache-Control'],
};

const PROBLEM_EXAMPLES: Readonly<Record<ProblemStatus, { code: string; title: string }>> = {
  400: { code: 'invalid_request', title: 'Bad Request' },
  404: { code: 'unknown_film', title: 'Not Found' },
  503: { code: 'not_ready', title: 'Service Unavailable' },
};

/** By status: what all operations may refuse, over it what this one does, over both what it says itself. */
function responsesOf(operation: Operation): Readonly<Record<string, unknown>> {
  const { problems = {}, answers, isCacheable = false } = operation;
  const isLimited = operation.isHealth !== true;
  return {
    ...mapValues(refusalsOf(operation), (name) => ({ $ref: `#/components/responses/${name}` })),
    ...mapValues(ownProblems(problems), (answer) => toResponse(answer, isLimited)),
    ...(isCacheable ? { 304: toResponse(NOT_MODIFIED, isLimited) } : {}),
    ...mapValues(answers as Record<string, OperationAnswer>, (answer) =>
      toResponse(answer, isLimited),
    ),
  };
}

const ownProblems = (problems: NonNullable<Operation['problems']>) =>
  Object.fromEntries(
    Object.entries(problems).map(([key, detail]): [string, OperationAnswer] => {
      const status = Number(key) as ProblemStatus;
      return [key, problemAnswer(detail, { ...PROBLEM_EXAMPLES[status], status, detail })];
    }),
  );

const LIMITS: readonly HeaderName[] = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'];

function toResponse({ description, headers = [], content }: OperationAnswer, isLimited: boolean) {
  const names = new Set<HeaderName>(['X-Request-Id', ...headers, ...(isLimited ? LIMITS : [])]);
  return {
    description,
    headers: headerRefs([...names]),
    ...(content === undefined ? {} : { content: mapValues(content, toContent) }),
  };
}

const toContent = ({ schema, example }: Content) => ({
  ...(schema === undefined ? {} : { schema: { $ref: refTo(schema) } }),
  ...(example === undefined ? {} : { example }),
});

const mapValues = <T, U>(
  record: Readonly<Record<string, T>>,
  map: (value: T) => U,
): Readonly<Record<string, U>> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
