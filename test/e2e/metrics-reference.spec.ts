import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { send } from './support/http.js';
import { ROOT } from './support/programs.js';
import { parseExposition } from './support/prometheus.js';
import { useService } from './support/service.js';

const service = useService();

it('docs/metrics.md names every metric that the service has, but for those of the process', async () => {
  const { text } = await send(service.metricsUrl, '/metrics');
  const reference = readFileSync(join(ROOT, 'docs/metrics.md'), 'utf8');
  const ours = [...parseExposition(text).keys()].filter(
    (name) => !/^(?:process|nodejs)_/u.test(name),
  );
  expect(ours.length).toBeGreaterThan(10);
  expect(ours.filter((name) => !reference.includes(`\`${name}\``))).toEqual([]);
});
