/**
 * A small controller runtime for Kubernetes: what controller-runtime is to Go, as far as an operator
 * needs it. It knows nothing of what it is used for.
 */
export { ApiError, isConflict, isExpired, isNotFound } from './api/api-error.js';
export { Client, type List, type WatchEvent } from './api/client.js';
export { keyOf, keyOfObject, type ObjectRef, refOf } from './api/key.js';
export { KubeTransport } from './api/kube-transport.js';
export type { RequestRecord, RequestWatcher } from './api/request-record.js';
export type { KubeObject, ObjectMeta, OwnerReference, Resource } from './api/resource.js';
export type { ApiRequest, ApiResponse, ApiStream, Transport } from './api/transport.js';
export { Cache, type CacheOptions } from './cache/cache.js';
export type { Change } from './cache/store.js';
export {
  Controller,
  itself,
  type KeysOf,
  type Reconcile,
  type ReconcileResult,
} from './controller/controller.js';
export {
  DEFAULT_TIMES,
  type ElectionOptions,
  type ElectionTimes,
  LeaderElection,
  type Leadership,
} from './election/leader-election.js';
export { type Lease, LEASES } from './election/lease.js';
export { EVENTS, type KubeEvent } from './events/event.js';
export { EventRecorder, type Happening } from './events/recorder.js';
export { type Check, type Checks, HealthServer } from './health/health-server.js';
export type { Logger } from './logger.js';
export { type Ending, Manager, type ManagerOptions, type ManagerParts } from './manager.js';
export { METRICS } from './metrics/names.js';
export { RuntimeMetrics } from './metrics/runtime-metrics.js';
export { WorkQueue } from './queue/work-queue.js';
export { type Condition, conditionOf, type Finding, withFindings } from './status/conditions.js';
export { type KStatus, kstatusOf } from './status/kstatus.js';
export { childOf } from './time/aborting.js';
export { type BackOff, backOffMs, jittered, type Random } from './time/back-off.js';
export { type Clock, sleep, systemClock } from './time/clock.js';
export { microTime, secondTime } from './time/micro-time.js';
