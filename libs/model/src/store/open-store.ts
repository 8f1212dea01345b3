import { FileStore } from './file/file-store.js';
import { S3Store } from './s3/s3-store.js';
import type { Store } from './store.js';
import { parseStoreUrl, type S3Address } from './store-url.js';

const CONNECTION_MS = 5_000;
/** Without a byte for so long a connection is dead. */
const SILENCE_MS = 30_000;
/** Servers of other makers want one named, and do not mind which. */
const ANY_REGION = 'us-east-1';

/** What goes wrong is thrown; the client would warn on the console too. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** Of a user of S3. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * Opens the store at a path, `file:///path` or `s3://bucket/prefix?endpoint=…&pathStyle=true&region=…`.
 * Nothing is reached yet. Credentials come from where AWS programs look for them: the environment,
 * profiles, roles.
 *
 * @param credentials in place of these, where a program enters more than one store
 * @throws StoreError when the address is not understood
 */
export async function openStore(url: string, credentials?: Credentials): Promise<Store> {
  const address = parseStoreUrl(url);
  return address.kind === 'file'
    ? new FileStore(url, address.path)
    : openS3(url, address, credentials);
}

async function openS3(url: string, address: S3Address, credentials?: Credentials): Promise<Store> {
  const { client, commands } = await connect(address, credentials);
  return new S3Store(url, address, client, commands);
}

/** The client is large: who keeps models in a folder does not load it. */
export async function connect(
  { endpoint, region, pathStyle }: S3Address,
  credentials?: Credentials,
) {
  const commands = await import('@aws-sdk/client-s3');
  const client = new commands.S3Client({
    forcePathStyle: pathStyle,
    ...(endpoint === undefined ? {} : { endpoint, region: ANY_REGION }),
    ...(region === undefined ? {} : { region }),
    ...(credentials === undefined ? {} : { credentials }),
    // Digests are stated and verified here; servers of other makers do not know AWS's newer ones.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    logger: SILENT,
    requestHandler: { connectionTimeout: CONNECTION_MS, socketTimeout: SILENCE_MS },
  });
  return { client, commands };
}

function ignore(): void {
  // Nobody reads it.
}
