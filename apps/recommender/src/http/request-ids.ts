import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** A request id from outside is taken over if it cannot do harm in a log. */
const SAFE_REQUEST_ID = /^[\w.:-]{1,128}$/u;

/** Ids of requests: the caller's own, or one unlike those of other processes, counted up. */
export class RequestIds {
  private readonly prefix = `${randomUUID().slice(0, 13)}-`;
  private count = 0;

  of({ headers }: { headers: IncomingMessage['headers'] }): string {
    const given = headers['x-request-id'];
    return typeof given === 'string' && SAFE_REQUEST_ID.test(given) ? given : this.next();
  }

  private next(): string {
    return this.prefix + (++this.count).toString(36);
  }
}
