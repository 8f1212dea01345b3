import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Gate } from '../http/node-server.js';
import { ProblemException } from '../http/problem-exception.js';
import { problemBody } from '../http/problem-filter.js';
import type { Routes } from '../http/routes.js';
import type { ServerOptions } from '../http/server.js';
import type { HttpMetrics } from '../metrics/http-metrics.js';
import type { LoadShedder, ShedReason } from './load-shedder.js';
import { isHealthRoute } from './needed-scope.js';

const RETRY_AFTER = { 'retry-after': '1' };

const OVERLOADED = new ProblemException(
  503,
  'overloaded',
  'more is asked than can be answered in time; try again a little later',
  { headers: RETRY_AFTER },
);

/** The answer, written once but for the request id. */
const PLACE_OF_ID = 'the request id';
const TEXT = JSON.stringify(problemBody(OVERLOADED, PLACE_OF_ID));
const [TEXT_BEFORE_ID, TEXT_AFTER_ID] = TEXT.split(PLACE_OF_ID);
const LENGTH_WITHOUT_ID = Buffer.byteLength(TEXT) - PLACE_OF_ID.length;

/** What is told of requests that are turned away. */
export interface SheddingWatchers {
  readonly http: HttpMetrics;
  /** Told of every one. */
  shed(reason: ShedReason): void;
  /** Told of those that no route gets to see, with the route that they would have had. */
  failed(route: string | undefined, status: number): void;
}

/**
 * Turns requests away while there are too many: before Fastify and the hot route have spent
 * anything on them, and once more when their bodies have come.
 */
export class Shedding implements Gate {
  /** The last one of which the head has come. */
  private latest: IncomingMessage | undefined;

  constructor(
    private readonly base: Pick<ServerOptions, 'ids' | 'draining' | 'logger'>,
    private readonly shedder: LoadShedder,
    private readonly routes: Routes,
    private readonly watchers: SheddingWatchers,
  ) {}

  turnsAway(request: IncomingMessage, response: ServerResponse): boolean {
    this.latest = request;
    const reason = this.shedder.reasonNow();
    if (reason === undefined) return false;
    const path = request.url?.split('?', 1)[0] ?? '/';
    if (isHealthRoute(path)) return false;
    this.watchers.shed(reason);
    this.answer(request, response, path);
    return true;
  }

  lateness(request: IncomingMessage): ProblemException | undefined {
    // Mostly a body comes with its head: then nothing lies between the two that it waited for.
    if (request === this.latest || !this.shedder.isLate()) return undefined;
    this.watchers.shed('event_loop');
    return OVERLOADED;
  }

  /** No line in the log: a flood must not become one there as well. */
  private answer(request: IncomingMessage, response: ServerResponse, path: string): void {
    const started = performance.now();
    const { method = '' } = request;
    const { ids, draining } = this.base;
    const route = this.routes.routeOf(method, path);
    const watcher = this.watchers.http.ofRoute(method, route);
    const id = ids.of(request);
    watcher.begun();
    response
      .writeHead(OVERLOADED.status, {
        'content-type': 'application/problem+json; charset=utf-8',
        'content-length': LENGTH_WITHOUT_ID + id.length,
        'x-request-id': id,
        ...RETRY_AFTER,
        ...(draining.isDraining ? { connection: 'close' } : {}),
      })
      .end(TEXT_BEFORE_ID + id + TEXT_AFTER_ID);
    watcher.ended(OVERLOADED.status, (performance.now() - started) / 1_000);
    this.watchers.failed(route, OVERLOADED.status);
  }
}
