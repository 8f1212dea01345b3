/** A moment as Kubernetes writes it, to the millisecond. */
export const momentOf = (ms: number): string => new Date(ms).toISOString();

/** Milliseconds since the epoch; of what is absent or no moment, long ago. */
export function msOf(moment: string | undefined): number {
  const ms = Date.parse(moment ?? '');
  return Number.isNaN(ms) ? 0 : ms;
}
