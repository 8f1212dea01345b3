import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../e2e/support/service.js';
import { failed, sent, startDriver, underLoad } from './support/driver.js';
import { useRelease, type Values } from './support/release.js';
import { describeOnCluster, kubectl, NEXT_IMAGE } from './support/tools.js';

jest.setTimeout(480_000);

const VALUES: Values = {
  replicas: 2,
  resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
  podDisruptionBudget: { enabled: false },
  monitoring: { serviceMonitor: { enabled: false }, prometheusRule: { enabled: false } },
  // What is late on a small machine on which nodes, load and service run is answered all the same.
  environment: { MAX_QUEUE_DELAY_MS: '1000' },
};
const LOAD = { clients: 20, perSecond: 40 };
const LIGHT_LOAD = { clients: 4, perSecond: 10 };
const ENOUGH = 10_000;

interface Pods {
  readonly items: readonly {
    readonly metadata: { readonly name: string };
    readonly status: { readonly containerStatuses?: readonly { readonly restartCount: number }[] };
  }[];
}

describeOnCluster()('under load', () => {
  const release = useRelease('traffic');
  const deployment = `deployment/${release.name}`;

  beforeAll(async () => {
    await release.apply(VALUES);
    await startDriver(release);
  });

  it('an upgrade to another image fails no request of ten thousand', async () => {
    const outcome = await underLoad(release, { ...LOAD, least: ENOUGH }, async () => {
      const old = await podNames();
      const upgraded = { ...VALUES, podAnnotations: { 'example.org/upgraded': 'true' } };
      await release.apply(upgraded, { image: NEXT_IMAGE });
      await eventually(async () => {
        const left = (await podNames()).filter((name) => old.includes(name));
        expect(left).toEqual([]);
      }, 60_000);
    });
    tell('upgrade', outcome);
    expect(sent(outcome)).toBeGreaterThanOrEqual(ENOUGH);
    expect(failed(outcome)).toBe(0);
  });

  it('a rolling restart fails none', async () => {
    const outcome = await underLoad(release, LOAD, async () => {
      await release.kubectl('rollout', 'restart', deployment);
      await release.kubectl('rollout', 'status', deployment, '--timeout=120s');
      await sleep(8_000);
    });
    tell('restart', outcome);
    expect(failed(outcome)).toBe(0);
  });

  it('an autoscaler adds pods and takes them away, and fails none', async () => {
    if (!(await hasMetrics())) {
      process.stderr.write('SKIPPED: the cluster has no metrics-server: nothing scales\n');
      return;
    }
    const autoscaling = {
      enabled: true,
      minReplicas: 1,
      maxReplicas: 3,
      // Pods at rest must be well under half of it, or the last but one is never taken away.
      targetCPUUtilizationPercentage: 90,
      scaleDownStabilizationSeconds: 0,
    };
    await release.apply({ ...VALUES, autoscaling });
    const up = await underLoad(release, LOAD, () => eventually(() => expectReady(3), 150_000));
    tell('scaled up', up);
    const down = await underLoad(release, LIGHT_LOAD, () =>
      eventually(() => expectReady(1), 240_000),
    );
    tell('scaled down', down);
    expect([failed(up), failed(down)]).toEqual([0, 0]);
  });

  it('a pod that is killed takes only the requests that it was answering with it', async () => {
    await release.apply(VALUES);
    // From within a container nobody can kill its first process; this makes it one among others.
    const patch = { spec: { template: { spec: { shareProcessNamespace: true } } } };
    await release.kubectl('patch', deployment, '-p', JSON.stringify(patch));
    await release.kubectl('rollout', 'status', deployment, '--timeout=120s');
    await sleep(8_000);
    const [victim] = await podNames();
    const outcome = await underLoad(release, LOAD, async () => {
      await sleep(3_000);
      await release.kubectl('exec', victim, '--', '/nodejs/bin/node', '-e', KILL);
      await release.kubectl('wait', '--for=condition=Ready', `pod/${victim}`, '--timeout=60s');
      await sleep(3_000);
    });
    tell('kill -9', outcome);
    const pods = await release.json<Pods>('get', 'pods', victim, '-o', 'json');
    expect(pods).toMatchObject({ status: { containerStatuses: [{ restartCount: 1 }] } });
    // What was refused until the cluster had noticed was taken by nobody: it can be sent again.
    const refused = outcome.seen.ECONNREFUSED ?? 0;
    expect(failed(outcome) - refused).toBeLessThanOrEqual(LOAD.clients);
  });

  const podNames = async (): Promise<readonly string[]> =>
    (
      await release.json<Pods>('get', 'pods', '-l', 'app.kubernetes.io/component=service')
    ).items.map(({ metadata }) => metadata.name);

  async function expectReady(count: number): Promise<void> {
    await sleep(1_000);
    const { status } = await release.json<{ status: object }>('get', deployment);
    expect(status).toMatchObject({ replicas: count, readyReplicas: count });
  }
});

/** Kills the service, wherever it is among the processes of its pod. */
const KILL = `
  const { readdirSync, readFileSync } = require('fs');
  const isService = (pid) => readFileSync('/proc/' + pid + '/cmdline', 'utf8').includes('recommender.js');
  const pids = readdirSync('/proc').filter((name) => Number(name) > 0 && Number(name) !== process.pid);
  process.kill(Number(pids.find(isService)), 'SIGKILL');`;

const hasMetrics = (): Promise<boolean> =>
  kubectl(['get', '--raw', '/apis/metrics.k8s.io/v1beta1/nodes']).then(
    () => true,
    () => false,
  );

function tell(what: string, outcome: Parameters<typeof sent>[0]): void {
  const { seen, longestMs } = outcome;
  console.log(
    `${what}: ${sent(outcome)} requests, longest ${longestMs} ms, ${JSON.stringify(seen)}`,
  );
}
