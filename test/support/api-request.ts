import { KubeConfig } from '@kubernetes/client-node';
import { request, type RequestOptions } from 'node:https';
import type { ApiServer } from './api-server.js';

export interface ApiAnswer {
  readonly code: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends plain JSON to an API server: what a test wrote arrives, whether a client knows such fields or not. */
export type ApiRequest = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
  headers?: Readonly<Record<string, string>>,
) => Promise<ApiAnswer>;

export function apiRequest(server: ApiServer): ApiRequest {
  const config = new KubeConfig();
  config.loadFromString(server.kubeconfig());
  const { server: url = '' } = config.getCurrentCluster() ?? {};
  return async (method, path, body, headers = {}) => {
    const options: RequestOptions = { method };
    await config.applyToHTTPSOptions(options);
    const own = { 'content-type': 'application/json', ...headers };
    const given = options.headers as Record<string, string> | undefined;
    return send(`${url}${path}`, { ...options, headers: { ...given, ...own } }, body);
  };
}

const send = (url: string, options: RequestOptions, body?: object): Promise<ApiAnswer> =>
  new Promise((resolve, reject) => {
    request(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.once('end', () => resolve({ code: response.statusCode ?? 0, body: parsed(text) }));
    })
      .once('error', reject)
      .end(body === undefined ? undefined : JSON.stringify(body));
  });

/** A path that is not served is answered with a plain sentence. */
const parsed = (text: string): ApiAnswer['body'] =>
  (text.startsWith('{') ? JSON.parse(text) : { message: text }) as ApiAnswer['body'];
