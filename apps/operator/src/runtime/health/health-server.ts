import { createServer, type Server } from 'node:http';
import type { Registry } from 'prom-client';

/** @returns what is wrong; undefined where nothing is */
export type Check = () => string | undefined;
export type Checks = Readonly<Record<string, Check>>;

export interface HealthOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly registry: Registry;
  /** The process is beyond help and has to be started anew. */
  readonly live: Checks;
  /** It can do its work, or could if it led. */
  readonly ready: Checks;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** `/livez`, `/readyz` and `/metrics` on one listener. */
export class HealthServer {
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async listen(options: HealthOptions): Promise<HealthServer> {
    const server = createServer((request, response) => {
      const path = (request.url ?? '/').replace(/\?.*$/u, '');
      const isAsking = request.method === 'GET' || request.method === 'HEAD';
      void (isAsking ? answer(path, options) : NOT_ALLOWED).then(({ status, type, text }) => {
        response.writeHead(status, { 'content-type': type }).end(text);
      });
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(options.port, options.host, () => resolve());
    });
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    return new HealthServer(server, `http://${options.host}:${port ?? options.port}`);
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeIdleConnections();
    await closed;
  }
}

const TEXT = 'text/plain; charset=utf-8';
const NOT_ALLOWED = Promise.resolve({ status: 405, type: TEXT, text: 'expected GET or HEAD\n' });

async function answer(path: string, { registry, live, ready }: HealthOptions): Promise<Answer> {
  switch (path) {
    case '/livez':
      return health(live);
    case '/readyz':
      return health(ready);
    case '/metrics':
      try {
        return { status: 200, type: registry.contentType, text: await registry.metrics() };
      } catch (error) {
        return { status: 500, type: TEXT, text: `${String(error)}\n` };
      }
    default:
      return { status: 404, type: TEXT, text: 'expected /livez, /readyz or /metrics\n' };
  }
}

/** A line for each check, as Kubernetes' own servers answer `?verbose`. */
function health(checks: Checks): Answer {
  const results = Object.entries(checks).map(([name, check]) => ({ name, wrong: check() }));
  const isGood = results.every(({ wrong }) => wrong === undefined);
  const lines = results.map(({ name, wrong }) =>
    wrong === undefined ? `[+] ${name} ok` : `[-] ${name} failed: ${wrong}`,
  );
  const text = [...lines, isGood ? 'ok' : 'failed', ''].join('\n');
  return { status: isGood ? 200 : 503, type: TEXT, text };
}
