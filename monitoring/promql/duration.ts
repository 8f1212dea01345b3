/** A duration as Prometheus writes it, in one unit: `30s`, `5m`, `6h`, `3d`. */
export type Duration = `${number}${'s' | 'm' | 'h' | 'd'}`;

const SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** @throws Error for what is not a duration in one unit */
export function secondsOf(duration: string): number {
  const groups = /^(?<count>\d+)(?<unit>[smhd])$/u.exec(duration)?.groups;
  if (groups === undefined)
    throw new Error(`"${duration}" is no duration: expected a whole number and s, m, h or d`);
  return Number(groups.count) * SECONDS[groups.unit as keyof typeof SECONDS];
}
