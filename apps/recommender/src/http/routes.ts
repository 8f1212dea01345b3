import type { FastifyInstance } from 'fastify';

/** Knows the routes of a server, to tell a wrong method (405) from a wrong path (404). */
export class Routes {
  private readonly known: {
    readonly pattern: RegExp;
    readonly method: string;
    readonly url: string;
  }[] = [];

  /** @param fastify a server that has no routes yet */
  constructor(fastify: FastifyInstance) {
    fastify.addHook('onRoute', ({ url, method }) => {
      const pattern = patternOf(url);
      for (const name of [method].flat()) this.known.push({ pattern, method: name, url });
    });
  }

  /** What is answered, as `GET /v1/movies/:id`; sorted. */
  get all(): readonly string[] {
    return this.known.map(({ method, url }) => `${method} ${readableRoute(url) ?? ''}`).sort();
  }

  /** The template of the route that answers a path; undefined if none does. */
  routeOf(method: string, path: string): string | undefined {
    return this.known.find((route) => route.method === method && route.pattern.test(path))?.url;
  }

  /** The methods that a path answers to, sorted; none if there is no such path. */
  methodsOf(path: string): readonly string[] {
    const methods = this.known
      .filter(({ pattern }) => pattern.test(path))
      .map((route) => route.method);
    return [...new Set(methods)].sort();
  }
}

/** A route's template as people write it: in Fastify's, a colon that names no parameter is doubled. */
export function readableRoute(template: string | undefined): string | undefined {
  return template?.replaceAll('::', ':');
}

function patternOf(template: string): RegExp {
  const parameters = template.replace(/(?<!:):[^:/]+/gu, '[^/]+');
  return new RegExp(`^${parameters.replaceAll('::', ':')}$`, 'u');
}
