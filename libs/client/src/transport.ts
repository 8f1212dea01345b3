import { RecommenderError } from './problem-error.js';
import { pause, type RetryOptions, waitBefore } from './retry.js';

export interface TransportOptions extends Partial<RetryOptions> {
  /** An API key, `mrk_…`, where the service asks for one. */
  readonly apiKey?: string;
  /** For one call with all its attempts and waits between them. */
  readonly timeoutMs?: number;
  /** In place of the one that the platform has, as for tests or a proxy. */
  readonly fetch?: typeof fetch;
}

/** What a call may be given beside its arguments. */
export interface CallOptions {
  /** Ends the call when it is given. */
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** Names the request in the service's answer and log. */
  readonly requestId?: string;
}

export interface Call extends CallOptions {
  readonly method: 'GET' | 'POST';
  /** With its parameters percent-encoded. */
  readonly path: string;
  readonly query?: Query;
  readonly body?: unknown;
}

const DEFAULTS = { timeoutMs: 10_000, retries: 2, maxWaitMs: 5_000 };

/** Sends calls over `fetch`, which keeps connections and uses them again. */
export class Transport {
  private readonly base: string;
  private readonly options: TransportOptions & typeof DEFAULTS;

  constructor(baseUrl: string, options: TransportOptions) {
    this.base = baseUrl.replace(/\/+$/u, '');
    this.options = { ...DEFAULTS, ...options };
  }

  /**
   * @returns the answer's JSON
   * @throws RecommenderError for a refusal; a TypeError of `fetch` if there is no answer; the
   *   signal's reason, or a TimeoutError
   */
  async send<T>(call: Call): Promise<T> {
    const signal = this.signalOf(call);
    for (let attempt = 1; ; attempt++) {
      const response = await this.attempt(call, signal);
      if (response.ok) return (await response.json()) as T;
      const wait = waitBefore(response, attempt, this.options);
      if (wait === undefined) throw await RecommenderError.of(response);
      // An unread body would keep its connection from the next attempt.
      await response.body?.cancel();
      await pause(wait, signal);
    }
  }

  /** Whether it is answered with 200 now; nothing is sent again. */
  async answers(call: Call): Promise<boolean> {
    const response = await this.attempt(call, this.signalOf(call));
    await response.body?.cancel();
    return response.ok;
  }

  private attempt(call: Call, signal: AbortSignal): Promise<Response> {
    const { apiKey, fetch: send = fetch } = this.options;
    const { method, path, query = {}, body, requestId } = call;
    return send(this.base + path + queryText(query), {
      method,
      signal,
      headers: {
        accept: 'application/json, application/problem+json',
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
        ...(requestId === undefined ? {} : { 'x-request-id': requestId }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  private signalOf({ signal, timeoutMs = this.options.timeoutMs }: CallOptions): AbortSignal {
    const timeout = AbortSignal.timeout(timeoutMs);
    return signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  }
}

/** A value as it stands in a URL: a list has commas between its entries. */
type Parameter = string | number | boolean | readonly string[];
export type Query = Readonly<Record<string, Parameter | undefined>>;

/** What is undefined is left out. */
function queryText(query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value.toString()]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}
