import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { linesOf } from '#catalog';
import { type RequestLogLine, requestLogLineSchema } from '#contracts';

/** A file of logged requests that cannot be read. */
export class RequestLogError extends Error {
  override readonly name = 'RequestLogError';
}

/** A line of the file: what it says, or why it says nothing. */
export type ReadLine = { readonly place: number } & (
  { readonly line: RequestLogLine } | { readonly refusal: string }
);

/**
 * The lines of a request log, the empty ones left out; gzip is unpacked where the name ends in .gz.
 *
 * @throws RequestLogError naming the file
 */
export async function* readRequestLog(path: string): AsyncGenerator<ReadLine> {
  let place = 0;
  try {
    for await (const lines of linesOf(textOf(path)))
      for (const text of lines) {
        place++;
        if (text.trim() !== '') yield { place, ...parse(text) };
      }
  } catch (error) {
    const reason = (error as Error).message;
    throw new RequestLogError(`${path} cannot be read: ${reason}`, { cause: error });
  }
}

function textOf(path: string): AsyncIterable<string> {
  const bytes = createReadStream(path);
  if (!path.endsWith('.gz')) return bytes.setEncoding('utf8');
  // What goes wrong comes out of the stream that is read.
  return pipeline(bytes, createGunzip(), () => undefined).setEncoding('utf8');
}

function parse(text: string): { readonly line: RequestLogLine } | { readonly refusal: string } {
  const { data, error } = requestLogLineSchema.safeParse(jsonOf(text));
  if (error === undefined) return { line: data };
  const [{ path, message }] = error.issues;
  return { refusal: [...path.map(String), message].join(' › ') };
}

/** Undefined for what is no JSON, which no schema takes. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
