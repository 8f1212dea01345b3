import { COUNTERS, GAUGES, HISTOGRAMS } from '#telemetry';
import type { Serving } from '../models/decide/types.js';
import { type ExposedSample, readExposition } from './exposition.js';
import type { Selector } from './recipes.js';

/** When the process started: a counter of another process begins at 0. */
const PROCESS_START = 'process_start_time_seconds';

const COUNTED: ReadonlySet<string> = new Set([
  COUNTERS.requests.name,
  COUNTERS.feedback.name,
  COUNTERS.shadowRequests.name,
  `${HISTOGRAMS.listDuration.name}_bucket`,
  `${HISTOGRAMS.shadowOverlap.name}_sum`,
  `${HISTOGRAMS.shadowOverlap.name}_count`,
]);
const READ: ReadonlySet<string> = new Set([...COUNTED, GAUGES.modelInfo.name, PROCESS_START]);

/** What a pod told at one moment. */
interface Snapshot {
  readonly at: number;
  /** Milliseconds since the epoch; 0 where it is not told. */
  readonly startedAt: number;
  readonly series: ReadonlyMap<string, ExposedSample>;
}

const VARIANTS: ReadonlySet<string> = new Set(['stable', 'candidate', 'shadow']);

/**
 * Remembers what pods told, and how much their counters have grown since. As Prometheus does it, with
 * two differences: nothing is extrapolated, and a series that comes up in a process which was known
 * before began at 0, so that its first events count.
 */
export class PodHistory {
  private readonly pods = new Map<string, Snapshot[]>();

  /** @param keepMs how far back anybody will look */
  constructor(private readonly keepMs: number) {}

  /**
   * Takes what a pod answered now on its metrics port.
   *
   * @returns what it says that it serves
   * @throws Error when that is not Prometheus' text format
   */
  record(pod: string, at: number, text: string): readonly Serving[] {
    const samples = readExposition(text, READ);
    const startedAt = (samples.find(({ name }) => name === PROCESS_START)?.value ?? 0) * 1_000;
    const counted = samples.filter(({ name }) => COUNTED.has(name));
    const series = new Map(counted.map((sample) => [keyOf(sample), sample]));
    const snapshots = this.pods.get(pod) ?? [];
    snapshots.push({ at, startedAt, series });
    // One that is older than anybody looks back stays: it is where the window begins.
    while (snapshots.length > 1 && snapshots[1].at < at - this.keepMs) snapshots.shift();
    this.pods.set(pod, snapshots);
    return samples.filter(({ name }) => name === GAUGES.modelInfo.name).flatMap(servingOf);
  }

  /** Forgets pods that said nothing for as long as anybody looks back. */
  forget(now: number): void {
    for (const [pod, snapshots] of this.pods)
      if ((snapshots.at(-1)?.at ?? 0) < now - this.keepMs) this.pods.delete(pod);
  }

  /** When any pod last answered; undefined: none ever did. */
  get lastAt(): number | undefined {
    const times = [...this.pods.values()].flatMap((snapshots) => snapshots.at(-1)?.at ?? []);
    return times.length === 0 ? undefined : Math.max(...times);
  }

  /** By how much the series grew from `since` on, over all pods, also those that are gone by now. */
  increase(selector: Selector, since: number): readonly ExposedSample[] {
    return [...this.pods.values()].flatMap((snapshots) => increaseOf(snapshots, selector, since));
  }
}

const keyOf = ({ name, labels }: ExposedSample): string =>
  JSON.stringify([name, ...Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))]);

function servingOf({ labels, value }: ExposedSample): readonly Serving[] {
  const { digest = '', variant = '' } = labels;
  const id = /^(?:sha256:)?([0-9a-f]{64})$/u.exec(digest)?.at(1);
  return value === 1 && id !== undefined && VARIANTS.has(variant)
    ? [{ id, variant: variant as Serving['variant'] }]
    : [];
}

function increaseOf(
  snapshots: readonly Snapshot[],
  selector: Selector,
  since: number,
): readonly ExposedSample[] {
  const before = snapshots.findLastIndex(({ at }) => at <= since);
  const first = Math.max(before, 0);
  // A process that began in the window has counted all it has in the window.
  const isNew = before === -1 && snapshots.length > 0 && snapshots[0].startedAt >= since;
  const grown = new Map<string, ExposedSample>();
  for (let i = isNew ? 0 : first + 1; i < snapshots.length; i++)
    for (const [key, sample] of snapshots[i].series) {
      if (!isSelected(sample, selector)) continue;
      const more = growth(snapshots[i - 1], snapshots[i], key, sample.value);
      grown.set(key, { ...sample, value: (grown.get(key)?.value ?? 0) + more });
    }
  return [...grown.values()];
}

function growth(before: Snapshot | undefined, now: Snapshot, key: string, value: number): number {
  const isSameProcess = before?.startedAt === now.startedAt;
  const last = isSameProcess ? (before.series.get(key)?.value ?? 0) : 0;
  return value < last ? value : value - last;
}

const isSelected = ({ name, labels }: ExposedSample, selector: Selector): boolean =>
  name === selector.name &&
  Object.entries(selector.labels).every(([label, values]) => values.includes(labels[label]));
