import { forward } from './forward.js';
import { kubectl } from './tools.js';

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

interface Answer<T> {
  readonly status: string;
  readonly error?: string;
  readonly data: T;
}
