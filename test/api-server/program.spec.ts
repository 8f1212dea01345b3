import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { KubeConfig } from '@kubernetes/client-node';
import { customResourceDefinitions } from '#contracts';
import {
  Client,
  KubeTransport,
  LEASES,
  type Resource,
} from '../../apps/operator/src/runtime/index.js';
import { type ApiServer, describeApiServer, startApiServer } from '../support/api-server.js';

const PROGRAM = 'dist/apps/operator/src/main.js';
const LEASE = { namespace: 'default', name: 'movie-recommender-operator' };
const DEFINITIONS: Resource = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  isNamespaced: false,
};

describeApiServer('the built operator', () => {
  let server: ApiServer;
  let transport: KubeTransport;
  let client: Client;
  const replicas: Replica[] = [];
  beforeAll(async () => {
    server = await startApiServer();
    const config = new KubeConfig();
    config.loadFromString(server.kubeconfig());
    transport = new KubeTransport(config);
    client = new Client(transport, 'kubectl');
    for (const definition of customResourceDefinitions())
      await client.apply(DEFINITIONS, definition);
  }, 90_000);
  afterAll(async () => {
    for (const { child } of replicas) child.kill('SIGKILL');
    transport.close();
    await server.stop();
  });

  const holder = async (): Promise<string> =>
    (await client.get(LEASES, LEASE))?.spec?.holderIdentity ?? '';

  it('tells its settings', () => {
    const help = execFileSync(process.execPath, [PROGRAM, '--help'], { encoding: 'utf8' });
    expect(help).toContain('WATCH_NAMESPACES');
  });

  it('refuses settings that cannot be used, with their names', async () => {
    const replica = new Replica(server.kubeconfigPath, { WORKERS: 'many' });
    expect(await replica.ended).toBe(2);
  });

  it('leads, is ready, measures itself, and hands over to another within seconds when it is stopped', async () => {
    const first = new Replica(server.kubeconfigPath, { POD_NAME: 'first' });
    replicas.push(first);
    await until(async () => (await holder()).startsWith('first'));
    expect(await first.status('/livez')).toBe(200);
    await until(async () => (await first.status('/readyz')) === 200);
    const second = new Replica(server.kubeconfigPath, { POD_NAME: 'second' });
    replicas.push(second);
    await until(async () => (await second.status('/readyz')) === 200);
    const metrics = await first.text('/metrics');
    for (const line of [
      'leader_election_master_status{name="movie-recommender-operator"} 1',
      'controller_runtime_max_concurrent_reconciles{controller="recommendermodel"} 4',
      'rest_client_requests_total{code="200",method="GET"',
      'process_resident_memory_bytes',
    ])
      expect(metrics).toContain(line);
    first.child.kill('SIGTERM');
    const stoppedAt = performance.now();
    expect(await first.ended).toBe(0);
    await until(async () => (await holder()).startsWith('second'));
    expect(performance.now() - stoppedAt).toBeLessThan(10_000);
  }, 60_000);
});

class Replica {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  private url = '';

  constructor(kubeconfig: string, environment: Readonly<Record<string, string>>) {
    const { PATH } = process.env;
    const env = { PATH, KUBECONFIG: kubeconfig, HEALTH_HOST: '127.0.0.1', HEALTH_PORT: '0' };
    this.child = spawn(process.execPath, [PROGRAM], {
      env: { ...env, ...environment },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.url ||= /"url":"([^"]+)"/u.exec(text)?.at(1) ?? '';
    });
  }

  async status(path: string): Promise<number> {
    return (await fetch(this.url + path)).status;
  }

  async text(path: string): Promise<string> {
    return (await fetch(this.url + path)).text();
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (performance.now() < deadline) {
    if (await holds().catch(() => false)) return;
    await sleep(100);
  }
  throw new Error('it never came');
}
