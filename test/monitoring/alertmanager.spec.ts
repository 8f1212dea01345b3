import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { stringify } from 'yaml';
import { ruleFiles } from '../../monitoring/rules/rule-files.js';
import { toYaml } from '../../monitoring/rules/to-yaml.js';
import { COMMITTED } from '../../monitoring/settings.js';
import { send } from '../e2e/support/http.js';
import { run, scratch, TRAINER } from '../e2e/support/programs.js';
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
const LONG_MS = 60_000;
const tools = toolsOrSkip('no alert is sent through a real Alertmanager');

(tools === undefined ? describe.skip : describe)(
  'an alert arrives at the webhook of an Alertmanager',
  () => {
    const arrived: Alert[] = [];
    let alertmanager = '';
    const webhook = createServer((request, response) => {
      void text(request).then((body) => {
        arrived.push(...(JSON.parse(body) as { alerts: Alert[] }).alerts);
        response.end();
      });
    });
    beforeAll(async () => {
      alertmanager = await startAlertmanager(await listen(webhook));
    });
    afterAll(() => webhook.close());

    it('when the service is gone, and ends when it is back', async () => {
      const settings = await fixedPorts();
      const service = await startService(settings);
      await watch(settings);
      const stoppedAt = Date.now();
      await service.stop();
      const down = await comes('RecommenderDown', stoppedAt);
      expect(down).toMatchObject({
        labels: { severity: 'page', job: 'movie-recommender' },
        annotations: {
          summary: 'No instance of the recommender can be scraped.',
          runbook_url: 'docs/runbooks/RecommenderDown.md',
        },
      });
      expect(down.annotations.description).toContain('no instance of movie-recommender:');
      const target = await comes('RecommenderTargetDown', stoppedAt);
      const instance = `127.0.0.1:${settings.METRICS_PORT}`;
      expect(target).toMatchObject({
        labels: { severity: 'ticket', instance },
        annotations: { summary: `The instance ${instance} cannot be scraped.` },
      });

      await (await startService(settings)).get('/readyz');
      await ends('RecommenderDown', stoppedAt);
      await ends('RecommenderTargetDown', stoppedAt);
    });

    it('when its model is gone, and ends when the model is back', async () => {
      const store = await publishSample();
      const settings = { ...(await fixedPorts()), MODEL_STORE: store, ROLLOUT_POLL_MS: '100' };
      const service = await startService(settings);
      await watch(settings);
      // A model in memory outlives its file: it is missed by the next process.
      const [versions, away] = [join(store, 'movies/versions'), join(store, 'away')];
      const stoppedAt = Date.now();
      await service.stop();
      renameSync(versions, away);
      const bare = await startService(settings);
      expect((await bare.get('/readyz')).status).toBe(503);
      const gone = await comes('RecommenderNoModel', stoppedAt);
      expect(gone).toMatchObject({
        labels: { severity: 'page', job: 'movie-recommender' },
        annotations: {
          summary: 'No instance has a model: every request fails.',
          runbook_url: 'docs/runbooks/RecommenderNoModel.md',
        },
      });
      expect(gone.annotations.description).toMatch(/^1 instances of movie-recommender run/u);

      renameSync(away, versions);
      await send(bare.metricsUrl, '/admin/reload', { method: 'POST' });
      await eventually(async () => expect((await bare.get('/readyz')).status).toBe(200), LONG_MS);
      await ends('RecommenderNoModel', stoppedAt);
    });

    /** Lets a new Prometheus look at the service until it finds nothing to say against it. */
    async function watch({ METRICS_PORT }: Ports): Promise<void> {
      const prometheus = await startPrometheus({
        program: tools?.prometheus ?? '',
        target: `127.0.0.1:${METRICS_PORT}`,
        ruleFiles: writeHastyRules(),
        alertmanager,
      });
      await eventually(
        async () => expect(await prometheus.query('up == 1')).toHaveLength(1),
        20_000,
      );
      // Before its first look Prometheus saw no target, which these hasty rules take for an outage.
      const alerting = 'ALERTS{severity="page"}';
      await eventually(async () => expect(await prometheus.query(alerting)).toEqual([]), 20_000);
    }

    const told = (name: string, since: number): readonly Alert[] =>
      arrived
        .filter(({ labels }) => labels.alertname === name)
        .filter(({ startsAt }) => Date.parse(startsAt) > since);

    async function comes(name: string, since: number): Promise<Alert> {
      await eventually(() => expect(told(name, since)).not.toEqual([]), LONG_MS);
      const [alert] = told(name, since);
      expect(alert.status).toBe('firing');
      return alert;
    }

    const ends = (name: string, since: number): Promise<void> =>
      eventually(() => expect(told(name, since).at(-1)?.status).toBe('resolved'), LONG_MS);
  },
);

/** Where a service listens, also after it was started again. */
type Ports = Readonly<Record<'METRICS_PORT' | 'PORT', string>>;

const fixedPorts = async (): Promise<Ports> => ({
  PORT: String(await freePort()),
  METRICS_PORT: String(await freePort()),
});

/** @returns a store in which a model of the sample is the stable one */
async function publishSample(): Promise<string> {
  const store = join(scratch, 'alerting-store');
  for (const args of [['fit'], ['promote', 'latest']]) {
    const { code, stderr } = await run(TRAINER, [...args, '--store', store]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  }
  return store;
}

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
