import { parse, stringify } from 'yaml';
import { ruleFiles } from '../../../monitoring/rules/rule-files.js';
import { toYaml } from '../../../monitoring/rules/to-yaml.js';
import { COMMITTED } from '../../../monitoring/settings.js';
import { pod } from './driver.js';
import { forward } from './forward.js';
import { MONITORING } from './prometheus.js';
import { kubectl } from './tools.js';
import type { Release } from './release.js';

const NAME = 'webhook';
const PORT = 8080;
/** By this kube-prometheus-stack finds what is its own. */
const FOUND = { release: 'kube-prometheus-stack' };

/** Keeps what it is sent, and tells it to whoever asks. */
const SCRIPT = `
  const arrived = [];
  require('http').createServer((request, response) => {
    let body = '';
    request.on('data', (text) => (body += text)).on('end', () => {
      if (request.method === 'POST') arrived.push(...JSON.parse(body).alerts);
      response.end(JSON.stringify(arrived));
    });
  }).listen(${PORT});`;

export interface Alert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * Sends the alerts of a namespace to a pod in it, by rules that wait for nothing. Who is told what is
 * said beside the Alertmanager: not every one looks into other namespaces for that.
 */
export async function startWebhook({
  namespace,
}: Release): Promise<() => Promise<readonly Alert[]>> {
  await apply(namespace, [pod(NAME, [SCRIPT], { app: NAME }), service, hastyRules()]);
  await apply(MONITORING, [receiver(namespace)]);
  await kubectl(['-n', namespace, 'wait', '--for=condition=Ready', `pod/${NAME}`, '--timeout=60s']);
  const url = await forward(namespace, NAME, PORT);
  return async () => (await (await fetch(url)).json()) as readonly Alert[];
}

/** Takes away what a namespace's end does not. */
export const removeReceiver = ({ namespace }: Release): Promise<string> =>
  kubectl(['-n', MONITORING, 'delete', 'alertmanagerconfig', namespace, '--ignore-not-found']);

const apply = (namespace: string, objects: readonly object[]): Promise<string> =>
  kubectl(
    ['-n', namespace, 'apply', '-f', '-'],
    objects.map((each) => stringify(each)).join('---\n'),
  );

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: NAME },
  spec: { selector: { app: NAME }, ports: [{ port: PORT }] },
};

const receiver = (namespace: string) => ({
  apiVersion: 'monitoring.coreos.com/v1alpha1',
  kind: 'AlertmanagerConfig',
  metadata: { name: namespace, labels: FOUND },
  spec: {
    route: {
      receiver: NAME,
      groupBy: ['alertname', 'namespace'],
      groupWait: '1s',
      groupInterval: '5s',
      matchers: [{ name: 'namespace', value: namespace, matchType: '=' }],
    },
    receivers: [
      { name: NAME, webhookConfigs: [{ url: `http://${NAME}.${namespace}.svc:${PORT}/` }] },
    ],
  },
});

/** The committed rules of the model but for how long they wait. */
function hastyRules() {
  const file = ruleFiles({ ...COMMITTED, longestWait: '2s' }).find(({ path }) =>
    path.endsWith('movie-recommender/files/rules/model.yaml'),
  );
  if (file === undefined) throw new Error('there are no rules about the model');
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'hasty', labels: FOUND },
    spec: parse(toYaml(file)) as object,
  };
}
