import type { FastifyInstance } from 'fastify';
import type { Environment } from '#contracts';
import type { Front } from '../http/node-server.js';
import type { Routes } from '../http/routes.js';
import type { ServerOptions } from '../http/server.js';
import type { HttpMetrics } from '../metrics/http-metrics.js';
import type { AccessMetrics } from './access-metrics.js';
import { LoadShedder, type ShedReason } from './load-shedder.js';
import { ShedLog } from './shed-log.js';
import { Shedding } from './shedding.js';
import { TurnBudget } from './turn-budget.js';

/** Where shedding is put, and who is told of it. */
export interface SheddingParts {
  readonly server: FastifyInstance;
  readonly front: Front;
  readonly routes: Routes;
  readonly base: Pick<ServerOptions, 'ids' | 'draining' | 'logger'>;
  readonly http: HttpMetrics;
  readonly access: AccessMetrics;
  /** Told of requests that no route gets to see, with the route that they would have had. */
  readonly failed: (route: string | undefined, status: number) => void;
}

/** Sees to it that a listener takes on no more than it can answer in time. */
export function shedLoad(limits: Environment, parts: SheddingParts): void {
  const { MAX_CONCURRENT_REQUESTS, MAX_QUEUE_DELAY_MS, MAX_CONNECTIONS } = limits;
  const { server, front, routes, base, http, access, failed } = parts;
  const log = new ShedLog(base.logger);
  const shed = (reason: ShedReason): void => {
    access.shed(reason);
    log.count(reason);
  };
  const budget = MAX_QUEUE_DELAY_MS === 0 ? undefined : new TurnBudget(MAX_QUEUE_DELAY_MS);
  const shedder = new LoadShedder(MAX_CONCURRENT_REQUESTS, () => http.inFlight, budget);
  front.gate = new Shedding(base, shedder, routes, { http, shed, failed });
  server.server.maxConnections = MAX_CONNECTIONS;
  server.server.on('drop', () => shed('connections'));
}
