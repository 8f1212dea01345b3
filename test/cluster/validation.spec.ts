import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { misspelt, TYPOS } from './support/typos.js';
import { useRelease } from './support/release.js';
import { CHART, describeOnCluster, helm, kubectl } from './support/tools.js';

jest.setTimeout(120_000);

interface Manifest {
  readonly kind: string;
}
interface Rendered {
  readonly text: string;
  readonly manifest: Manifest;
}

const FILES = globSync(join(CHART, 'ci/*-values.yaml')).sort();

describeOnCluster()('what is rendered, put to the API server', () => {
  const release = useRelease('validation');
  let known: ReadonlySet<string>;
  beforeAll(async () => {
    const resources = await kubectl(['api-resources', '--no-headers']);
    known = new Set(
      resources
        .trim()
        .split('\n')
        .map((line) => line.trim().split(/ +/u).at(-1) ?? ''),
    );
  });

  it.each(FILES.map((file) => [basename(file), file]))('%s: accepted as it is', async (_, file) => {
    const rendered = (await render(file)).filter(isKnown);
    expect(rendered.length).toBeGreaterThanOrEqual(3);
    await judge(rendered.map(({ text }) => text).join('\n---\n'));
  });

  it.each(TYPOS)('%s: %s: "%s" misspelt as "%s" is refused', async (...typo) => {
    const [kind, , , wrong] = typo;
    const files = await Promise.all(FILES.map(render));
    const found = files
      .flat()
      .find(({ manifest }) => manifest.kind === kind && has(manifest, typo));
    if (found === undefined) throw new Error(`no file of ci/ makes such a ${kind}`);
    if (!isKnown(found)) return;
    await expect(judge(JSON.stringify(misspelt(found.manifest, typo)))).rejects.toThrow(
      new RegExp(`unknown field "[^"]*${wrong}"`, 'u'),
    );
  });

  /** Everything that the chart makes of a file, the pods of `helm test` included. */
  async function render(file: string): Promise<readonly Rendered[]> {
    const always = ['--set', 'monitoring.renderMode=alwaysRender'];
    const where = ['-n', release.namespace, '-f', file];
    return (await helm('template', 'movies', CHART, ...where, ...always))
      .split(/^---$/mu)
      .map((text) => ({ text, manifest: parse(text) as Manifest | null }))
      .filter((each): each is Rendered => each.manifest !== null);
  }

  /** @throws Error with what the API server says against them, be it a warning */
  const judge = (manifests: string): Promise<string> =>
    kubectl(
      [
        ...['-n', release.namespace, 'apply', '-f', '-'],
        ...['--dry-run=server', '--validate=strict', '--warnings-as-errors'],
      ],
      manifests,
    );

  function isKnown({ manifest: { kind } }: Rendered): boolean {
    if (!known.has(kind)) process.stderr.write(`SKIPPED: the cluster does not know ${kind}\n`);
    return known.has(kind);
  }
});

function has(manifest: Manifest, typo: (typeof TYPOS)[number]): boolean {
  try {
    misspelt(manifest, typo);
    return true;
  } catch {
    return false;
  }
}
