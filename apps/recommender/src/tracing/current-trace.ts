import { AsyncLocalStorage } from 'node:async_hooks';

/** Made with the first trace: where nothing is traced, asking for one costs nothing. */
let traces: AsyncLocalStorage<string | undefined> | undefined;

/**
 * Does the work of a request, and what it starts, in its trace.
 *
 * @param traceId undefined if nobody could look the trace up
 */
export function inTrace<T>(traceId: string | undefined, work: () => T): T {
  traces ??= new AsyncLocalStorage();
  return traces.run(traceId, work);
}

/** The trace of the request that is being answered, for what is observed deep inside. */
export const currentTrace = (): string | undefined => traces?.getStore();
