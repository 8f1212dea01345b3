import { CHARTS, manifests, template, WITH_MONITORING } from './support/charts.js';
import { helms } from './support/helm.js';

jest.setTimeout(120_000);

const KUBERNETES = ['1.30.0', '1.31.0', '1.32.0', '1.33.0', '1.34.0', '1.35.0', '1.36.0'];

describe.each(CHARTS)('the chart $name', ({ path, examples }) => {
  describe.each(helms)('with $name', (helm) => {
    it.each(examples)('%s: no complaint of `helm lint --strict`', async (_, file) => {
      expect(await helm.run('lint', '--strict', path, '-f', file)).toContain('0 chart(s) failed');
    });

    it.each(examples)('%s: the same bytes on every Kubernetes, twice', async (_, file) => {
      const renders = [];
      for (const version of [...KUBERNETES, ...KUBERNETES.slice(-1)])
        renders.push(
          await template(helm, path, '-f', file, '--kube-version', version, ...WITH_MONITORING),
        );
      expect(new Set(renders).size).toBe(1);
      expect(manifests(renders[0]).length).toBeGreaterThan(0);
    });

    it('refuses a Kubernetes that is too old', async () => {
      await expect(template(helm, path, '--kube-version', '1.29.9')).rejects.toThrow(
        /incompatible with Kubernetes v?1\.29/u,
      );
    });
  });

  it.each(examples)('%s: Helm 3 and 4 make the same objects', async (_, file) => {
    const [three, four] = await Promise.all(
      helms.map(async (helm) => manifests(await template(helm, path, '-f', file))),
    );
    expect(sorted(three)).toEqual(sorted(four));
  });

  it.each(examples)('%s: no object twice, and all of the release', async (_, file) => {
    const objects = manifests(await template(helms[1], path, '-f', file, ...WITH_MONITORING));
    const names = objects.map(({ kind, metadata: { name } }) => `${kind}/${name}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { metadata } of objects)
      expect(metadata.labels).toMatchObject({
        'app.kubernetes.io/instance': 'movies',
        'app.kubernetes.io/managed-by': 'Helm',
      });
  });
});

const sorted = (objects: ReturnType<typeof manifests>) =>
  [...objects].sort((a, b) => (key(a) < key(b) ? -1 : 1));
const key = ({ kind, metadata }: ReturnType<typeof manifests>[number]): string =>
  `${kind}/${metadata.name}`;
