import { STATUS_CODES } from 'node:http';
import { unescape } from 'node:querystring';
import { CatalogueError } from '../errors.js';
import { abortable } from './byte-stream.js';
import { networkCause } from './network-errors.js';
import { Patience } from './patience.js';
import type { Source } from './source.js';

/**
 * What a web server answers. Redirections are followed. The whole transfer may last as long as it
 * does, but no more than `idleMs` may pass without a byte. A transfer that is cut fails, and so does
 * any answer but 2xx; nothing is asked for twice, because the second answer need not be the same.
 */
export function webSource(url: URL, idleMs: number): Source {
  const name = shown(url);
  return {
    name,
    open: () =>
      abortable(async function* (signal) {
        const patience = new Patience(idleMs, () => silence(name, idleMs));
        const limits = AbortSignal.any([signal, patience.signal]);
        const answer = await patience.wait(answerOf(url, limits));
        yield* bodyOf(answer, name, patience);
      }),
  };
}

/** Without what may be secret: passwords stand before the host, tokens in the query. */
const shown = ({ origin, pathname }: URL): string => `${origin}${pathname}`;

const silence = (name: string, ms: number): CatalogueError =>
  new CatalogueError(`${name}: the server sent nothing for ${ms / 1000} s`);

async function answerOf(url: URL, signal: AbortSignal): Promise<Response> {
  const answer = await fetch(withoutCredentials(url), {
    signal,
    headers: credentialsOf(url),
  }).catch((error: unknown) => {
    throw failed(error, `${shown(url)} cannot be reached`);
  });
  if (answer.ok) return answer;
  await answer.body?.cancel();
  const reason = answer.statusText || STATUS_CODES[answer.status];
  throw new CatalogueError(`${shown(url)}: the server answered ${answer.status} ${reason}`);
}

/** `fetch` wants them in a header; there they do not follow a redirection to another host. */
function credentialsOf({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const credentials = `${unescape(username)}:${unescape(password)}`;
  return { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
}

function withoutCredentials(url: URL): URL {
  const plain = new URL(url);
  plain.username = '';
  plain.password = '';
  return plain;
}

async function* bodyOf(
  answer: Response,
  name: string,
  patience: Patience,
): AsyncGenerator<Uint8Array, void> {
  const body: ReadableStream<Uint8Array> | null = answer.body;
  const reader = body?.getReader();
  let received = 0;
  while (reader !== undefined) {
    const { done, value } = await patience.wait(reader.read()).catch((error: unknown) => {
      throw failed(error, `${name}: the transfer was cut after ${received} bytes`);
    });
    if (done) return;
    received += value.length;
    yield value;
  }
}

/** A limit that was passed says what happened; the network needs words for it. */
function failed(error: unknown, what: string): CatalogueError {
  if (error instanceof CatalogueError) return error;
  return new CatalogueError(`${what}: ${networkCause(error)}`, { cause: error });
}
