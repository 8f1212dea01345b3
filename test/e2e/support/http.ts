import { Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body, parsed. */
  readonly json: unknown;
}

export interface Asked {
  readonly method?: string;
  /** Goes as it is; anything else than text or bytes goes as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly agent?: Agent;
}

const keepAlive = new Agent({ keepAlive: true });
afterAll(() => keepAlive.destroy());

/** One request; `path` is sent as it is written, never normalised. */
export async function send(url: string, path: string, asked: Asked = {}): Promise<Answer> {
  const { method = 'GET', body, headers = {}, agent = keepAlive } = asked;
  const { hostname, port } = new URL(url);
  const payload = body === undefined ? undefined : toPayload(body);
  const type = payload === undefined ? {} : { 'content-type': 'application/json' };
  const length = payload === undefined ? {} : { 'content-length': String(payload.length) };
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, path, method, agent, headers: { ...type, ...length, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            get json(): unknown {
              return JSON.parse(text) as unknown;
            },
          });
        });
      },
    );
    sent.once('error', reject);
    sent.end(payload);
  });
}

function toPayload(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
