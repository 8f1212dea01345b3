import { Registry } from 'prom-client';
import { RuntimeMetrics } from '../metrics/runtime-metrics.js';
import { HealthServer } from './health-server.js';

describe('the health server', () => {
  const registry = new Registry();
  const metrics = new RuntimeMetrics(registry);
  let wrong: string | undefined;
  let server: HealthServer;
  beforeAll(async () => {
    const live = {};
    const ready = { caches: () => wrong };
    server = await HealthServer.listen({ host: '127.0.0.1', port: 0, registry, live, ready });
  });
  afterAll(() => server.close());

  const ask = async (path: string, method = 'GET') => {
    const response = await fetch(server.url + path, { method });
    return { status: response.status, text: await response.text() };
  };

  it('is alive, and ready while its checks find nothing', async () => {
    expect(await ask('/livez')).toEqual({ status: 200, text: 'ok\n' });
    expect(await ask('/readyz?verbose')).toEqual({ status: 200, text: '[+] caches ok\nok\n' });
  });

  it('says what is wrong when it is not ready', async () => {
    wrong = 'no list';
    const text = '[-] caches failed: no list\nfailed\n';
    expect(await ask('/readyz')).toEqual({ status: 503, text });
  });

  it.each([
    ['/elsewhere', 'GET', 404],
    ['/livez', 'POST', 405],
  ])('answers %s by %s with %i', async (path, method, status) => {
    expect((await ask(path, method)).status).toBe(status);
  });

  it('has the metrics of controller-runtime and client-go, by their names and labels', async () => {
    metrics.ofController('model', 4).reconciled('error', 0.3);
    const queue = metrics.ofQueue('model');
    queue.depth(2);
    queue.taken(0.1);
    queue.done(0.1);
    queue.observe(() => [1, 2.5]);
    metrics.ofRequests().answered('200', 'GET', 'api:443');
    metrics.leads('operator', true);
    const { text } = await ask('/metrics');
    for (const line of [
      'controller_runtime_reconcile_total{controller="model",result="error"} 1',
      'controller_runtime_reconcile_total{controller="model",result="requeue_after"} 0',
      'controller_runtime_reconcile_errors_total{controller="model"} 1',
      'controller_runtime_reconcile_time_seconds_bucket{le="0.3",controller="model"} 1',
      'controller_runtime_active_workers{controller="model"} 0',
      'controller_runtime_max_concurrent_reconciles{controller="model"} 4',
      'workqueue_depth{name="model",controller="model"} 2',
      'workqueue_adds_total{name="model",controller="model"} 0',
      'workqueue_queue_duration_seconds_count{name="model",controller="model"} 1',
      'workqueue_work_duration_seconds_count{name="model",controller="model"} 1',
      'workqueue_unfinished_work_seconds{name="model",controller="model"} 3.5',
      'workqueue_longest_running_processor_seconds{name="model",controller="model"} 2.5',
      'workqueue_retries_total{name="model",controller="model"} 0',
      'leader_election_master_status{name="operator"} 1',
      'rest_client_requests_total{code="200",method="GET",host="api:443"} 1',
    ])
      expect(text).toContain(line);
  });
});
