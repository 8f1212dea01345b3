import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isIP } from 'node:net';
import { ProblemException } from '../http/problem-exception.js';
import { isHealthRoute } from './needed-scope.js';

const MINUTE_MS = 60_000;
/** Clients that are remembered; who has not asked for longest is forgotten first. */
const MAX_CLIENTS = 10_000;

/**
 * Limits how often each client may ask in a minute, over all routes but health. A client is a key,
 * or an address where keys are not asked for; the /64 of an IPv6 address is one client, because it
 * is what a single customer is given.
 *
 * @param perMinute for whoever has no limit of their own; 0 for no limit
 */
export async function limitRates(
  server: FastifyInstance,
  perMinute: number,
  onExceeded: () => void,
): Promise<void> {
  const limitOf = ({ apiKey }: FastifyRequest): number => apiKey?.ratePerMinute ?? perMinute;
  await server.register(rateLimit, {
    timeWindow: MINUTE_MS,
    cache: MAX_CLIENTS,
    enableDraftSpec: true,
    max: limitOf,
    keyGenerator: clientOf,
    allowList: (request) => isHealthRoute(request.routeOptions.url) || limitOf(request) === 0,
    onExceeded,
    errorResponseBuilder: (_request, { max, ttl }) => {
      const seconds = Math.ceil(ttl / 1_000);
      const detail = `${max} requests a minute are allowed; the next one in ${seconds} s`;
      return new ProblemException(429, 'rate_limited', detail);
    },
  });
}

/** What is counted as one client. */
export function clientOf({ apiKey, ip }: Pick<FastifyRequest, 'apiKey' | 'ip'>): string {
  if (apiKey !== undefined) return `key ${apiKey.id}`;
  // A closed connection has no address any more, and a proxy may pass on what is none.
  return isIP(ip) === 0 ? 'no address' : `address ${rateLimit.normalizeIP(ip)}`;
}
