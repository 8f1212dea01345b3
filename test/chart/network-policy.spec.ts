import { manifests, RECOMMENDER, template } from './support/charts.js';
import { helm4 } from './support/helm.js';
import { allows, type Peer, type PolicySpec } from './support/network-policy.js';

jest.setTimeout(60_000);

const PORTS = { http: 3000, metrics: 9464 };
const CLIENT: Peer = { namespace: 'web', labels: { app: 'shop' } };
const PROMETHEUS: Peer = { namespace: 'monitoring', labels: {} };
const OPERATOR: Peer = {
  namespace: 'operators',
  labels: {
    'app.kubernetes.io/part-of': 'movie-recommender',
    'app.kubernetes.io/component': 'operator',
  },
};
const DNS: Peer = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };

async function policy(...set: readonly string[]): Promise<PolicySpec> {
  const args = ['networkPolicy.enabled=true', ...set].flatMap((each) => ['--set', each]);
  const objects = manifests(await template(helm4, RECOMMENDER.path, ...args));
  return objects.find(({ kind }) => kind === 'NetworkPolicy')?.spec as unknown as PolicySpec;
}
const S3 = [
  'model.store.kind=s3',
  'model.store.s3.bucket=models',
  'model.store.s3.endpoint=http://s3.storage:7070',
];
const WITH_MODEL = [
  'model.store.kind=pvc',
  'recommenderModel.enabled=true',
  'recommenderModel.spec.catalogue.source.http.url=http://films',
];
const SHOP_ONLY = 'networkPolicy.httpFrom[0].podSelector.matchLabels.app=shop';

it.each([
  ['everybody', [], 'in', CLIENT, 'http', true],
  ['a client', [], 'in', CLIENT, 'metrics', false],
  ['Prometheus', [], 'in', PROMETHEUS, 'metrics', true],
  [
    'Prometheus elsewhere',
    ['networkPolicy.monitoringNamespace=m'],
    'in',
    PROMETHEUS,
    'metrics',
    false,
  ],
  ['an operator that nobody needs', [], 'in', OPERATOR, 'metrics', false],
  ['the operator of a RecommenderModel', WITH_MODEL, 'in', OPERATOR, 'metrics', true],
  ['a client beside it', WITH_MODEL, 'in', CLIENT, 'metrics', false],
  ['a neighbour that is named', [SHOP_ONLY], 'in', { ...CLIENT, namespace: 'films' }, 'http', true],
  ['a neighbour that is not', [SHOP_ONLY], 'in', { namespace: 'films', labels: {} }, 'http', false],
  ['the same name in another namespace', [SHOP_ONLY], 'in', CLIENT, 'http', false],
  ['DNS', [], 'out', DNS, 53, true],
  ['the Kubernetes API', [], 'out', DNS, 443, false],
  ['a store that is not used', [], 'out', CLIENT, 7070, false],
  ['the store', S3, 'out', CLIENT, 7070, true],
  ['another port of the store', S3, 'out', CLIENT, 7071, false],
] as const)('%s with %j: %s, %j, port %s: %s', async (_, set, way, peer, port, allowed) => {
  const spec = await policy(...set);
  expect(spec.policyTypes).toEqual(['Ingress', 'Egress']);
  expect(
    allows(spec, way, peer, typeof port === 'string' ? [port, PORTS[port]] : [port], 'films'),
  ).toBe(allowed);
});
