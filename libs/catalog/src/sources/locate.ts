import { addAbortSignal, type Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { CatalogueError } from '../errors.js';
import { abortable } from './byte-stream.js';
import { localSources } from './local.js';
import type { Source } from './source.js';
import { named } from './unreadable.js';
import { webSource } from './web.js';

export interface SourceIo {
  /** What "-" stands for; the standard input of this process if nothing else is said. */
  readonly stdin?: Readable;
  /** How long a web server may be silent, in milliseconds. */
  readonly idleMs?: number;
}

const IDLE_MS = 30_000;

/** Programs that are started with a socket for their input could not open these by name. */
const STANDARD_INPUT = ['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0'];

/** At least two letters, because one is a drive of Windows. */
const SCHEME = /^([a-z][a-z\d+.-]+):\/\//iu;

/**
 * What a location stands for: "-" (standard input), an http, https or file URL, the path of a file
 * or pipe, or a folder of parts.
 *
 * @throws CatalogueError when nothing is there that could be read, with the cause; what only shows
 *   when it is opened comes out of the reading, likewise
 */
export async function locateSources(location: string, io: SourceIo = {}): Promise<Source[]> {
  if (location === '') throw new CatalogueError('the place of the catalogue is empty');
  if (STANDARD_INPUT.includes(location)) return [standardInput(io.stdin ?? process.stdin)];
  const scheme = SCHEME.exec(location)?.[1].toLowerCase();
  if (scheme === undefined) return localSources(location);
  return sourcesOf(urlOf(location, scheme), io);
}

function urlOf(location: string, scheme: string): URL {
  const url = URL.parse(location);
  // Not shown: what is wrong with it may be a password that was not encoded.
  if (url === null)
    throw new CatalogueError(`what begins with ${scheme}:// is not a URL; is it encoded?`);
  return url;
}

async function sourcesOf(url: URL, { idleMs = IDLE_MS }: SourceIo): Promise<Source[]> {
  switch (url.protocol) {
    case 'http:':
    case 'https:':
      return [webSource(url, idleMs)];
    case 'file:':
      return localSources(pathOf(url));
    default:
      throw new CatalogueError(
        `${url.protocol}// is not read from; expected http://, https://, file://, a path or "-"`,
      );
  }
}

function pathOf(url: URL): string {
  try {
    return fileURLToPath(url);
  } catch (error) {
    throw new CatalogueError(`${url.href} names no file here: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function standardInput(stdin: Readable): Source {
  const name = 'standard input';
  let isTaken = false;
  return {
    name,
    open: () => {
      if (isTaken) throw new Error('standard input can only be read once');
      isTaken = true;
      return abortable((signal) => named(name, chunksOf(stdin, signal)));
    },
  };
}

async function* chunksOf(stream: Readable, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  yield* addAbortSignal(signal, stream) as AsyncIterable<Uint8Array>;
}
