import { Readable } from 'node:stream';
import { describeS3, type S3Server, startS3Server } from '../../../../../test/support/s3-server.js';
import { jsonContent } from '../content.js';
import { StoreError } from '../errors.js';
import { connect, openStore } from '../open-store.js';
import { parseStoreUrl, type S3Address } from '../store-url.js';
import { S3Store } from './s3-store.js';

jest.setTimeout(60_000);

type Send = (command: object) => Promise<unknown>;

describeS3('a store in S3', () => {
  let server: S3Server;
  let url: string;
  beforeAll(async () => {
    server = await startS3Server();
    Object.assign(process.env, server.credentials);
  }, 60_000);
  afterAll(() => server.stop());
  beforeEach(() => {
    url = server.newStore();
  });

  /** The store, of which every request goes through `change`. */
  async function storeThrough(change: (send: Send, command: object) => Promise<unknown>) {
    const address = parseStoreUrl(url) as S3Address;
    const { client, commands } = await connect(address);
    const send = client.send.bind(client) as unknown as Send;
    const sender = { send: (command: object) => change(send, command) };
    return new S3Store(url, address, sender, commands);
  }

  const broken = (): Error => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

  it('tries again when a connection breaks, in both directions', async () => {
    let requests = 0;
    const store = await storeThrough((send, command) => {
      if (requests++ % 2 === 0) throw broken();
      return send(command);
    });
    await store.put('k', jsonContent('text'));
    expect((await store.get('k', 100))?.digest).toBe(jsonContent('text').digest);
    expect(requests).toBe(4);
  });

  it('tries again when an answer breaks off', async () => {
    let requests = 0;
    const store = await storeThrough(async (send, command) => {
      const answer = (await send(command)) as { Body?: AsyncIterable<Uint8Array> };
      if (requests++ > 1 || answer.Body === undefined) return answer;
      return { ...answer, Body: Readable.from(breakingOff()) };
    });
    await (await openStore(url)).put('k', jsonContent('text'));
    expect((await store.get('k', 100))?.digest).toBe(jsonContent('text').digest);
  });

  it('gives up after some tries, and says what was to be done and why it was not', async () => {
    const store = await storeThrough(() => Promise.reject(broken()));
    await expect(store.put('a/k', jsonContent(1))).rejects.toThrow(StoreError);
    await expect(store.put('a/k', jsonContent(1))).rejects.toThrow(
      /^s3:.*: a\/k cannot be written: socket hang up$/u,
    );
  });

  it('knows its own write again when the answer was lost and the request sent twice', async () => {
    const store = await storeThrough(async (send, command) => {
      if (command.constructor.name === 'PutObjectCommand') await send(command);
      return send(command);
    });
    expect(await store.replace('k', jsonContent('mine'), undefined)).toBe(true);
    const other = await openStore(url);
    const { etag } = (await other.get('k', 100)) ?? {};
    expect(await store.replace('k', jsonContent('next'), etag)).toBe(true);
  });

  it('does not take the same write of somebody else for its own', async () => {
    const store = await openStore(url);
    await store.replace('k', jsonContent('same'), undefined);
    expect(await store.replace('k', jsonContent('same'), undefined)).toBe(false);
  });

  it('lists more objects than one answer holds', async () => {
    const store = await storeThrough((send, command) => {
      if ('input' in command) Object.assign(command.input as object, { MaxKeys: 2 });
      return send(command);
    });
    for (const key of ['a', 'b', 'c', 'd', 'e']) await store.put(key, jsonContent(key));
    expect((await store.list('')).map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('keeps to its prefix', async () => {
    const whole = await openStore(url.replace('some/prefix', ''));
    await whole.put('other', jsonContent(1));
    const store = await openStore(url);
    await store.put('k', jsonContent(1));
    expect((await store.list('')).map(({ key }) => key)).toEqual(['k']);
    expect((await whole.list('')).map(({ key }) => key)).toEqual(['other', 'some/prefix/k']);
  });

  it('refuses an upload that arrives as something else', async () => {
    const store = await openStore(url);
    const { digest } = jsonContent('meant');
    await expect(store.put('k', { ...jsonContent('other'), digest })).rejects.toThrow(/BadDigest/u);
    expect(await store.get('k', 100)).toBeUndefined();
  });

  it.each<[string, (url: string) => string, RegExp]>([
    ['the bucket is missing', (at) => at.replace('bucket-', 'nowhere-'), /NoSuchBucket/u],
    ['nobody listens', (at) => at.replace(/127\.0\.0\.1:\d+/u, '127.0.0.1:1'), /ECONNREFUSED/u],
  ])('says so when %s', async (_, change, reason) => {
    const store = await openStore(change(url));
    for (const work of [
      () => store.get('k', 100),
      () => store.put('k', jsonContent(1)),
      () => store.replace('k', jsonContent(1), undefined),
      () => store.list(''),
      () => store.remove('k'),
    ]) {
      await expect(work()).rejects.toThrow(StoreError);
      await expect(work()).rejects.toThrow(reason);
    }
  });

  it('says so when the key is wrong, without telling it', async () => {
    process.env.AWS_SECRET_ACCESS_KEY = 'hush';
    const store = await openStore(url);
    const reading = store.get('k', 100);
    await expect(reading).rejects.toThrow(/SignatureDoesNotMatch/u);
    await expect(reading).rejects.not.toThrow(/hush/u);
    Object.assign(process.env, server.credentials);
  });
});

// eslint-disable-next-line @typescript-eslint/require-await -- as a stream does
async function* breakingOff(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('"te');
  throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
}
