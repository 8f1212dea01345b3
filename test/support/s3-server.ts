import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ACCESS_KEY = 'test-user';
const SECRET_KEY = 'test-secret-key';
const START_MS = 30_000;

/**
 * versitygw: a real S3 server over a folder, which makes conditional writes atomic also between
 * requests that arrive together, as long as it keeps their etags in extended attributes (with a sidecar
 * folder for them it was seen to lose updates). It is a Go program: `npm run s3:install` puts it where
 * it is found.
 */
const NAME = 'versitygw';
export const S3_SERVER = findServer();

/** The tests that need the server; where it is missing they are skipped, and say what to do. */
export const describeS3: jest.Describe = S3_SERVER === undefined ? skipped() : describe;

export interface S3Server {
  /** Settings of a program that is to reach it. */
  readonly credentials: Readonly<Record<'AWS_ACCESS_KEY_ID' | 'AWS_SECRET_ACCESS_KEY', string>>;
  /** Makes a bucket and tells the address of a store in it. */
  readonly newStore: () => string;
  readonly stop: () => Promise<void>;
}

/** Starts the server on a free port, with a folder of its own. */
export async function startS3Server(): Promise<S3Server> {
  if (S3_SERVER === undefined) throw new Error(`${NAME} is missing: npm run s3:install`);
  const folder = mkdtempSync(join(tmpdir(), 's3-'));
  const port = await freePort();
  const child = spawn(S3_SERVER, ['--port', `127.0.0.1:${port}`, '--quiet', 'posix', folder], {
    env: { ROOT_ACCESS_KEY: ACCESS_KEY, ROOT_SECRET_KEY: SECRET_KEY },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const endpoint = `http://127.0.0.1:${port}`;
  await answering(endpoint, child);
  let stores = 0;
  return {
    credentials: { AWS_ACCESS_KEY_ID: ACCESS_KEY, AWS_SECRET_ACCESS_KEY: SECRET_KEY },
    newStore: () => {
      const bucket = `bucket-${stores++}`;
      mkdirSync(join(folder, bucket));
      return `s3://${bucket}/some/prefix?endpoint=${endpoint}&pathStyle=true`;
    },
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Any answer will do: without a signature it is a refusal. */
async function answering(endpoint: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + START_MS;
  while (
    !(await fetch(endpoint).then(
      () => true,
      () => false,
    ))
  ) {
    if (child.exitCode !== null || performance.now() > deadline)
      throw new Error(`${NAME} does not answer at ${endpoint}`);
    await sleep(50);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port could be had');
  return address.port;
}

function findServer(): string | undefined {
  const { VERSITYGW, GOBIN, PATH = '' } = process.env;
  const folders = [GOBIN, join(homedir(), 'go/bin'), ...PATH.split(delimiter)];
  const places = folders.map((folder) => folder && join(folder, NAME));
  return [VERSITYGW, ...places].find((path) => path && isProgram(path));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function skipped(): jest.Describe {
  console.log(
    `No S3 server was found, its tests are skipped. To have it (needs Go): npm run s3:install`,
  );
  return describe.skip;
}
