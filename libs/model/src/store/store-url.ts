import { fileURLToPath } from 'node:url';
import { StoreError } from './errors.js';
import type { S3Location } from './s3/s3-store.js';

export interface FileAddress {
  readonly kind: 'file';
  readonly path: string;
}

export interface S3Address extends S3Location {
  readonly kind: 's3';
  readonly endpoint?: string;
  readonly region?: string;
  readonly pathStyle: boolean;
}

const PARAMETERS = ['endpoint', 'pathStyle', 'region'];
const EXPECTED =
  'expected a path, file:///path or s3://bucket/prefix?endpoint=…&pathStyle=true&region=…';

/**
 * Where a store is: a path, `file:///path`, or `s3://bucket/prefix` with `endpoint`, `pathStyle` and
 * `region` as parameters.
 *
 * @throws StoreError saying what is expected; it never repeats a password
 */
export function parseStoreUrl(text: string): FileAddress | S3Address {
  if (!/^[a-z][a-z0-9+.-]*:\/\//iu.test(text)) {
    if (text === '') throw new StoreError(`the store is not named: ${EXPECTED}`);
    return { kind: 'file', path: text };
  }
  const url = parseUrl(text);
  if (url.username !== '' || url.password !== '')
    throw new StoreError(
      'the address of the store holds credentials: they belong into the environment ' +
        '(AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)',
    );
  if (url.protocol === 'file:') return { kind: 'file', path: pathOf(url) };
  if (url.protocol === 's3:') return s3AddressOf(url);
  throw new StoreError(`the store ${text} is of an unknown kind: ${EXPECTED}`);
}

function parseUrl(text: string): URL {
  try {
    return new URL(text);
  } catch (error) {
    throw new StoreError(`the address of the store is not a URL: ${EXPECTED}`, { cause: error });
  }
}

function pathOf(url: URL): string {
  try {
    return fileURLToPath(url);
  } catch (error) {
    throw new StoreError(`the store ${url.href}: ${(error as Error).message}; ${EXPECTED}`, {
      cause: error,
    });
  }
}

function s3AddressOf(url: URL): S3Address {
  const odd = [...url.searchParams.keys()].find((name) => !PARAMETERS.includes(name));
  if (odd !== undefined)
    throw new StoreError(`the store has the unknown parameter "${odd}": ${EXPECTED}`);
  if (url.hostname === '') throw new StoreError(`the store names no bucket: ${EXPECTED}`);
  const prefix = decodedPath(url).replace(/^\/+|\/+$/gu, '');
  return {
    kind: 's3',
    bucket: url.hostname,
    prefix: prefix === '' ? '' : `${prefix}/`,
    pathStyle: booleanOf(url, 'pathStyle'),
    ...optional('endpoint', endpointOf(url)),
    ...optional('region', url.searchParams.get('region')),
  };
}

function decodedPath({ pathname }: URL): string {
  try {
    return decodeURIComponent(pathname);
  } catch (error) {
    throw new StoreError(`the address of the store is not a URL: ${EXPECTED}`, { cause: error });
  }
}

function endpointOf(url: URL): string | null {
  const endpoint = url.searchParams.get('endpoint');
  if (endpoint !== null && !/^https?:\/\/[^@]+$/u.test(endpoint))
    throw new StoreError(`endpoint of the store is "${endpoint}", expected http:// or https://`);
  return endpoint;
}

function booleanOf(url: URL, name: string): boolean {
  const text = url.searchParams.get(name) ?? 'false';
  if (text !== 'true' && text !== 'false')
    throw new StoreError(`${name} of the store is "${text}", expected true or false`);
  return text === 'true';
}

const optional = <Name extends string>(name: Name, value: string | null) =>
  (value === null ? {} : { [name]: value }) as Partial<Record<Name, string>>;
