import { execFileSync } from 'node:child_process';
import { forward } from './support/forward.js';
import { useRelease } from './support/release.js';
import { describeOnCluster, IMAGE, kubectlJson } from './support/tools.js';

jest.setTimeout(180_000);

interface Listed {
  readonly items: readonly {
    readonly kind: string;
    readonly metadata: { readonly name: string };
  }[];
}

const MOST_BYTES = 200e6;

interface Nodes {
  readonly items: readonly {
    readonly status: {
      readonly images: readonly {
        readonly names: readonly string[] | null;
        readonly sizeBytes: number;
      }[];
    };
  }[];
}

describeOnCluster()('an installation in a namespace that enforces restricted', () => {
  const release = useRelease('install');
  let before: readonly string[];

  beforeAll(async () => {
    before = await everything();
    const training = {
      enabled: true,
      catalogue: { location: '/catalogue/films.jsonl', existingConfigMap: 'catalogue' },
      resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
    };
    await release.kubectl(
      ...[
        'create',
        'configmap',
        'catalogue',
        '--from-file=films.jsonl=data/sample-catalogue.jsonl',
      ],
    );
    await release.apply({
      model: { store: { kind: 'pvc', pvc: { size: '100Mi' } } },
      training,
      resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
      monitoring: { serviceMonitor: { enabled: false }, prometheusRule: { enabled: false } },
    });
  });

  it("answers the lab's curl through a port-forward", async () => {
    const url = await forward(release.namespace, release.name, 80);
    const answer = execFileSync('curl', [
      ...['-sf', '-H', 'Content-Type: application/json', '-d', '{"movie_id": 1}'],
      `${url}/recommend`,
    ]);
    const { recommendations } = JSON.parse(answer.toString()) as { recommendations: string[] };
    expect(recommendations).toHaveLength(5);
  });

  it('serves the model that the training Job put into the store', async () => {
    const url = await forward(release.namespace, release.name, 80);
    const health = (await (await fetch(`${url}/healthz`)).json()) as {
      model: { version: string };
    };
    const jobs = await release.json<Listed>('get', 'jobs');
    expect(jobs.items).toHaveLength(1);
    expect(health.model.version).not.toBe('');
  });

  it('passes `helm test`', async () => {
    const said = await release.helm('test');
    expect(said.match(/Phase: +Succeeded/gu)).toHaveLength(3);
  });

  it('runs as 65532 without capabilities on a root that nobody can write to', async () => {
    const script = `
      const { readFileSync, writeFileSync } = require('fs');
      const status = readFileSync('/proc/1/status', 'utf8');
      const field = (name) => new RegExp('^' + name + ':\\\\s*(.+)$', 'm').exec(status)[1].split('\\t');
      let written = 'written';
      try { writeFileSync('/app/x', ''); } catch (error) { written = error.code; }
      writeFileSync('/tmp/x', '');
      console.log(JSON.stringify({ uid: field('Uid')[0], effective: field('CapEff')[0],
        bounding: field('CapBnd')[0], noNewPrivileges: field('NoNewPrivs')[0], written }));`;
    const said = await release.kubectl(
      ...['exec', `deployment/${release.name}`, '--', '/nodejs/bin/node', '-e', script],
    );
    expect(JSON.parse(said)).toEqual({
      uid: '65532',
      effective: '0000000000000000',
      bounding: '0000000000000000',
      noNewPrivileges: '1',
      written: 'EROFS',
    });
  });

  it('runs an image of less than 200 MB', async () => {
    const { items } = await kubectlJson<Nodes>('get', 'nodes');
    // An image that has lost its names to a newer one has null in their place.
    const [size] = items
      .flatMap(({ status }) => status.images)
      .filter(({ names }) => names?.some((name) => name === IMAGE || name.endsWith(`/${IMAGE}`)))
      .map(({ sizeBytes }) => sizeBytes);
    console.log(`${IMAGE}: ${(size / 1e6).toFixed(0)} MB`);
    expect(size).toBeLessThan(MOST_BYTES);
  });

  it('leaves nothing behind but the claim with the models', async () => {
    await release.helm('uninstall', '--wait');
    await release.kubectl('delete', 'configmap', 'catalogue');
    await release.kubectl('wait', '--for=delete', 'pods', '--all', '--timeout=60s');
    const left = (await everything()).filter((name) => !before.includes(name));
    expect(left).toEqual([`PersistentVolumeClaim/${release.name}-models`]);
  });

  /** All that can be listed in the namespace, but for what the cluster itself writes there. */
  async function everything(): Promise<readonly string[]> {
    const kinds = (
      await release.kubectl('api-resources', '--namespaced', '--verbs=list', '-o', 'name')
    )
      .trim()
      .split('\n')
      .filter((kind) => !/^(?:events|pods\.metrics|.*\.metrics\.k8s\.io)/u.test(kind));
    const { items } = await release.json<Listed>('get', kinds.join(','));
    return items.map(({ kind, metadata }) => `${kind}/${metadata.name}`).sort();
  }
});
