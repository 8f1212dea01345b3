import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { API_VERSION } from '#contracts';
import { FakeCluster, idOf } from './testing/cluster.js';
import { OperatorProcess } from './testing/operator-process.js';
import { specOf } from './testing/story.js';
import { NO_FAULTS } from './runtime/testing/faults.js';
import { seededRandom } from './runtime/testing/seeded-random.js';
import { VirtualClock } from './runtime/testing/virtual-clock.js';

/** `npm run bench:operator` looks at 500. */
const RESOURCES = Number(process.env.OPERATOR_RESOURCES ?? 20);
const HOUR_MS = 3_600_000;

describe(`the operator with ${RESOURCES} resources`, () => {
  it('comes to rest, and asks for little while nothing changes', async () => {
    const clock = new VirtualClock();
    const cluster = new FakeCluster(clock);
    const names = Array.from({ length: RESOURCES }, (_, i) => `model-${i}`);
    const empty = heapAfterCollection();
    for (const name of names) {
      cluster.addPods(name, 2);
      cluster.setCatalogue(`${name}-films`, `films of ${name}`);
      const resource = { apiVersion: API_VERSION, kind: 'RecommenderModel', metadata: { name } };
      const object = { ...resource, spec: specOf(name) };
      cluster.put(`/apis/${API_VERSION}`, 'recommendermodels', object);
    }
    const stored = heapAfterCollection();
    const options = { cluster, clock, random: seededRandom(1), faults: NO_FAULTS };
    const environment = { LEADER_ELECTION: 'false' };
    const before = cluster.server.requests;
    const began = performance.now();
    const process = new OperatorProcess('operator', { ...options, environment });
    const isServed = (name: string): boolean =>
      cluster.rolloutOf(name)?.stable === idOf(`films of ${name}`);
    expect(await clock.advanceUntil(() => names.every(isServed), HOUR_MS)).toBe(true);
    await clock.advance(HOUR_MS);
    const untilRest = cluster.server.requests - before;
    const seconds = (performance.now() - began) / 1_000;
    const writes = cluster.server.writes.length;
    await clock.advance(HOUR_MS);
    const anHour = cluster.server.requests - before - untilRest;
    const used = heapAfterCollection() - stored;
    const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
    console.log(
      [
        `${RESOURCES} resources, 2 pods each`,
        `requests until all are served, and an hour more: ${(untilRest / RESOURCES).toFixed(1)} a resource`,
        `requests in an hour at rest: ${(anHour / RESOURCES).toFixed(1)} a resource`,
        `heap of operator and history: ${mebibytes(used)} MiB, ${(used / RESOURCES / 1024).toFixed(1)} KiB a resource`,
        `(the API in memory holds ${mebibytes(stored - empty)} MiB; ${seconds.toFixed(1)} s of computing)`,
      ].join('\n'),
    );
    expect(cluster.server.writes.length).toBe(writes);
    expect(anHour / RESOURCES).toBeLessThan(20);
    process.end();
  }, 600_000);
});

function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
