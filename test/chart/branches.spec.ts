import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { instrument, noted } from './support/branches.js';
import { CHARTS, template, WITH_MONITORING } from './support/charts.js';
import { helm4 } from './support/helm.js';
import { MORE, REFUSED } from './support/more-values.js';

jest.setTimeout(120_000);

const LEAST = 0.95;
const folder = mkdtempSync(join(tmpdir(), 'movie-recommender-branches-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function fileOf(values: object): string {
  const file = join(folder, `${files++}.yaml`);
  writeFileSync(file, stringify(values));
  return file;
}

describe.each(CHARTS)('the templates of $name', (chart) => {
  it('have every branch rendered both ways', async () => {
    const copy = join(folder, chart.name);
    const arms = instrument(chart, copy);
    const values = [
      ...chart.examples.map(([, file]) => file),
      ...(MORE[chart.name] ?? []).map((each) => fileOf(each)),
    ];
    const reached = new Set<string>();
    for (const file of values)
      for (const cluster of [[], WITH_MONITORING])
        for (const arm of noted(await template(helm4, copy, '-f', file, ...cluster)))
          reached.add(arm);
    // An arm that refuses ends the rendering: the tests below show that it is reached.
    const missed = arms.filter(({ name, refuses }) => !refuses && !reached.has(name));
    const share = 1 - missed.length / arms.length;
    console.log(
      `${chart.name}: ${arms.length - missed.length} of ${arms.length} arms; missed: ${missed.map(({ name }) => name).join(' · ') || 'none'}`,
    );
    expect(share).toBeGreaterThanOrEqual(LEAST);
  });

  it.each(REFUSED[chart.name] ?? [])('refuse %s', async (_, values, message) => {
    await expect(template(helm4, chart.path, '-f', fileOf(values))).rejects.toThrow(message);
  });
});

it('an arm that nobody renders is found', async () => {
  const [chart] = CHARTS;
  const copy = join(folder, 'unseen');
  const arms = instrument(chart, copy);
  const reached = noted(await template(helm4, copy));
  const ingress = arms.find(({ name }) => name.startsWith('ingress.yaml:1 if'))?.name ?? '';
  expect(reached).not.toContain(ingress);
  expect(reached).toContain(`${ingress}, else`);
});
