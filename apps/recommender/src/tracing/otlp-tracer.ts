import type { IncomingHttpHeaders } from 'node:http';
import { defaultTextMapGetter, ROOT_CONTEXT, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { VERSION } from '../version.js';
import type { RequestSpan, RequestTracer } from './request-tracer.js';

const SERVICE = 'movie-recommender';
/** A collector that is gone must not keep the process from ending. */
const EXPORT_TIMEOUT_MS = 2_000;

/**
 * Sends spans to an OpenTelemetry collector by OTLP over HTTP, many at once and never in the way of
 * a request: what the collector does not take in time is dropped. Names are those of
 * OpenTelemetry's semantic conventions for HTTP.
 */
export class OtlpTracer implements RequestTracer {
  private readonly provider: TracerProvider;
  private readonly propagator = new W3CTraceContextPropagator();

  /**
   * @param endpoint of the collector, without the path of traces
   * @param share    of the traces that begin here, from 0 to 1; in those that came in their
   *   caller has decided
   */
  constructor(endpoint: string, share: number) {
    const url = `${endpoint.replace(/\/+$/u, '')}/v1/traces`;
    const exporter = new OTLPTraceExporter({ url, timeoutMillis: EXPORT_TIMEOUT_MS });
    this.provider = new TracerProvider({
      resource: resourceFromAttributes({ 'service.name': SERVICE, 'service.version': VERSION }),
      sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
      spanProcessors: [new BatchSpanProcessor({ exporter })],
    });
  }

  begun(method: string | undefined, headers: IncomingHttpHeaders, requestId: string): RequestSpan {
    const parent = this.propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
    const attributes = { 'http.request.method': method, 'recommender.request_id': requestId };
    const options = { kind: SpanKind.SERVER, attributes };
    const span = this.provider.getTracer(SERVICE).startSpan(method ?? 'HTTP', options, parent);
    const { traceId } = span.spanContext();
    return {
      traceId,
      sampledTraceId: span.isRecording() ? traceId : undefined,
      ended: (route, status) => {
        if (route !== undefined) {
          span.updateName(`${method ?? 'HTTP'} ${route}`);
          span.setAttribute('http.route', route);
        }
        span.setAttribute('http.response.status_code', status);
        if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      },
    };
  }

  async close(): Promise<void> {
    await this.provider.shutdown().catch(() => undefined);
  }
}
