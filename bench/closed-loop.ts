import autocannon from 'autocannon';
import { percentile } from './support.ts';

/** Clients that each ask again as soon as they have their answer. */
export const CONNECTIONS = 16;

/** What a server did with as much as it could be asked. Times in milliseconds. */
export interface Round {
  /** Requests a second. */
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

/** Sends these bodies to `POST /recommend`, in turn and as fast as they are answered. */
export async function measure(
  url: string,
  bodies: readonly string[],
  seconds: number,
): Promise<Round> {
  const latencies: number[] = [];
  const options: autocannon.Options = {
    url: `${url}/recommend`,
    connections: CONNECTIONS,
    duration: seconds,
    requests: bodies.map((body) => ({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })),
  };
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(options, (error: Error | null, finished) => {
      if (error === null) resolve(finished);
      else reject(error);
    });
    run.on('response', (_client, _status, _bytes, milliseconds) => latencies.push(milliseconds));
  });
  latencies.sort((a, b) => a - b);
  return {
    rate: latencies.length / result.duration,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    failed: result.non2xx + result.errors,
  };
}
