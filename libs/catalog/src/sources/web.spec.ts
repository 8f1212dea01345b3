import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { locateSources } from './locate.js';
import { complaintOf, gather } from './testing/bytes.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server that answers so; gives the address it listens at. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function chunksOf(url: string, idleMs?: number): Promise<AsyncIterable<Uint8Array>> {
  const [source] = await locateSources(url, { idleMs });
  return source.open();
}

const read = async (url: string): Promise<string> => (await gather(await chunksOf(url))).toString();
const complaint = async (url: string, idleMs?: number): Promise<string> =>
  complaintOf(gather(await chunksOf(url, idleMs)));

const TABLE = 'id,title\n1,Heat\n';

describe('a URL', () => {
  it('is asked for when its bytes are, and not before', async () => {
    let requests = 0;
    const host = await serve((_, response) => {
      requests++;
      response.end(TABLE);
    });
    const [source] = await locateSources(`http://${host}/films.csv`);
    expect(source).not.toHaveProperty('path');
    expect(requests).toBe(0);
    expect((await gather(source.open())).toString()).toBe(TABLE);
    expect(requests).toBe(1);
  });

  it.each([301, 302, 307, 308])('is followed to another address by %d', async (status) => {
    const host = await serve(({ url }, response) => {
      if (url === '/there') response.end(TABLE);
      else response.writeHead(status, { location: '/there' }).end('moved');
    });
    expect(await read(`HTTP://${host}/here`)).toBe(TABLE);
  });

  it('that leads in a circle is told', async () => {
    const host = await serve((_, response) => response.writeHead(302, { location: '/' }).end());
    expect(await complaint(`http://${host}/`)).toBe(
      `http://${host}/ cannot be reached: redirect count exceeded`,
    );
  });

  it('gives what a server packed for the way as it was before', async () => {
    const host = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(TABLE)),
    );
    expect(await read(`http://${host}/`)).toBe(TABLE);
  });

  it.each([
    [404, 'Not Found'],
    [403, 'Forbidden'],
    [500, 'Internal Server Error'],
    [304, 'Not Modified'],
  ])('that is answered with %d is told, whatever the answer holds', async (status, words) => {
    const host = await serve((_, response) => response.writeHead(status).end(TABLE));
    expect(await complaint(`http://${host}/films.csv`)).toBe(
      `http://${host}/films.csv: the server answered ${status} ${words}`,
    );
  });

  it('sends the credentials in it, and never shows them or what is asked for', async () => {
    let authorization: string | undefined;
    const host = await serve((request, response) => {
      ({ authorization } = request.headers);
      expect(request.url).toBe('/films.csv?token=s3cret');
      response.writeHead(401).end();
    });
    const url = `http://me%40home:p%C3%A4ss%zz@${host}/films.csv?token=s3cret#part`;
    expect((await locateSources(url))[0].name).toBe(`http://${host}/films.csv`);
    expect(await complaint(url)).toBe(
      `http://${host}/films.csv: the server answered 401 Unauthorized`,
    );
    const sent = Buffer.from(authorization?.replace('Basic ', '') ?? '', 'base64').toString();
    expect(sent).toBe('me@home:päss%zz');
  });

  it('does not hand its credentials to the host that it leads to', async () => {
    let authorization: string | undefined = 'not asked';
    const other = await serve((request, response) => {
      ({ authorization } = request.headers);
      response.end(TABLE);
    });
    const host = await serve((_, response) =>
      response.writeHead(302, { location: `http://${other}/` }).end(),
    );
    expect(await read(`http://me:secret@${host}/`)).toBe(TABLE);
    expect(authorization).toBeUndefined();
  });
});

describe('a transfer that is cut', () => {
  it('is told where the length was announced', async () => {
    const host = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write(TABLE, () => response.destroy());
    });
    expect(await complaint(`http://${host}/films.csv`)).toMatch(
      /^http:\/\/127.*\/films\.csv: the transfer was cut after 16 bytes: /u,
    );
  });

  it('is told where it came in chunks', async () => {
    const host = await serve((_, response) => {
      response.write(TABLE, () => response.destroy());
    });
    expect(await complaint(`http://${host}/`)).toContain('the transfer was cut after 16 bytes');
  });

  it('is told where it was packed for the way', async () => {
    const host = await serve((_, response) => {
      const packed = gzipSync(TABLE);
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length });
      response.write(packed.subarray(0, -10), () => response.destroy());
    });
    expect(await complaint(`http://${host}/`)).toContain('the transfer was cut');
  });

  it('is told before the answer as well', async () => {
    const host = await serve(({ socket }) => socket.destroy());
    expect(await complaint(`http://${host}/`)).toContain(
      'cannot be reached: the host closed the connection',
    );
  });
});

describe('a server that is silent', () => {
  it('is given up when no answer comes', async () => {
    const host = await serve(() => undefined);
    expect(await complaint(`http://${host}/films.csv`, 150)).toBe(
      `http://${host}/films.csv: the server sent nothing for 0.15 s`,
    );
  });

  it('is given up in the middle of its answer', async () => {
    const host = await serve((_, response) => void response.write(TABLE));
    expect(await complaint(`http://${host}/`, 150)).toContain('the server sent nothing for 0.15 s');
  });

  it('is not given up while it sends, however long that takes', async () => {
    const host = await serve((_, response) => {
      let lines = 0;
      const timer = setInterval(() => {
        response.write('line\n');
        if (++lines === 10) response.end(() => clearInterval(timer));
      }, 50);
    });
    expect((await gather(await chunksOf(`http://${host}/`, 300))).toString()).toBe(
      'line\n'.repeat(10),
    );
  });

  it('is not given up while its bytes wait for their reader', async () => {
    const host = await serve((_, response) => response.end(Buffer.alloc(1_000_000)));
    let received = 0;
    for await (const chunk of await chunksOf(`http://${host}/`, 50)) {
      if (received === 0) await new Promise((resolve) => setTimeout(resolve, 200));
      received += chunk.length;
    }
    expect(received).toBe(1_000_000);
  });
});

describe('a reader that is slow or leaves', () => {
  const MANY = 100;
  const MEGABYTE = Buffer.alloc(1_000_000);

  /** Sends a hundred megabytes, as fast as they are taken. */
  async function serveMany(): Promise<{ host: string; sent: () => number; left: Promise<void> }> {
    let sent = 0;
    let leave!: () => void;
    const left = new Promise<void>((resolve) => (leave = resolve));
    const host = await serve((_, response) => {
      const send = (): void => {
        if (sent++ < MANY) response.write(MEGABYTE, () => send());
      };
      response.once('close', leave);
      send();
    });
    return { host, sent: () => sent, left };
  }

  it('holds the server back', async () => {
    const { host, sent } = await serveMany();
    const chunks = (await chunksOf(`http://${host}/`))[Symbol.asyncIterator]();
    await chunks.next();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(sent()).toBeLessThan(MANY / 2);
    await chunks.return?.();
  });

  it('closes the connection', async () => {
    const { host, left } = await serveMany();
    for await (const chunk of await chunksOf(`http://${host}/`)) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    await left;
  });

  it('closes it also while it waits for an answer', async () => {
    const gone = Promise.withResolvers<undefined>();
    const asked = Promise.withResolvers<undefined>();
    const host = await serve((_, response) => {
      response.once('close', () => gone.resolve(undefined));
      asked.resolve(undefined);
    });
    const chunks = (await chunksOf(`http://${host}/`))[Symbol.asyncIterator]();
    const never = chunks.next().catch(() => 'broken off');
    await asked.promise;
    await chunks.return?.();
    expect(await never).toBe('broken off');
    await gone.promise;
  });
});

describe('a host that cannot be reached', () => {
  it('is told when nothing listens there', async () => {
    const server = createTcpServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    expect(await complaint(`http://me:secret@127.0.0.1:${port}/films.csv`)).toBe(
      `http://127.0.0.1:${port}/films.csv cannot be reached: ` +
        'the host refuses the connection; is a server running there?',
    );
  });

  it('is told when nobody knows its name', async () => {
    expect(await complaint('http://films.invalid/all.csv')).toMatch(
      /^http:\/\/films\.invalid\/all\.csv cannot be reached: (?:there is no host of that name|the name of the host could not be looked up)/u,
    );
  });

  it('is told when it does not speak TLS', async () => {
    const host = await serve((_, response) => response.end(TABLE));
    expect(await complaint(`https://${host}/`)).toContain('does not speak TLS');
  });

  it('is told when its port is not for the web', async () => {
    expect(await complaint('http://127.0.0.1:25/')).toContain('cannot be reached: bad port');
  });
});
