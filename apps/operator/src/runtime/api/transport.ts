export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With the query. */
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string;
}

export interface ApiResponse {
  readonly status: number;
  /** Parsed JSON; text where it was none. */
  readonly body: unknown;
  readonly retryAfterMs?: number;
}

/** An answer that is read while it comes; `events` ends or throws as the connection does. */
export type ApiStream =
  | { readonly status: 200; readonly events: AsyncIterable<unknown> }
  | (ApiResponse & { readonly events?: undefined });

/** How requests reach an API server. Both methods reject where none was reached or when aborted. */
export interface Transport {
  /** As metrics name it. */
  readonly host: string;
  send(request: ApiRequest, signal?: AbortSignal): Promise<ApiResponse>;
  open(request: ApiRequest, signal: AbortSignal): Promise<ApiStream>;
}
