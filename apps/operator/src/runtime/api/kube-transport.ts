import {
  Agent,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as httpRequest,
} from 'node:http';
import { Agent as TlsAgent, request as httpsRequest, type RequestOptions } from 'node:https';
import { isDeepStrictEqual } from 'node:util';
import type { KubeConfig } from '@kubernetes/client-node';
import { splitLines } from './split-lines.js';
import type { ApiRequest, ApiResponse, ApiStream, Transport } from './transport.js';

/** A request that has not been answered by then will not be. */
const TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 30_000;

/**
 * Requests to the cluster of a kubeconfig: the configuration looks after credentials (it reads a
 * token's file again when it has been replaced), Node after connections. Those are kept open:
 * client-node's own agents make a TLS connection for every request.
 */
export class KubeTransport implements Transport {
  readonly host: string;
  private readonly server: URL;
  private agent?: Agent;
  private identity?: object;

  /** @throws Error where the configuration names no cluster */
  constructor(private readonly config: KubeConfig) {
    const server = config.getCurrentCluster()?.server;
    if (server === undefined)
      throw new Error('the kubeconfig names no cluster: set its current-context');
    this.server = new URL(server);
    this.host = this.server.host;
  }

  async send(request: ApiRequest, signal?: AbortSignal): Promise<ApiResponse> {
    return answerOf(await this.ask(request, signal, TIMEOUT_MS));
  }

  async open(request: ApiRequest, signal: AbortSignal): Promise<ApiStream> {
    const response = await this.ask(request, signal);
    if (response.statusCode !== 200) return answerOf(response);
    return { status: 200, events: eventsOf(response.setEncoding('utf8')) };
  }

  /** Closes what is kept open, so that a process can end. */
  close(): void {
    this.agent?.destroy();
  }

  private async ask(
    { method, path, body, contentType = 'application/json' }: ApiRequest,
    signal?: AbortSignal,
    timeout?: number,
  ): Promise<IncomingMessage> {
    const credentials: RequestOptions = {};
    await this.config.applyToHTTPSOptions(credentials);
    const text = body === undefined ? undefined : JSON.stringify(body);
    const send = this.server.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const url = new URL(this.server.pathname.replace(/\/$/u, '') + path, this.server);
      const agent = this.agentFor(credentials);
      const headers = {
        ...(credentials.headers as OutgoingHttpHeaders | undefined),
        accept: 'application/json',
        ...(text !== undefined && {
          'content-type': contentType,
          'content-length': Buffer.byteLength(text),
        }),
      };
      const { auth } = credentials;
      const options = { method, agent, headers, signal, ...(auth != null && { auth }) };
      const request = send(url, options, resolve).once('error', reject);
      if (timeout !== undefined)
        request.setTimeout(timeout, () => {
          request.destroy(new Error(`no answer within ${timeout} ms`));
        });
      request.end(text);
    });
  }

  /** One agent as long as certificates stay the same; a proxy needs client-node's own. */
  private agentFor({ agent, ca, cert, key, rejectUnauthorized, servername }: RequestOptions) {
    if (this.config.getCurrentCluster()?.proxyUrl != null) return agent;
    const identity = { ca, cert, key, rejectUnauthorized, servername };
    if (this.agent === undefined || !isDeepStrictEqual(identity, this.identity)) {
      this.identity = identity;
      const options = { keepAlive: true, keepAliveMsecs: KEEP_ALIVE_MS };
      this.agent =
        this.server.protocol === 'https:'
          ? new TlsAgent({ ...options, ...identity })
          : new Agent(options);
    }
    return this.agent;
  }
}

async function answerOf(response: IncomingMessage): Promise<ApiResponse> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += String(chunk);
  const seconds = Number(response.headers['retry-after']);
  return {
    status: response.statusCode ?? 0,
    body: parsed(text),
    ...(seconds > 0 && { retryAfterMs: seconds * 1_000 }),
  };
}

/** Proxies on the way answer in their own words. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text.slice(0, 200) };
  }
}

async function* eventsOf(chunks: AsyncIterable<string>): AsyncGenerator {
  for await (const line of splitLines(chunks)) yield JSON.parse(line);
}
