import { connect, type Socket } from 'node:net';

/** What came back on a socket, as far as it is an HTTP answer. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const PATIENCE_MS = 5_000;

/**
 * Writes bytes to a listener and waits for the first final HTTP answer.
 *
 * @param isEnded whether to close our side after them
 * @returns undefined if the connection was closed without one
 */
export function exchange(
  url: string,
  bytes: Buffer,
  { isEnded = false } = {},
): Promise<RawAnswer | undefined> {
  return new Promise((resolve, reject) => {
    const socket = open(url);
    let received = Buffer.alloc(0);
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`neither answer nor end after ${PATIENCE_MS} ms: ${received.toString()}`));
    }, PATIENCE_MS);
    const settle = (answer: RawAnswer | undefined): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const answer = parseAnswer(received, false);
      if (answer !== undefined) settle(answer);
    });
    // A server may reset a connection whose body it refused to read: what it said before counts.
    socket.on('close', () => settle(parseAnswer(received, true)));
    if (isEnded) socket.end(bytes);
    else socket.write(bytes);
  });
}

/** A connection on which a test does as it likes; errors on it are nobody's concern. */
export function open(url: string): Socket {
  const { hostname, port } = new URL(url);
  return connect(Number(port), hostname).on('error', () => undefined);
}

/** The first answer that is not "100 Continue", if it is all there. */
function parseAnswer(received: Buffer, isEnded: boolean): RawAnswer | undefined {
  const text = received.toString('latin1');
  const headEnd = text.indexOf('\r\n\r\n');
  if (!text.startsWith('HTTP/1.1 ') || headEnd < 0) return undefined;
  const [statusLine, ...lines] = text.slice(0, headEnd).split('\r\n');
  const status = Number(statusLine.split(' ')[1]);
  if (status === 100) return parseAnswer(received.subarray(headEnd + 4), isEnded);
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  ) as Partial<Record<string, string>>;
  const rest = received.subarray(headEnd + 4);
  const isChunked = headers['transfer-encoding'] === 'chunked';
  const isWhole = rest.length >= Number(headers['content-length'] ?? NaN);
  const body = (isChunked ? unchunked(rest) : undefined) ?? (isWhole || isEnded ? rest : undefined);
  if (body === undefined) return undefined;
  return { status, headers: headers as Record<string, string>, body: body.toString('utf8') };
}

/** A body out of its chunks, once they are all there. */
function unchunked(bytes: Buffer): Buffer | undefined {
  const parts: Buffer[] = [];
  let at = 0;
  while (at < bytes.length) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (size === 0) return Buffer.concat(parts);
    at = lineEnd + 2 + size + 2;
    parts.push(bytes.subarray(lineEnd + 2, at - 2));
  }
  return undefined;
}
