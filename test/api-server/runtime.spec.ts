import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { setTimeout as sleep } from 'node:timers/promises';
import { KubeConfig } from '@kubernetes/client-node';
import {
  ApiError,
  Cache,
  childOf,
  Client,
  EVENTS,
  EventRecorder,
  KubeTransport,
  LeaderElection,
  type Logger,
  type RequestRecord,
  systemClock,
  type Transport,
} from '../../apps/operator/src/runtime/index.js';
import {
  CONFIG_MAPS,
  type ConfigMap,
} from '../../apps/operator/src/runtime/testing/config-maps.js';
import { type ApiServer, describeApiServer, startApiServer } from '../support/api-server.js';

const nothing = (): void => undefined;
const logger: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };
/** More for a long look: minutes of killed watches. */
const CHAOS_SECONDS = Number(process.env.WATCH_CHAOS_SECONDS ?? 20);

const configMap = (name: string, data: Readonly<Record<string, string>> = {}): ConfigMap => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'default', labels: { made: 'here' } },
  data,
});

describeApiServer('the runtime on a real API server', () => {
  let server: ApiServer;
  const transports: KubeTransport[] = [];
  beforeAll(async () => {
    server = await startApiServer();
  }, 90_000);
  afterAll(async () => {
    for (const transport of transports) transport.close();
    await server.stop();
  });

  const connect = (user?: string): KubeTransport => {
    const config = new KubeConfig();
    config.loadFromString(server.kubeconfig(user));
    const transport = new KubeTransport(config);
    transports.push(transport);
    return transport;
  };
  const clientOf = (manager = 'tester', transport: Transport = connect()): Client =>
    new Client(transport, manager);

  describe('the client', () => {
    it('creates, reads, replaces and deletes; what is not there is a value', async () => {
      const client = clientOf();
      const ref = { namespace: 'default', name: 'plain' };
      expect(await client.get(CONFIG_MAPS, ref)).toBeUndefined();
      const made = await client.create(CONFIG_MAPS, configMap('plain', { a: '1' }));
      expect(typeof made.metadata.creationTimestamp).toBe('string');
      await client.replace(CONFIG_MAPS, { ...made, data: { a: '2' } });
      expect((await client.get(CONFIG_MAPS, ref))?.data).toEqual({ a: '2' });
      const stale = client.replace(CONFIG_MAPS, { ...made, data: { a: '3' } });
      await expect(stale).rejects.toMatchObject({ code: 409, reason: 'Conflict' });
      const twice = client.create(CONFIG_MAPS, configMap('plain'));
      await expect(twice).rejects.toMatchObject({ code: 409, reason: 'AlreadyExists' });
      expect(await client.delete(CONFIG_MAPS, ref)).toBe(true);
      expect(await client.delete(CONFIG_MAPS, ref)).toBe(false);
    });

    it('lists by pages and by labels', async () => {
      const client = clientOf();
      for (let i = 0; i < 7; i++) await client.create(CONFIG_MAPS, configMap(`page-${i}`));
      const asked = { namespace: 'default', labelSelector: 'made=here', limit: 3 };
      const names: string[] = [];
      let from: string | undefined;
      do {
        const page = await client.list(CONFIG_MAPS, { ...asked, continue: from });
        names.push(...page.items.map(({ metadata }) => metadata.name));
        expect(page.items[0].kind).toBe('ConfigMap');
        from = page.continue;
      } while (from !== undefined);
      expect(names).toEqual(Array.from({ length: 7 }, (_, i) => `page-${i}`));
    });

    it('applies without conflicts: two managers keep their own fields, each takes back its own', async () => {
      const ours = clientOf('ours');
      const theirs = clientOf('theirs');
      await theirs.apply(CONFIG_MAPS, configMap('shared', { theirs: '1', both: 'theirs' }));
      await ours.apply(CONFIG_MAPS, configMap('shared', { ours: '1', both: 'ours' }));
      const after = await ours.apply(CONFIG_MAPS, configMap('shared', { both: 'ours' }));
      expect(after.data).toEqual({ theirs: '1', both: 'ours' });
      const again = await ours.apply(CONFIG_MAPS, configMap('shared', { both: 'ours' }));
      expect(again.metadata.resourceVersion).toBe(after.metadata.resourceVersion);
    });

    it('says who may not do what', async () => {
      const asked = clientOf('nobody', connect('nobody')).list(CONFIG_MAPS, {
        namespace: 'default',
      });
      await expect(asked).rejects.toThrow(ApiError);
      await expect(asked).rejects.toThrow(/list configmaps default: 403 Forbidden.*nobody/);
    });

    it('tells what it needs to be allowed: applying needs create only where nothing is', async () => {
      const records: RequestRecord[] = [];
      const asked = (record: RequestRecord) => void records.push(record);
      const client = new Client(connect(), 'tester', { answered: nothing, asked });
      for (let i = 0; i < 2; i++) await client.apply(CONFIG_MAPS, configMap('recorded'));
      const about = { group: '', resource: 'configmaps', namespace: 'default', name: 'recorded' };
      expect(records).toEqual([
        { verb: 'patch', ...about },
        { verb: 'create', ...about },
        { verb: 'patch', ...about },
      ]);
    });

    it('reports a server that is not there', async () => {
      const config = new KubeConfig();
      config.loadFromString(server.kubeconfig().replace(/127\.0\.0\.1:\d+/, '127.0.0.1:9'));
      const asked = new Client(new KubeTransport(config), 'tester').list(CONFIG_MAPS);
      await expect(asked).rejects.toMatchObject({ code: 0, reason: 'Unreachable' });
    });
  });

  it('records events, and counts those that repeat, as the API accepts them', async () => {
    const client = clientOf();
    const regarding = await client.apply(CONFIG_MAPS, configMap('eventful'));
    let elapsed = 0;
    const clock = { ...systemClock, elapsed: () => elapsed };
    const warnings: object[] = [];
    const warn = (facts: object) => void warnings.push(facts);
    const parts = { client, clock, logger: { ...logger, warn } };
    const recorder = new EventRecorder('example.dev/operator', 'pod-1', parts);
    const happening = { type: 'Normal', reason: 'Happened', action: 'Do', note: 'so' } as const;
    for (let i = 0; i < 3; i++) {
      recorder.record(regarding, happening);
      elapsed += 61_000;
      await recorder.flush();
    }
    expect(warnings).toEqual([]);
    const { items } = await client.list(EVENTS, { namespace: 'default' });
    const found = items.filter(({ reason }) => reason === 'Happened');
    expect(found).toMatchObject([{ series: { count: 3 }, regarding: { name: 'eventful' } }]);
  });

  let stopAll = nothing;
  afterEach(() => stopAll());

  it(
    'keeps a cache as the API has it while every watch is killed each second',
    async () => {
      const writer = clientOf('writer');
      const { transport, stop } = killing(connect(), 1_000);
      const cache = new Cache(
        CONFIG_MAPS,
        { namespaces: ['default'], labelSelector: 'made=here' },
        {
          client: clientOf('reader', transport),
          clock: systemClock,
          random: Math.random,
          logger,
          onRestart: nothing,
        },
      );
      stopAll = () => cache.stop();
      cache.start();
      const heap: number[] = [];
      const until = performance.now() + CHAOS_SECONDS * 1_000;
      let lookedAt = 0;
      for (let i = 0; performance.now() < until; i++) {
        const name = `chaos-${i % 20}`;
        if (i % 5 === 4) await writer.delete(CONFIG_MAPS, { namespace: 'default', name });
        else await writer.apply(CONFIG_MAPS, configMap(name, { value: String(i) }));
        if (performance.now() > lookedAt + CHAOS_SECONDS * 100) {
          heap.push(collected());
          lookedAt = performance.now();
        }
        await sleep(20);
      }
      stop();
      await sleep(5_000);
      const truth = await writer.list(CONFIG_MAPS, {
        namespace: 'default',
        labelSelector: 'made=here',
      });
      const told = (items: readonly ConfigMap[]) =>
        items.map(({ metadata, data }) => [metadata.name, metadata.resourceVersion, data]).sort();
      expect(told(cache.list())).toEqual(told(truth.items));
      expect(cache.isSynced).toBe(true);
      // After the first look, which has seen caches fill and code compile.
      const [, first = 0] = heap;
      const last = heap.at(-1) ?? 0;
      console.log(`heap in MiB: ${heap.map((bytes) => (bytes / 2 ** 20).toFixed(1)).join(' ')}`);
      expect((last - first) / 2 ** 20).toBeLessThan(8);
    },
    (CHAOS_SECONDS + 30) * 1_000,
  );

  it('has another leader within the lease and 2 s when one is killed, and never two', async () => {
    const times = { leaseMs: 4_000, renewDeadlineMs: 3_000, retryMs: 500 };
    const lease = { namespace: 'default', name: 'elected' };
    const parts = { clock: systemClock, random: Math.random, logger };
    const enter = (identity: string) => {
      let isCut = false;
      const inner = connect();
      const send: Transport['send'] = (request, signal) =>
        isCut ? new Promise(nothing) : inner.send(request, signal);
      const open: Transport['open'] = (request, signal) => inner.open(request, signal);
      const client = clientOf('operator', { host: inner.host, send, open });
      const election = new LeaderElection({ lease, identity, times }, { ...parts, client });
      const stopping = new AbortController();
      const leading = election.acquire(stopping.signal);
      const kill = (): void => void (isCut = true);
      return { identity, leading, kill, stop: () => stopping.abort() };
    };
    const entered = ['one', 'two', 'three'].map(enter);
    stopAll = () => entered.forEach(({ stop }) => stop());
    const first = await Promise.race(
      entered.map(({ leading, identity }) =>
        leading.then((leadership) => ({ identity, leadership })),
      ),
    );
    const killed = entered.find(({ identity }) => identity === first.identity);
    const others = entered.filter((each) => each !== killed);
    await sleep(2_000);
    killed?.kill();
    const killedAt = performance.now();
    const second = await Promise.race(others.map(({ leading }) => leading));
    // The first has known by itself that its time is over.
    expect(first.leadership?.lost.aborted).toBe(true);
    expect(performance.now() - killedAt).toBeLessThan(times.leaseMs + 2_000);
    await second?.release();
    const third = await Promise.race(
      others.map(async ({ leading }) => {
        const leadership = await leading;
        return leadership === second ? new Promise<undefined>(nothing) : leadership;
      }),
    );
    expect(third?.lost.aborted).toBe(false);
    await third?.release();
  }, 30_000);
});

/** Every stream that is opened is cut after so long, until it is stopped. */
function killing(inner: Transport, ms: number): { transport: Transport; stop: () => void } {
  let isOn = true;
  return {
    stop: () => void (isOn = false),
    transport: {
      host: inner.host,
      send: (request, signal) => inner.send(request, signal),
      open: (request, signal) => {
        const { controller } = childOf(signal);
        setTimeout(() => isOn && controller.abort(new Error('killed')), ms);
        return inner.open(request, controller.signal);
      },
    },
  };
}

/** Bytes of the heap after a collection. */
function collected(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
