import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeS3, type S3Server, startS3Server } from '../../../../test/support/s3-server.js';
import { FileStore } from '../store/file/file-store.js';
import { connect } from '../store/open-store.js';
import { S3Store } from '../store/s3/s3-store.js';
import { parseStoreUrl, type S3Address } from '../store/store-url.js';
import type { Store } from '../store/store.js';
import { dyingFileSystem, dyingSender, hastyFileSystem, type Life } from './dying.js';

/** A writer that is seen to hold a lock for so long is dead, in tests. */
const STALE_MS = 40;

/** One store, as programs of different fates see it. */
export interface TestStore {
  readonly store: Store;
  /** The store for a program that dies. */
  readonly dying: (life: Life) => Store;
}

interface Driver {
  readonly name: string;
  readonly describe: jest.Describe;
  readonly start: () => Promise<void>;
  readonly newStore: () => Promise<TestStore>;
  readonly stop: () => Promise<void>;
}

function fileDriver(): Driver {
  let folder: string;
  let stores = 0;
  return {
    name: 'a folder',
    describe,
    start: () => {
      folder = mkdtempSync(join(tmpdir(), 'store-'));
      return Promise.resolve();
    },
    newStore: () => {
      const root = join(folder, `${stores++}`, 'models');
      return Promise.resolve({
        store: new FileStore(root, root, hastyFileSystem, STALE_MS),
        dying: (life) => new FileStore(root, root, dyingFileSystem(life), STALE_MS),
      });
    },
    stop: () => {
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

/** @param isDelivered whether the request that a program dies of arrives */
function s3Driver(isDelivered: boolean): Driver {
  let server: S3Server;
  return {
    name: `S3, where the last request ${isDelivered ? 'arrives' : 'is lost'}`,
    describe: describeS3,
    start: async () => {
      server = await startS3Server();
      Object.assign(process.env, server.credentials);
    },
    newStore: async () => {
      const url = server.newStore();
      const address = parseStoreUrl(url) as S3Address;
      const { client, commands } = await connect(address);
      return {
        store: new S3Store(url, address, client, commands),
        dying: (life) =>
          new S3Store(url, address, dyingSender(client, life, isDelivered), commands),
      };
    },
    stop: () => server.stop(),
  };
}

/** Runs tests on every kind of store. */
export function describeStores(
  title: string,
  tests: (newStore: () => Promise<TestStore>) => void,
  { withLostRequests = false } = {},
): void {
  const drivers = [fileDriver(), s3Driver(true), ...(withLostRequests ? [s3Driver(false)] : [])];
  for (const { name, describe: describeDriver, start, newStore, stop } of drivers)
    describeDriver(`${title} (${name})`, () => {
      beforeAll(start, 60_000);
      afterAll(stop);
      tests(newStore);
    });
}
