import type { FindingKind } from '../report.js';

/** What was wrong with a text and was put right. */
export interface TextFault {
  readonly kind: FindingKind;
  readonly reason: string;
}

/** A text after one step of mending; the same text, without a fault, when nothing was wrong. */
export interface MendedText {
  readonly text: string;
  readonly faults: readonly TextFault[];
}

export const unchanged = (text: string): MendedText => ({ text, faults: [] });

export const changed = (text: string, kind: FindingKind, reason: string): MendedText => ({
  text,
  faults: [{ kind, reason }],
});
