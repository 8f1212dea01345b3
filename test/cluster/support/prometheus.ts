import { forward } from './forward.js';
import type { Release } from './release.js';
import { kubectl, kubectlJson } from './tools.js';

/** Where kube-prometheus-stack's Prometheus is, as NAMESPACE/SERVICE. */
export const [MONITORING, SERVICE] = (
  process.env.PROMETHEUS_SERVICE ?? 'monitoring/kube-prometheus-stack-prometheus'
).split('/');
const PORT = 9090;

export interface Target {
  readonly health: string;
  readonly lastError: string;
  readonly scrapeUrl: string;
  readonly labels: Readonly<Record<string, string>>;
}
export interface RuleGroup {
  readonly file: string;
  readonly rules: readonly {
    readonly name: string;
    readonly health: string;
    readonly lastError?: string;
  }[];
}
export interface Series {
  readonly metric: Readonly<Record<string, string>>;
}

/** What is asked of the cluster's Prometheus. */
export interface ClusterPrometheus {
  readonly query: (expr: string) => Promise<readonly Series[]>;
  readonly targets: () => Promise<readonly Target[]>;
  readonly ruleGroups: () => Promise<readonly RuleGroup[]>;
}

export const hasPrometheus = (): Promise<boolean> =>
  kubectl(['-n', MONITORING, 'get', 'service', SERVICE]).then(
    () => true,
    () => false,
  );

export async function reachPrometheus(): Promise<ClusterPrometheus> {
  const url = await forward(MONITORING, SERVICE, PORT);
  const ask = async <T>(path: string, body?: URLSearchParams): Promise<T> => {
    const response = await fetch(`${url}/api/v1/${path}`, { method: body ? 'POST' : 'GET', body });
    const { status, error, data } = (await response.json()) as Answer<T>;
    if (status !== 'success') throw new Error(`${String(error)} for ${path} ${String(body ?? '')}`);
    return data;
  };
  return {
    query: async (expr) =>
      (await ask<{ result: Series[] }>('query', new URLSearchParams({ query: expr }))).result,
    targets: async () =>
      (await ask<{ activeTargets: Target[] }>('targets?state=active')).activeTargets,
    ruleGroups: async () => (await ask<{ groups: RuleGroup[] }>('rules')).groups,
  };
}

/** Another name for the cluster's Prometheus, which can be taken away from it and given back. */
export class StandIn {
  constructor(
    private readonly release: Release,
    readonly name: string,
  ) {}

  async connect(): Promise<void> {
    const { items } = await kubectlJson<{ items: readonly Endpoints[] }>(
      ...['-n', MONITORING, 'get', 'endpointslices', '-l', `kubernetes.io/service-name=${SERVICE}`],
    );
    const addresses = items.flatMap(({ endpoints }) => endpoints ?? []);
    const { name } = this;
    const ports = [{ name: 'web', port: PORT }];
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { ports } };
    const slice = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name, labels: { 'kubernetes.io/service-name': name } },
      addressType: 'IPv4',
      endpoints: addresses.map((endpoint) => ({ addresses: endpoint.addresses })),
      ports,
    };
    const list = { apiVersion: 'v1', kind: 'List', items: [service, slice] };
    await kubectl(
      ['-n', this.release.namespace, 'apply', '--server-side', '-f', '-'],
      JSON.stringify(list),
    );
  }

  /** Whoever connects from now on is refused. */
  cut(): Promise<string> {
    return this.release.kubectl('delete', 'endpointslice', this.name);
  }
}

interface Endpoints {
  readonly endpoints: readonly { readonly addresses: readonly string[] }[] | null;
}

interface Answer<T> {
  readonly status: string;
  readonly error?: string;
  readonly data: T;
}
