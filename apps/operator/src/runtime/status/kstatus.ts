import type { KubeObject } from '../api/resource.js';
import { type Condition, conditionOf } from './conditions.js';

/** What Helm's `--wait`, Flux and others make of an object. */
export type KStatus = 'Current' | 'InProgress' | 'Failed' | 'Terminating';

interface WithStatus extends KubeObject {
  readonly status?: {
    readonly observedGeneration?: number;
    readonly conditions?: readonly Condition[];
  };
}

/**
 * The rules of kstatus for custom resources, in their order: being deleted; not looked at since the
 * last change; Stalled; Reconciling; Ready.
 */
export function kstatusOf({ metadata, status }: WithStatus): KStatus {
  const isTrue = (type: string): boolean =>
    conditionOf(status?.conditions, type)?.status === 'True';
  if (metadata.deletionTimestamp !== undefined) return 'Terminating';
  if (status?.observedGeneration !== metadata.generation) return 'InProgress';
  if (isTrue('Stalled')) return 'Failed';
  if (isTrue('Reconciling')) return 'InProgress';
  const ready = conditionOf(status?.conditions, 'Ready');
  return ready === undefined || ready.status === 'True' ? 'Current' : 'InProgress';
}
