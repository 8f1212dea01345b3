import { Registry } from 'prom-client';
import { Client } from './api/client.js';
import type { KubeObject, Resource } from './api/resource.js';
import { type Ending, Manager } from './manager.js';
import { RuntimeMetrics } from './metrics/runtime-metrics.js';
import { FakeApiServer } from './testing/fake-api-server.js';
import { seededRandom } from './testing/seeded-random.js';
import { silentLogger } from './testing/silent-logger.js';
import { VirtualClock } from './testing/virtual-clock.js';

const SECRETS: Resource = {
  apiVersion: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  isNamespaced: true,
};
const ELECTION = { lease: { namespace: 'default', name: 'operator' } };

/** A process with one controller that copies the name of a Secret into its label. */
class Process {
  readonly begun: string[] = [];
  ending?: Ending;
  readonly manager: Manager;
  private readonly stopping = new AbortController();
  isCut = false;

  constructor(server: FakeApiServer, clock: VirtualClock, identity: string, workMs = 10) {
    const transport = server.connect();
    const client = new Client(
      {
        ...transport,
        send: (request, signal) =>
          this.isCut ? Promise.reject(new Error('cut')) : transport.send(request, signal),
      },
      'test',
    );
    const parts = { client, clock, random: seededRandom(1), logger: silentLogger };
    const metrics = new RuntimeMetrics(new Registry());
    const options = { election: { ...ELECTION, identity }, stopMs: 5_000 };
    this.manager = new Manager(options, { ...parts, metrics });
    const cache = this.manager.cache<KubeObject>(SECRETS);
    this.manager
      .controller({
        name: 'secrets',
        reconcile: (key, signal) => {
          this.begun.push(key);
          return new Promise((resolve) => {
            const end = (): void => resolve({});
            clock.after(workMs, end);
            signal.addEventListener('abort', end);
          });
        },
      })
      .watch(cache);
    void this.manager.run(this.stopping.signal).then((ending) => (this.ending = ending));
  }

  stop(): void {
    this.stopping.abort();
  }
}

describe('the manager', () => {
  let clock: VirtualClock;
  let server: FakeApiServer;
  beforeEach(() => {
    clock = new VirtualClock();
    server = new FakeApiServer({ clock });
    write('a');
  });

  const write = (name: string, value = '1'): void => {
    const path = `/api/v1/namespaces/default/secrets/${name}`;
    server.handle({ method: 'PATCH', path, body: { metadata: { name }, value } });
  };

  it('works only where it leads, and is ready everywhere', async () => {
    const processes = ['a', 'b'].map((identity) => new Process(server, clock, identity));
    await clock.advance(5_000);
    write('b');
    await clock.advance(5_000);
    const begun = processes.map((process) => process.begun);
    expect(begun).toContainEqual(['default/a', 'default/b']);
    expect(begun).toContainEqual([]);
    for (const { manager } of processes)
      for (const check of Object.values(manager.ready)) expect(check()).toBeUndefined();
  });

  it('ends in order: what was begun ends, then the lease is given back, then another works', async () => {
    const first = new Process(server, clock, 'a', 3_000);
    await clock.advance(1_000);
    const second = new Process(server, clock, 'b');
    await clock.advance(500);
    first.stop();
    await clock.advance(1_000);
    expect([first.ending, second.begun]).toEqual([undefined, []]);
    await clock.advance(5_000);
    expect([first.ending, second.begun]).toEqual(['stopped', ['default/a']]);
  });

  it('does not wait longer than it may for what does not end', async () => {
    const first = new Process(server, clock, 'a', 1e9);
    await clock.advance(1_000);
    first.stop();
    expect(await clock.advanceUntil(() => first.ending === 'stopped', 5_100)).toBe(true);
  });

  it('says so when it has lost the lease, and has ended its work by then', async () => {
    const first = new Process(server, clock, 'a', 1e9);
    await clock.advance(1_000);
    first.isCut = true;
    expect(await clock.advanceUntil(() => first.ending === 'lost', 12_100)).toBe(true);
  });
});
