import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CatalogueError } from '#catalog';
import { type Credentials, openStore, StoreError } from '#model';
import { DigestError, SourceMissingError, SourceUnreachableError } from './job-errors.js';

/** A catalogue or ratings, as a file or folder of this machine. */
export interface FetchedSource {
  readonly path: string;
  /** `sha256:…` of the file; a folder has none. */
  readonly digest?: string;
}

export interface FetchOptions {
  /** Where to keep what is fetched: a folder that may be made. */
  readonly folder: string;
  readonly credentials?: Credentials | undefined;
  /** What the file must have, as `sha256:…`. */
  readonly digest?: string | undefined;
}

/** Servers that say nothing for so long are given up. */
const SILENCE_MS = 60_000;
const MAX_OBJECT_BYTES = 4 * 1024 ** 3;

/**
 * Brings a source onto this machine: a path is left where it is, `http(s)://…` and
 * `s3://bucket/key?endpoint=…&pathStyle=…&region=…` are fetched.
 *
 * @throws SourceMissingError when it is not there and will not come by waiting
 * @throws SourceUnreachableError when its server is in trouble
 * @throws DigestError when it is another file than expected
 */
export async function fetchSource(
  location: string,
  { folder, credentials, digest: expected }: FetchOptions,
): Promise<FetchedSource> {
  const path = await localPath(location, folder, credentials);
  if (!existsSync(path))
    throw new SourceMissingError(`${location}: there is no such file or folder`);
  if (statSync(path).isDirectory()) {
    if (expected !== undefined)
      throw new DigestError(
        `${location}: expected a file with the digest ${expected}, it is a folder`,
      );
    return { path };
  }
  const digest = await digestOf(path);
  if (expected !== undefined && digest !== expected)
    throw new DigestError(`${location}: expected the digest ${expected}, it is ${digest}`);
  return { path, digest };
}

async function localPath(
  location: string,
  folder: string,
  credentials: Credentials | undefined,
): Promise<string> {
  if (!/^(https?|s3):\/\//u.test(location)) return location;
  if (!URL.canParse(location)) throw new CatalogueError(`${location} is no URL`);
  const url = new URL(location);
  await mkdir(folder, { recursive: true });
  const path = join(folder, decodeURIComponent(basename(url.pathname)) || 'source');
  await (url.protocol === 's3:' ? fetchObject(url, path, credentials) : fetchFile(url, path));
  return path;
}

async function fetchObject(
  url: URL,
  path: string,
  credentials: Credentials | undefined,
): Promise<void> {
  const key = basename(url.pathname);
  const parent = new URL(url);
  parent.pathname = url.pathname.slice(0, -key.length);
  const place = `s3://${url.host}${url.pathname}`;
  try {
    const store = await openStore(parent.href, credentials);
    const object = await store.get(decodeURIComponent(key), MAX_OBJECT_BYTES);
    if (object === undefined) throw new SourceMissingError(`${place}: there is no such object`);
    await writeFile(path, object.buffer);
  } catch (error) {
    if (error instanceof StoreError)
      throw new SourceUnreachableError(`${place}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** Answers that say: the same question gets the same answer. */
const isFinal = (status: number): boolean =>
  status >= 400 && status < 500 && status !== 408 && status !== 429;

async function fetchFile(url: URL, path: string): Promise<void> {
  const place = `${url.origin}${url.pathname}`;
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), SILENCE_MS);
  try {
    const answer = await fetch(url, { signal: silence.signal });
    if (isFinal(answer.status))
      throw new SourceMissingError(`${place}: the server answered ${answer.status}`);
    if (!answer.ok || answer.body === null)
      throw new SourceUnreachableError(`${place}: the server answered ${answer.status}`);
    const body = Readable.fromWeb(answer.body).on('data', () => timer.refresh());
    await pipeline(body, createWriteStream(path));
  } catch (error) {
    if (error instanceof SourceMissingError || error instanceof SourceUnreachableError) throw error;
    const { message, cause } = error as Error;
    const reason = cause instanceof Error ? `${message}: ${cause.message}` : message;
    throw new SourceUnreachableError(`${place} cannot be fetched: ${reason}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return `sha256:${hash.digest('hex')}`;
}
