import { createServer } from 'node:http';
import { eventually, startService } from '../e2e/support/service.js';
import { startPrometheus } from './support/prometheus-server.js';
import { listen, toolsOrSkip } from './support/tools.js';

jest.setTimeout(60_000);
const tools = toolsOrSkip('no exemplar is read by a real Prometheus');

/** As many hexadecimal digits as a trace has, told apart by the first. */
const traceOf = (digit: string): string => `${digit}af7651916cd43dd8448eb211c80319c`;
const parentOf = (trace: string, flags: string) => ({
  traceparent: `00-${trace}-b7ad6b7169203331-${flags}`,
});

(tools === undefined ? describe.skip : describe)('a traced request', () => {
  const collector = createServer((request, response) => {
    request.resume().on('end', () => response.end('{}'));
  });
  afterAll(() => {
    collector.closeAllConnections();
    collector.close();
  });

  it('can be found from the latency that Prometheus has of it, unless it was not sampled', async () => {
    const service = await startService({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await listen(collector)}`,
    });
    const prometheus = await startPrometheus({
      program: tools?.prometheus ?? '',
      target: new URL(service.metricsUrl).host,
      ruleFiles: [],
    });
    const [hot, list, left] = ['1', '2', '3'].map(traceOf);
    const BODY = { movie_id: 1 };
    await service.post('/recommend', BODY, parentOf(hot, '01'));
    await service.post('/v1/recommendations', { seeds: [{ id: 1 }] }, parentOf(list, '01'));
    await service.post('/v1/recommendations', { text: 'heist' }, parentOf(left, '00'));

    const found = async (metric: string) =>
      new Set(await prometheus.exemplars(`${metric}{job="movie-recommender"}`));
    await eventually(async () => {
      const http = 'http_server_request_duration_seconds_bucket';
      expect(await found(http)).toEqual(new Set([hot, list]));
      const stages = await found('recommender_stage_duration_seconds_bucket');
      expect(stages).toEqual(new Set([list]));
      // Both may be in one bucket, which keeps the last.
      const times = await found('recommendation_response_time_seconds_bucket');
      expect(times).toContain(list);
      expect(times).not.toContain(left);
    }, 20_000);
    expect(await prometheus.query('up == 1')).toHaveLength(1);
    expect(await prometheus.query('recommendations_total == 3')).toHaveLength(1);
  });
});
