import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { stringify } from 'yaml';
import { ruleFiles } from '../../monitoring/rules/rule-files.js';
import { toYaml } from '../../monitoring/rules/to-yaml.js';
import { COMMITTED } from '../../monitoring/settings.js';
import { scratch } from '../e2e/support/programs.js';
import { eventually, startService } from '../e2e/support/service.js';
import { startPrometheus } from './support/prometheus-server.js';
import { freePort, listen, startTool, toolsOrSkip } from './support/tools.js';

interface Alert {
  readonly status: 'firing' | 'resolved';
  readonly startsAt: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

jest.setTimeout(120_000);
const tools = toolsOrSkip('no alert is sent through a real Alertmanager');

(tools === undefined ? describe.skip : describe)('an alert', () => {
  const arrived: Alert[] = [];
  let stoppedAt = 0;
  const webhook = createServer((request, response) => {
    void text(request).then((body) => {
      arrived.push(...(JSON.parse(body) as { alerts: Alert[] }).alerts);
      response.end();
    });
  });
  afterAll(() => webhook.close());

  it('arrives at the webhook of an Alertmanager when the service is gone, and ends when it is back', async () => {
    const alertmanager = await startAlertmanager(await listen(webhook));
    const [PORT, METRICS_PORT] = [String(await freePort()), String(await freePort())];
    const service = await startService({ PORT, METRICS_PORT });
    const prometheus = await startPrometheus({
      program: tools?.prometheus ?? '',
      target: `127.0.0.1:${METRICS_PORT}`,
      ruleFiles: writeHastyRules(),
      alertmanager,
    });
    await eventually(async () => expect(await prometheus.query('up == 1')).toHaveLength(1), 20_000);
    // Before its first look Prometheus saw no target, which these hasty rules take for an outage.
    const alerting = 'ALERTS{alertname="RecommenderDown"}';
    await eventually(async () => expect(await prometheus.query(alerting)).toEqual([]), 20_000);

    stoppedAt = Date.now();
    await service.stop();
    await eventually(() => expect(down()).not.toEqual([]), 60_000);
    expect(down()[0]).toMatchObject({
      status: 'firing',
      labels: { severity: 'page', job: 'movie-recommender' },
      annotations: {
        summary: 'No instance of the recommender can be scraped.',
        runbook_url: 'docs/runbooks/RecommenderDown.md',
      },
    });
    expect(down()[0].annotations.description).toContain('no instance of movie-recommender:');

    await startService({ PORT, METRICS_PORT });
    await eventually(() => expect(down().at(-1)?.status).toBe('resolved'), 60_000);
  });

  const down = (): readonly Alert[] =>
    arrived
      .filter(({ labels }) => labels.alertname === 'RecommenderDown')
      .filter(({ startsAt }) => Date.parse(startsAt) > stoppedAt);
});

/** The committed rules but for how long they wait. */
function writeHastyRules(): readonly string[] {
  return ruleFiles({ ...COMMITTED, longestWait: '2s' })
    .filter(({ path }) => !path.includes('operator'))
    .map((file) => {
      const path = join(scratch, file.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, toYaml(file));
      return path;
    });
}

/** @returns its address, as Prometheus wants it */
async function startAlertmanager(webhookPort: number): Promise<string> {
  const port = await freePort();
  const path = join(scratch, 'alertmanager.yml');
  const config = {
    route: {
      receiver: 'webhook',
      group_by: ['alertname'],
      group_wait: '1s',
      group_interval: '1s',
      repeat_interval: '1h',
    },
    receivers: [
      { name: 'webhook', webhook_configs: [{ url: `http://127.0.0.1:${webhookPort}/` }] },
    ],
  };
  writeFileSync(path, stringify(config));
  await startTool(
    tools?.alertmanager ?? '',
    [
      `--config.file=${path}`,
      `--storage.path=${join(scratch, 'alertmanager')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
      '--log.level=warn',
    ],
    `http://127.0.0.1:${port}/-/ready`,
  );
  return `127.0.0.1:${port}`;
}
