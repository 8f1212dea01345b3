import { fastify, type FastifyInstance } from 'fastify';
import type { ApiKey } from '#contracts';
import { clientOf, limitRates } from './rate-limit.js';

const tv: ApiKey = { id: 'tv', sha256: 'ab'.repeat(32), scopes: ['recommend'] };

describe('clientOf', () => {
  it.each([
    ['a key, wherever it is used', { apiKey: tv, ip: '203.0.113.1' }, 'key tv'],
    ['an address', { ip: '203.0.113.1' }, 'address 203.0.113.1'],
    ['the same address in IPv6', { ip: '::ffff:203.0.113.1' }, 'address 203.0.113.1'],
    ['a network of IPv6', { ip: '2001:db8:1:2:3:4:5:6' }, 'address 2001:db8:1:2::'],
    ['another one of the same network', { ip: '2001:db8:1:2::1' }, 'address 2001:db8:1:2::'],
    ['one of the next network', { ip: '2001:db8:1:3::1' }, 'address 2001:db8:1:3::'],
    ['what is no address', { ip: '"unknown"' }, 'no address'],
    ['nothing', { ip: '' }, 'no address'],
  ])('is %s', (_, request, client) => {
    expect(clientOf(request)).toBe(client);
  });
});

describe('limitRates', () => {
  let server: FastifyInstance;
  let exceeded: number;
  beforeEach(async () => {
    exceeded = 0;
    server = fastify({ trustProxy: () => true });
    await limitRates(server, 2, () => exceeded++);
    server.get('/films', () => 'ok');
    server.get('/livez', () => 'ok');
    await server.ready();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await server.close();
  });
  const ask = async (address: string, url = '/films') => {
    const headers = { 'x-forwarded-for': address };
    return (await server.inject({ url, headers })).statusCode;
  };
  const askTwice = async (address: string) => [await ask(address), await ask(address)];

  it('lets a client ask again a minute after it began', async () => {
    const now = Date.now();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now);
    expect(await askTwice('203.0.113.1')).toEqual([200, 200]);
    clock.mockReturnValue(now + 59_999);
    expect(await ask('203.0.113.1')).toBe(429);
    clock.mockReturnValue(now + 60_000);
    expect(await askTwice('203.0.113.1')).toEqual([200, 200]);
    expect(exceeded).toBe(1);
  });

  it('never limits health', async () => {
    for (let i = 0; i < 10; i++) expect(await ask('203.0.113.1', '/livez')).toBe(200);
  });

  it('forgets who has not asked for longest, so that memory is bounded whoever asks', async () => {
    await askTwice('198.51.100.1');
    expect(await ask('198.51.100.1')).toBe(429);
    for (let i = 0; i < 10_000; i++) await ask(`10.0.${i >> 8}.${i & 255}`);
    expect(await ask('198.51.100.1')).toBe(200);
    expect(await askTwice('10.0.39.15')).toEqual([200, 429]);
  });
});
