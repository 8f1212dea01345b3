import { createHash } from 'node:crypto';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { LiveTitles } from '../live/live-titles.js';
import { Policies } from '../policy/policies.js';

/** How long an answer may be used without asking again: a new model is seen after that at the latest. */
const KEEP = 'max-age=60';
/**
 * An answer may be kept but not used without asking again: where films can be withheld or changed
 * from one moment to the next; and while a candidate is tried, as a cache would else give one variant's answer to
 * everybody, and the split would not be what it is said to be.
 */
const ASK_AGAIN = 'no-cache';
/** Letters of the digest that tell answers apart. */
const DIGEST_LETTERS = 27;
const ENTITY_TAG = /(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")/gu;

/**
 * Lets clients and caches keep an answer that depends on the URL, the model and policies alone: a strong
 * entity tag, and 304 for those who have the answer already (RFC 9110, 13.1.2). The tag is a digest
 * of the answer, in which the model's version stands: it changes if and only if a byte does.
 */
@Injectable()
export class ConditionalGet implements NestInterceptor {
  constructor(
    private readonly policies: Policies,
    private readonly titles: LiveTitles,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<string | undefined> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(
      map((body: unknown) => {
        const text = JSON.stringify(body);
        const tag = entityTagOf(text);
        reply.headers({ etag: tag, 'cache-control': this.mayChange(request) ? ASK_AGAIN : KEEP });
        if (isKnown(request.headers['if-none-match'], tag)) {
          reply.code(304);
          return undefined;
        }
        reply.header('content-type', 'application/json; charset=utf-8');
        return text;
      }),
    );
  }

  private mayChange({ chosen }: FastifyRequest): boolean {
    return this.policies.areStated || this.titles.isUsed || chosen?.isTrial === true;
  }
}

const entityTagOf = (text: string): string =>
  `"${createHash('sha256').update(text).digest('base64url').slice(0, DIGEST_LETTERS)}"`;

/** Whether one of the tags in `If-None-Match` is this one; weak ones count too. */
function isKnown(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return [...header.matchAll(ENTITY_TAG)].some(([, known]) => known === tag);
}
