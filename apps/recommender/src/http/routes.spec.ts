import { fastify, type FastifyInstance } from 'fastify';
import { readableRoute, Routes } from './routes.js';

async function routesOf(add: (server: FastifyInstance) => void): Promise<Routes> {
  const server = fastify();
  const routes = new Routes(server);
  add(server);
  await server.ready();
  return routes;
}

describe('Routes', () => {
  it('knows the methods of a path, whichever value its parameter has', async () => {
    const routes = await routesOf((server) => {
      server.get('/v1/movies/:id', () => '');
      server.delete('/v1/movies/:id', () => '');
      server.post('/recommend', () => '');
    });
    expect(routes.methodsOf('/v1/movies/1')).toEqual(['DELETE', 'GET', 'HEAD']);
    expect(routes.methodsOf('/v1/movies/a%2Fb')).toEqual(['DELETE', 'GET', 'HEAD']);
    expect(routes.methodsOf('/recommend')).toEqual(['POST']);
  });

  it('takes a doubled colon for a colon, not for a parameter', async () => {
    const routes = await routesOf((server) => {
      server.post('/v1/lists', () => '');
      server.post('/v1/lists::batch', () => '');
    });
    expect(routes.methodsOf('/v1/lists:batch')).toEqual(['POST']);
    for (const path of ['/v1/lists::batch', '/v1/listsXbatch', '/v1/lists:', '/v1/lists:x'])
      expect(routes.methodsOf(path)).toEqual([]);
    expect(readableRoute('/v1/lists::batch')).toBe('/v1/lists:batch');
    expect(readableRoute(undefined)).toBeUndefined();
  });

  it('knows the route that answers a path, and that none answers a wrong method', async () => {
    const routes = await routesOf((server) => {
      server.get('/v1/movies/:id', () => '');
      server.post('/recommend', () => '');
    });
    expect(routes.routeOf('GET', '/v1/movies/1')).toBe('/v1/movies/:id');
    expect(routes.routeOf('POST', '/recommend')).toBe('/recommend');
    expect(routes.routeOf('POST', '/v1/movies/1')).toBeUndefined();
    expect(routes.routeOf('GET', '/nothing')).toBeUndefined();
  });

  it('knows no methods of a path that is no route', async () => {
    const routes = await routesOf((server) => server.get('/v1/movies/:id', () => ''));
    for (const path of ['/', '/v1', '/v1/movies', '/v1/movies/', '/v1/movies/1/2', '/xv1/movies/1'])
      expect(routes.methodsOf(path)).toEqual([]);
  });
});
