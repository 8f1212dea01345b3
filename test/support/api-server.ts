import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const START_MS = 60_000;
const HOST = '127.0.0.1';
const MISSING = 'etcd and kube-apiserver are neither in PATH nor in KUBEBUILDER_ASSETS';

/**
 * etcd and kube-apiserver: the real API of Kubernetes, with nothing behind it. No controller makes
 * pods of Jobs, no garbage is collected; what is tested is what the API itself does: schemas, CEL,
 * server-side apply, watches, permissions. They are looked for in KUBEBUILDER_ASSETS and PATH.
 */
const ETCD = findProgram('etcd');
const SERVER = findProgram('kube-apiserver');

/** The tests that need the API server; where it is missing they are skipped, and say what to do. */
export const describeApiServer: jest.Describe =
  ETCD === undefined || SERVER === undefined ? skipped() : describe;

export interface ApiServer {
  /** A kubeconfig file whose user may do everything. */
  readonly kubeconfigPath: string;
  /** The same as text, for `KubeConfig.loadFromString`; `user` is impersonated where it is given. */
  readonly kubeconfig: (user?: string) => string;
  /** Ends etcd and the API server, and removes what they kept. */
  readonly stop: () => Promise<void>;
}

/** Starts both on free ports with a folder of their own; takes some seconds. */
export async function startApiServer(): Promise<ApiServer> {
  if (ETCD === undefined || SERVER === undefined) throw new Error(MISSING);
  const folder = mkdtempSync(join(tmpdir(), 'api-server-'));
  const [client, peer, port] = await Promise.all([freePort(), freePort(), freePort()]);
  const token = randomUUID();
  const programs = [
    start(ETCD, etcdFlags(folder, client, peer)),
    start(SERVER, serverFlags(folder, client, port, token)),
  ];
  const stop = async (): Promise<void> => {
    for (const { child, ended } of programs.toReversed()) {
      child.kill('SIGKILL');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await answering(folder, port, token, programs);
  } catch (error) {
    await stop();
    throw error;
  }
  const certificate = readFileSync(join(folder, 'apiserver.crt'), 'base64');
  const kubeconfig = (user?: string): string => writeConfig(port, certificate, token, user);
  const kubeconfigPath = join(folder, 'kubeconfig');
  writeFileSync(kubeconfigPath, kubeconfig());
  return { kubeconfigPath, kubeconfig, stop };
}

function etcdFlags(folder: string, client: number, peer: number): readonly string[] {
  const [clientUrl, peerUrl] = [client, peer].map((port) => `http://${HOST}:${port}`);
  return [
    `--data-dir=${join(folder, 'etcd')}`,
    `--listen-client-urls=${clientUrl}`,
    `--advertise-client-urls=${clientUrl}`,
    `--listen-peer-urls=${peerUrl}`,
    `--initial-advertise-peer-urls=${peerUrl}`,
    `--initial-cluster=default=${peerUrl}`,
    // Nothing has to outlive the tests.
    '--unsafe-no-fsync',
    '--log-level=error',
  ];
}

/** The server makes its own certificate (apiserver.crt) in `folder`. */
function serverFlags(folder: string, etcd: number, port: number, token: string): readonly string[] {
  const tokens = join(folder, 'tokens.csv');
  writeFileSync(tokens, `${token},admin,admin,system:masters\n`, { mode: 0o600 });
  const key = join(folder, 'service-account.key');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(key, privateKey.export({ type: 'pkcs1', format: 'pem' }), { mode: 0o600 });
  return [
    `--etcd-servers=http://${HOST}:${etcd}`,
    `--bind-address=${HOST}`,
    `--advertise-address=${HOST}`,
    `--secure-port=${port}`,
    `--cert-dir=${folder}`,
    `--token-auth-file=${tokens}`,
    '--authorization-mode=RBAC',
    `--service-account-issuer=https://${HOST}`,
    `--service-account-key-file=${key}`,
    `--service-account-signing-key-file=${key}`,
    '--service-cluster-ip-range=10.0.0.0/24',
    // No controller makes service accounts here, so no pod could be admitted.
    '--disable-admission-plugins=ServiceAccount',
  ];
}

interface Program {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  /** The last lines that it wrote, for the message of a failed start. */
  readonly said: string[];
}

function start(path: string, flags: readonly string[]): Program {
  const child = spawn(path, flags, { stdio: ['ignore', 'ignore', 'pipe'] });
  const said: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.push(text);
    said.splice(0, said.length - 20);
  });
  return { child, said, ended: new Promise((resolve) => child.once('close', () => resolve())) };
}

async function answering(
  folder: string,
  port: number,
  token: string,
  programs: readonly Program[],
): Promise<void> {
  const deadline = performance.now() + START_MS;
  while (!(await isReady(folder, port, token))) {
    const dead = programs.find(({ child }) => child.exitCode !== null);
    if (dead !== undefined || performance.now() > deadline) {
      const said = programs.map((program) => program.said.join('')).join('\n');
      throw new Error(`the API server does not answer on port ${port}:\n${said}`);
    }
    await sleep(100);
  }
}

/** Whether it is ready and the default namespace exists, which is made a moment later. */
async function isReady(folder: string, port: number, token: string): Promise<boolean> {
  const paths = ['/readyz', '/api/v1/namespaces/default'];
  const statuses = await Promise.all(paths.map((path) => ask(folder, port, token, path)));
  return statuses.every((status) => status === 200);
}

function ask(
  folder: string,
  port: number,
  token: string,
  path: string,
): Promise<number | undefined> {
  return new Promise((resolve) => {
    const headers = { authorization: `Bearer ${token}` };
    try {
      const ca = readFileSync(join(folder, 'apiserver.crt'));
      request({ host: HOST, port, path, headers, ca }, (response) => {
        response.resume().once('end', () => resolve(response.statusCode));
      })
        .once('error', () => resolve(undefined))
        .end();
    } catch {
      resolve(undefined);
    }
  });
}

function writeConfig(port: number, certificate: string, token: string, user?: string): string {
  const server = `https://${HOST}:${port}`;
  const impersonated = user === undefined ? {} : { as: user };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server, 'certificate-authority-data': certificate } }],
    users: [{ name: 'test', user: { token, ...impersonated } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test', namespace: 'default' } }],
    'current-context': 'test',
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port could be had');
  return address.port;
}

function findProgram(name: string): string | undefined {
  const { KUBEBUILDER_ASSETS, PATH = '' } = process.env;
  const folders = [KUBEBUILDER_ASSETS, ...PATH.split(delimiter)];
  return folders.map((folder) => folder && join(folder, name)).find((path) => isProgram(path));
}

function isProgram(path = ''): path is string {
  try {
    accessSync(path, constants.X_OK);
    return path !== '';
  } catch {
    return false;
  }
}

function skipped(): jest.Describe {
  console.log(`${MISSING}: the tests that need the API of Kubernetes are skipped.`);
  return describe.skip;
}
