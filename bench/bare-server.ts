import { fastify } from 'fastify';

/** The baseline: Fastify as it comes, one route, a constant answer. Arguments: port, answer. */
const [, , port, answer] = process.argv;
const server = fastify();
server.post('/recommend', (_request, reply) => {
  void reply.header('content-type', 'application/json; charset=utf-8').send(answer);
});
await server.listen({ port: Number(port), host: '127.0.0.1' });
