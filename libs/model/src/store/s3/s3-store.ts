import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type {
  GetObjectCommandOutput,
  ListObjectsV2CommandOutput,
  PutObjectCommandInput,
  S3Client,
} from '@aws-sdk/client-s3';
import { gather } from '../../files/gather.js';
import { StoreError } from '../errors.js';
import type { Content, ListedObject, Store, StoredObject } from '../store.js';
import { hasStatus, isTransient, messageOf } from './s3-errors.js';
import { retrying } from './retrying.js';

/** The commands that a store sends, from a package that is loaded when a store is opened. */
type Commands = Pick<
  typeof import('@aws-sdk/client-s3'),
  | 'DeleteObjectCommand'
  | 'GetObjectCommand'
  | 'HeadObjectCommand'
  | 'ListObjectsV2Command'
  | 'PutObjectCommand'
>;

/** Names the write that an object comes from, among its metadata. */
const ATTEMPT = 'attempt';

/** Who sends commands; tests put in one that fails. */
export type S3Sender = Pick<S3Client, 'send'>;

export interface S3Location {
  readonly bucket: string;
  /** Empty, or ends with "/". */
  readonly prefix: string;
}

/**
 * A store in a bucket. S3 gives what a store promises: a PUT is whole or absent, and conditional writes
 * (`If-Match`, `If-None-Match`) are compare-and-swap.
 */
export class S3Store implements Store {
  constructor(
    readonly url: string,
    private readonly location: S3Location,
    private readonly client: S3Sender,
    private readonly commands: Commands,
  ) {}

  async get(key: string, maxBytes: number): Promise<StoredObject | undefined> {
    const command = () => new this.commands.GetObjectCommand(this.objectOf(key));
    try {
      // The connection may break when the answer has begun, which is no failure of a request.
      return await retrying(isTransient, async () =>
        this.gathered(await this.client.send(command()), maxBytes),
      );
    } catch (error) {
      if (hasStatus(error, 404) && (error as Error).name !== 'NoSuchBucket') return undefined;
      throw this.failed('read', key, error);
    }
  }

  async put(key: string, content: Content): Promise<void> {
    try {
      // A stream cannot be sent again by the client: it is made anew each time.
      await retrying(isTransient, () => this.client.send(this.putOf(key, content)));
    } catch (error) {
      throw this.failed('written', key, error);
    }
  }

  async replace(key: string, content: Content, etag: string | undefined): Promise<boolean> {
    const condition = etag === undefined ? { IfNoneMatch: '*' } : { IfMatch: etag };
    const attempt = randomUUID();
    const body = { Body: Buffer.concat(content.chunks), Metadata: { [ATTEMPT]: attempt } };
    try {
      await this.client.send(this.putOf(key, content, { ...condition, ...body }));
      return true;
    } catch (error) {
      // A request whose answer was lost is sent again, and then refused because of itself.
      if (hasStatus(error, 412)) return (await this.attemptOf(key)) === attempt;
      // 404: there is nothing to match. 409: others are writing it at this moment.
      if (hasStatus(error, 404, 409) && (error as Error).name !== 'NoSuchBucket') return false;
      throw this.failed('written', key, error);
    }
  }

  async list(prefix: string): Promise<readonly ListedObject[]> {
    const objects: ListedObject[] = [];
    let token: string | undefined;
    do {
      const page = await this.page(prefix, token);
      for (const { Key = '', Size = 0, LastModified = new Date(0) } of page.Contents ?? []) {
        const key = Key.slice(this.location.prefix.length);
        objects.push({ key, bytes: Size, modifiedAt: LastModified });
      }
      token = page.NextContinuationToken;
    } while (token !== undefined);
    return objects.sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  async remove(key: string): Promise<void> {
    try {
      await this.client.send(new this.commands.DeleteObjectCommand(this.objectOf(key)));
    } catch (error) {
      throw this.failed('deleted', key, error);
    }
  }

  /** A PUT that was not finished leaves nothing behind. */
  sweep(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  private objectOf(key: string) {
    return { Bucket: this.location.bucket, Key: this.location.prefix + key };
  }

  private putOf(key: string, content: Content, more: Partial<PutObjectCommandInput> = {}) {
    return new this.commands.PutObjectCommand({
      ...this.objectOf(key),
      Body: Readable.from(content.chunks),
      ContentLength: content.bytes,
      // The server compares it with what arrives.
      ChecksumSHA256: Buffer.from(content.digest, 'hex').toString('base64'),
      ContentType: key.endsWith('.json') ? 'application/json' : 'application/octet-stream',
      ...more,
    });
  }

  private async gathered(
    { Body, ContentLength = 0, ETag = '' }: GetObjectCommandOutput,
    maxBytes: number,
  ): Promise<StoredObject> {
    const body = Body as Readable;
    try {
      return { ...(await gather(body, ContentLength, maxBytes)), etag: ETag };
    } finally {
      body.destroy();
    }
  }

  /** Which attempt wrote the object that is there. */
  private async attemptOf(key: string): Promise<string | undefined> {
    try {
      const { HeadObjectCommand } = this.commands;
      const { Metadata } = await this.client.send(new HeadObjectCommand(this.objectOf(key)));
      return Metadata?.[ATTEMPT];
    } catch (error) {
      if (hasStatus(error, 404)) return undefined;
      throw this.failed('read', key, error);
    }
  }

  private async page(
    prefix: string,
    token: string | undefined,
  ): Promise<ListObjectsV2CommandOutput> {
    const { Bucket, Key: Prefix } = this.objectOf(prefix);
    const input = { Bucket, Prefix, ContinuationToken: token };
    try {
      return await this.client.send(new this.commands.ListObjectsV2Command(input));
    } catch (error) {
      throw this.failed('listed', prefix, error);
    }
  }

  private failed(done: string, key: string, cause: unknown): StoreError {
    return new StoreError(`${this.url}: ${key} cannot be ${done}: ${messageOf(cause)}`, { cause });
  }
}
