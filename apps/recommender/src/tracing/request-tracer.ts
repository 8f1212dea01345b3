import type { IncomingHttpHeaders } from 'node:http';
import type { Environment } from '#contracts';

/** The part of a trace that one request is. */
export interface RequestSpan {
  /** 32 hexadecimal digits, the same in all services that the trace leads through. */
  readonly traceId: string;
  /** The same if the collector is told of this request; undefined if it is one of those left out. */
  readonly sampledTraceId: string | undefined;
  /** @param route template of the path; undefined if there was none */
  ended(route: string | undefined, status: number): void;
}

/** Tells a collector of requests. */
export interface RequestTracer {
  /** Joins the trace that the headers name (W3C Trace Context), or begins one. */
  begun(method: string | undefined, headers: IncomingHttpHeaders, requestId: string): RequestSpan;
  /** Sends what has not been sent. Never fails: nobody waits for traces. */
  close(): Promise<void>;
}

/**
 * Undefined without a collector. Only with one are OpenTelemetry's packages loaded, so that tracing
 * costs nothing where it is not wanted, neither memory nor time to start.
 */
export async function openTracer(environment: Environment): Promise<RequestTracer | undefined> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: share } = environment;
  if (endpoint === '') return undefined;
  const { OtlpTracer } = await import('./otlp-tracer.js');
  return new OtlpTracer(endpoint, share);
}
