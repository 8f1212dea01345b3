export { PodHistory } from './pod-history.js';
export { PodSource } from './pod-source.js';
export { PrometheusSource } from './prometheus-source.js';
