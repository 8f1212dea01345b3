import type { z } from 'zod';
import type { ComponentName } from './components.js';

/** A JSON value, as examples are. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/** What comes under one content type. */
export interface Content {
  /** The component that it looks like; text or bytes if left out. */
  readonly schema?: ComponentName;
  readonly example?: Json;
}

/** One answer of an operation. */
export interface OperationAnswer {
  readonly description: string;
  readonly headers?: readonly HeaderName[];
  /** By content type; nothing for an answer without a body. */
  readonly content?: Readonly<Record<string, Content>>;
}

/** Headers that answers may carry, described once in `headers.ts`. */
export type HeaderName =
  | 'X-Request-Id'
  | 'ETag'
  | 'Cache-Control'
  | 'Retry-After'
  | 'WWW-Authenticate'
  | 'RateLimit-Limit'
  | 'RateLimit-Remaining'
  | 'RateLimit-Reset'
  | 'Content-Security-Policy';

/** A group of operations, as a reader of the document sees them. */
export type Tag =
  'recommendations' | 'movies' | 'feedback' | 'models' | 'inference' | 'health' | 'documentation';

/** Who may call: with a key of that scope where keys are asked for, or anybody. */
export type Access = 'recommend' | 'feedback' | 'anybody';

/** One row of the table that the document, and the tests of the routes, are made from. */
export interface Operation {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** With parameters in braces: `/v1/movies/{id}`. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tag: Tag;
  readonly access: Access;
  /** Whether load and rate limits spare it, as they do what keeps the service running. */
  readonly isHealth?: boolean;
  readonly pathParameters?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Its answer may be kept and asked for again with `If-None-Match`. */
  readonly isCacheable?: boolean;
  readonly body?: Required<Content>;
  /** Refusals that the operation itself makes, beside those that all have in common. */
  readonly problems?: Readonly<Partial<Record<ProblemStatus, string>>>;
  /** Whatever else it answers; wins over what is made of the fields above. */
  readonly answers: Readonly<Partial<Record<number, OperationAnswer>>>;
}

export type ProblemStatus = 400 | 404 | 503;
