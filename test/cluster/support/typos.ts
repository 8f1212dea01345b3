/** A key of a rendered object that is misspelt: kind, where, what it was, what it becomes. */
export type Typo = readonly [kind: string, path: string, right: string, wrong: string];

const POD = 'spec.template.spec';
const CONTAINER = `${POD}.containers.0`;

export const TYPOS: readonly Typo[] = [
  ['Deployment', 'spec', 'revisionHistoryLimit', 'revisionHistorylimit'],
  ['Deployment', 'spec.strategy.rollingUpdate', 'maxSurge', 'maxsurge'],
  ['Deployment', POD, 'automountServiceAccountToken', 'autoMountServiceAccountToken'],
  ['Deployment', POD, 'terminationGracePeriodSeconds', 'terminationGracePeriod'],
  ['Deployment', `${POD}.securityContext`, 'runAsNonRoot', 'runAsNonroot'],
  ['Deployment', CONTAINER, 'imagePullPolicy', 'imagePullPolcy'],
  ['Deployment', CONTAINER, 'readinessProbe', 'readynessProbe'],
  ['Deployment', `${CONTAINER}.readinessProbe`, 'periodSeconds', 'periodSecond'],
  [
    'Deployment',
    `${CONTAINER}.securityContext`,
    'readOnlyRootFilesystem',
    'readOnlyRootFileSystem',
  ],
  ['Deployment', `${CONTAINER}.envFrom.0.configMapRef`, 'name', 'nam'],
  ['Deployment', `${POD}.topologySpreadConstraints.0`, 'matchLabelKeys', 'matchLabelsKeys'],
  ['Service', 'spec.ports.0', 'targetPort', 'target_port'],
  ['ServiceAccount', '', 'automountServiceAccountToken', 'automountToken'],
  ['PersistentVolumeClaim', 'spec', 'accessModes', 'accessMode'],
  ['HorizontalPodAutoscaler', 'spec', 'maxReplicas', 'maxReplica'],
  ['PodDisruptionBudget', 'spec', 'maxUnavailable', 'maxUnavailabe'],
  ['NetworkPolicy', 'spec', 'policyTypes', 'policyType'],
  ['Job', 'spec', 'backoffLimit', 'backofLimit'],
  ['ServiceMonitor', 'spec.endpoints.0', 'scrapeTimeout', 'scrapetimeout'],
  ['PrometheusRule', 'spec.groups.0.rules.0', 'expr', 'expression'],
];

/** The object with that one key misspelt. @throws Error if it has no such key */
export function misspelt(object: object, [kind, path, right, wrong]: Typo): object {
  const copy = structuredClone(object) as Record<string, unknown>;
  let place = copy;
  for (const step of path === '' ? [] : path.split('.'))
    place = place[step] as Record<string, unknown>;
  if (!(right in place)) throw new Error(`${kind} has no ${path}.${right}`);
  place[wrong] = place[right];
  Reflect.deleteProperty(place, right);
  return copy;
}
