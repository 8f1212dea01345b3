import type { Scope } from '#contracts';

/** What a key needs for a route; `nothing`: no key at all; `any key`: whatever it may be used for. */
export type Need = Exclude<Scope, '*'> | 'nothing' | 'any key';

/** Tells what is needed for a route by its template; undefined: for what is no route. */
export type NeedOf = (route: string | undefined) => Need;

/** Asked by what keeps the service running: neither keys nor limits nor load stand before them. */
const HEALTH_ROUTES = new Set([
  '/livez',
  '/readyz',
  '/healthz',
  '/v2/health/live',
  '/v2/health/ready',
]);

const FEEDBACK_ROUTES = new Set(['/v1/feedback']);

/** The same for everybody, and said of the program rather than of this service. */
const DOCUMENTATION_ROUTES = new Set(['/openapi.json', '/docs', '/docs/:file']);

export const isHealthRoute = (path: string | undefined): boolean =>
  path !== undefined && HEALTH_ROUTES.has(path);

/** Of the public listener. Which routes there are is told to nobody without a key. */
export const neededOnPublic: NeedOf = (route) => {
  if (route === undefined) return 'any key';
  if (isHealthRoute(route) || DOCUMENTATION_ROUTES.has(route)) return 'nothing';
  return FEEDBACK_ROUTES.has(route) ? 'feedback' : 'recommend';
};

/** Of the listener that is never published: metrics are open, everything else administers. */
export const neededOnMetrics: NeedOf = (route) => (route === '/metrics' ? 'nothing' : 'admin');
