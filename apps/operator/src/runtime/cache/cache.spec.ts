import fc from 'fast-check';
import { Client } from '../api/client.js';
import { CONFIG_MAPS, type ConfigMap } from '../testing/config-maps.js';
import { FakeApiServer } from '../testing/fake-api-server.js';
import { type Faults, NO_FAULTS, randomFaults } from '../testing/faults.js';
import { seededRandom } from '../testing/seeded-random.js';
import { silentLogger } from '../testing/silent-logger.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { Cache, type CacheOptions } from './cache.js';

class Scene {
  readonly clock = new VirtualClock();
  readonly server = new FakeApiServer({ clock: this.clock });
  restarts = 0;
  readonly cache: Cache<ConfigMap>;

  constructor(faults: Faults = NO_FAULTS, options: CacheOptions = {}, seed = 1) {
    this.cache = new Cache(CONFIG_MAPS, options, {
      client: new Client(this.server.connect(faults), 'test'),
      clock: this.clock,
      random: seededRandom(seed),
      logger: silentLogger,
      onRestart: () => this.restarts++,
    });
  }

  write(name: string, value: string, namespace = 'default', metadata: object = {}): void {
    const path = `/api/v1/namespaces/${namespace}/configmaps/${name}`;
    const body = { apiVersion: 'v1', kind: 'ConfigMap', data: { value } };
    this.server.handle({
      method: 'PATCH',
      path,
      body: { ...body, metadata: { name, ...metadata } },
    });
  }

  remove(name: string): void {
    const path = `/api/v1/namespaces/default/configmaps/${name}`;
    this.server.handle({ method: 'DELETE', path });
  }

  /** What is in the cache, as "name=value". */
  get cached(): readonly string[] {
    return told(this.cache.list());
  }

  get truth(): readonly string[] {
    return told(this.server.all('configmaps'));
  }
}

const told = (objects: readonly ConfigMap[]): readonly string[] =>
  objects.map(({ metadata: { name }, data }) => `${name}=${data?.value}`).sort();

describe('a cache', () => {
  it('has what was there and what comes, changes and goes', async () => {
    const scene = new Scene();
    scene.write('a', '1');
    scene.write('b', '1');
    scene.cache.start();
    await scene.clock.advance(10);
    expect([scene.cache.isSynced, scene.cached]).toEqual([true, ['a=1', 'b=1']]);
    scene.write('a', '2');
    scene.write('c', '1');
    scene.remove('b');
    await scene.clock.advance(10);
    expect(scene.cached).toEqual(['a=2', 'c=1']);
  });

  it('lists by pages, of one moment', async () => {
    const scene = new Scene();
    for (let i = 0; i < 1_201; i++) scene.write(`n${i}`, '1');
    scene.cache.start();
    // The first page has been read by now.
    await scene.clock.advance(3);
    scene.write('n0', '2');
    await scene.clock.advance(20);
    expect(scene.cached).toEqual(scene.truth);
    expect(scene.cache.size).toBe(1_201);
  });

  it('leaves out who manages which field, and what kubectl applied', async () => {
    const scene = new Scene();
    const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{}', kept: 'yes' };
    scene.write('a', '1', 'default', { annotations, managedFields: [{ manager: 'x' }] });
    scene.cache.start();
    await scene.clock.advance(10);
    const metadata = scene.cache.get({ namespace: 'default', name: 'a' })?.metadata;
    expect(metadata).not.toHaveProperty('managedFields');
    expect(metadata?.annotations).toEqual({ kept: 'yes' });
    expect(typeof metadata?.creationTimestamp).toBe('string');
  });

  it('keeps to its namespaces and labels', async () => {
    const scene = new Scene(NO_FAULTS, { namespaces: ['one', 'two'], labelSelector: 'app=x' });
    const labels = { app: 'x' };
    for (const namespace of ['one', 'two', 'three'])
      scene.write(namespace, '1', namespace, { labels });
    scene.write('unlabelled', '1', 'one');
    scene.cache.start();
    await scene.clock.advance(20);
    expect(scene.cached).toEqual(['one=1', 'two=1']);
  });

  it.each([
    ['a server error', { status: 500, body: {} }],
    ['a reset', 'reset' as const],
    ['a refusal', { status: 403, body: { reason: 'Forbidden' } }],
  ])('begins again after %s, with growing delays', async (_, refusal) => {
    let isBroken = true;
    const scene = new Scene({
      ...NO_FAULTS,
      refusal: () => (isBroken ? refusal : undefined),
    });
    scene.write('a', '1');
    scene.cache.start();
    await scene.clock.advance(60_000);
    expect(scene.restarts).toBeGreaterThan(3);
    expect(scene.restarts).toBeLessThan(12);
    expect(scene.cache.isSynced).toBe(false);
    isBroken = false;
    await scene.clock.advance(45_000);
    expect([scene.cache.isSynced, scene.cached]).toEqual([true, ['a=1']]);
  });

  it('lists anew when its place in the history is gone', async () => {
    const scene = new Scene();
    scene.cache.start();
    await scene.clock.advance(10);
    scene.server.breakWatches(new Error('ECONNRESET'));
    await scene.clock.advance(0);
    scene.write('a', '1');
    scene.server.compact();
    await scene.clock.advance(5_000);
    expect(scene.cached).toEqual(['a=1']);
  });

  it('goes on from a bookmark, so that a quiet kind does not fall out of the history', async () => {
    const scene = new Scene();
    scene.cache.start();
    await scene.clock.advance(10);
    const path = '/api/v1/namespaces/default/secrets/other';
    scene.server.handle({ method: 'PATCH', path, body: { metadata: { name: 'other' } } });
    scene.server.bookmark();
    await scene.clock.advance(10);
    scene.server.breakWatches();
    await scene.clock.advance(0);
    const before = scene.server.requests;
    scene.write('a', '1');
    await scene.clock.advance(5_000);
    // One more watch, and no list.
    expect([scene.cached, scene.server.requests - before]).toEqual([['a=1'], 2]);
  });

  it('finds by the next list what a watch has lost', async () => {
    let isLossy = false;
    const scene = new Scene(
      { ...NO_FAULTS, deliveries: () => (isLossy ? [] : [1]) },
      { relistMs: 60_000 },
    );
    scene.write('gone', '1');
    scene.cache.start();
    await scene.clock.advance(10);
    isLossy = true;
    scene.write('a', '1');
    scene.remove('gone');
    await scene.clock.advance(1_000);
    expect(scene.cached).toEqual(['gone=1']);
    await scene.clock.advance(66_000);
    expect(scene.cached).toEqual(['a=1']);
  });

  it('is not set back by events that come late or twice', async () => {
    const delays = [[50], [1, 80]];
    const scene = new Scene({ ...NO_FAULTS, deliveries: () => delays.shift() ?? [1] });
    scene.cache.start();
    await scene.clock.advance(10);
    for (const value of ['1', '2', '3']) scene.write('a', value);
    await scene.clock.advance(100);
    expect(scene.cached).toEqual(['a=3']);
  });

  it('goes on when a listener fails, and tells the others', async () => {
    const scene = new Scene();
    const heard: string[] = [];
    scene.cache.onChange(() => {
      throw new Error('a bug');
    });
    scene.cache.onChange(({ key }) => heard.push(key));
    scene.cache.start();
    await scene.clock.advance(10);
    scene.write('a', '1');
    await scene.clock.advance(10);
    scene.write('b', '1');
    await scene.clock.advance(10);
    expect(heard).toEqual(['default/a', 'default/b']);
  });

  it('asks for nothing more once it was stopped, at whatever moment', async () => {
    for (let ms = 0; ms < 12; ms++) {
      const scene = new Scene({ ...NO_FAULTS, watchBreaks: () => 4 });
      scene.write('a', '1');
      scene.cache.start();
      await scene.clock.advance(ms);
      scene.cache.stop();
      await scene.clock.advance(10);
      const { requests } = scene.server;
      await scene.clock.advance(3_600_000);
      expect(scene.server.requests).toBe(requests);
      expect(scene.cache.isSynced).toBe(false);
    }
  });

  it('tells of every object again with every list, so that nothing is overlooked for ever', async () => {
    const scene = new Scene(NO_FAULTS, { relistMs: 60_000 });
    const heard: string[] = [];
    scene.cache.onChange(({ key }) => heard.push(key));
    scene.write('a', '1');
    scene.cache.start();
    await scene.clock.advance(300_000);
    expect(heard.length).toBeGreaterThanOrEqual(5);
  });

  it('equals the truth some time after the faults, whatever they were', async () => {
    const step = fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      value: fc.option(fc.constantFrom('1', '2', '3')),
      ms: fc.nat(2_000),
      compacts: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.array(step, { maxLength: 40 }), async (seed, steps) => {
        const random = seededRandom(seed);
        let isOn = true;
        const faults = randomFaults(random, 0.3, () => isOn);
        const scene = new Scene(faults, {}, seed);
        scene.cache.start();
        for (const { name, value, ms, compacts } of steps) {
          if (value === null) scene.remove(name);
          else scene.write(name, value);
          if (compacts) scene.server.compact();
          await scene.clock.advance(ms);
        }
        isOn = false;
        await scene.clock.advance(15 * 60_000);
        expect(scene.cached).toEqual(scene.truth);
        expect(scene.cache.isSynced).toBe(true);
        scene.cache.stop();
      }),
    );
  });
});
