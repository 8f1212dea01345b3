import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { chartReadme } from '../../tools/chart-readme.js';
import { CHARTS } from './support/charts.js';

describe.each(CHARTS)('the chart $name', ({ path }) => {
  it('has the README that `npm run generate` writes', () => {
    const isCurrent = readFileSync(join(path, 'README.md'), 'utf8') === chartReadme(path);
    expect(isCurrent ? 'current' : 'stale: run `npm run generate` and commit it').toBe('current');
  });

  it('tells Artifact Hub of the image that it installs by default', () => {
    const chart = parse(readFileSync(join(path, 'Chart.yaml'), 'utf8')) as {
      appVersion: string;
      annotations: Record<string, string>;
    };
    const values = parse(readFileSync(join(path, 'values.yaml'), 'utf8')) as {
      image: { repository: string };
    };
    const [{ image }] = parse(chart.annotations['artifacthub.io/images']) as { image: string }[];
    expect(image).toBe(`${values.image.repository}:${chart.appVersion}`);
    expect(chart.annotations).toMatchObject({
      'artifacthub.io/license': 'Apache-2.0',
      'artifacthub.io/changes': expect.stringContaining('kind:') as string,
    });
  });
});
