import { secondTime } from '../time/micro-time.js';

/** `metav1.Condition`. */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  /** One word in CamelCase. */
  readonly reason: string;
  /** For people. */
  readonly message: string;
  readonly observedGeneration?: number;
  /** When `status` has last changed. */
  readonly lastTransitionTime: string;
}

/** A condition as it is found now; since when it is so follows from what was there before. */
export type Finding = Omit<Condition, 'lastTransitionTime'>;

/**
 * The conditions with these findings in their places. A time changes only with the status, so that
 * who writes them again and again writes the same; conditions that nothing was found about stay.
 */
export function withFindings(
  before: readonly Condition[],
  findings: readonly Finding[],
  now: Date,
): readonly Condition[] {
  const found = findings.map((finding): Condition => {
    const last = before.find(({ type }) => type === finding.type);
    const isSame = last?.status === finding.status;
    return { ...finding, lastTransitionTime: isSame ? last.lastTransitionTime : secondTime(now) };
  });
  const kept = before.filter(({ type }) => findings.every((finding) => finding.type !== type));
  return [...kept, ...found].sort((a, b) => (a.type < b.type ? -1 : 1));
}

export const conditionOf = (
  conditions: readonly Condition[] | undefined,
  type: string,
): Condition | undefined => conditions?.find((condition) => condition.type === type);
