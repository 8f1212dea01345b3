import type { FilmFinding, Finding, FindingGroup } from './report.js';

/** Kept of each group; the count says how many there were. A million bad rows must not fill memory. */
const KEPT_OF_GROUP = 1_000;

/** Gathers findings by what they are: kind, field and what was done. */
export class Findings {
  private readonly groups = new Map<
    string,
    { -readonly [K in keyof FindingGroup]: FindingGroup[K] } & { findings: Finding[] }
  >();

  add(finding: Finding): void {
    const { kind, action } = finding;
    const field = withoutIndexes(finding.field);
    const key = `${action} ${kind} ${field}`;
    let group = this.groups.get(key);
    if (group === undefined) {
      group = { kind, field, action, count: 0, findings: [] };
      this.groups.set(key, group);
    }
    group.count++;
    if (group.findings.length < KEPT_OF_GROUP) group.findings.push(finding);
  }

  /** The gravest first, then the most frequent. */
  toGroups(): FindingGroup[] {
    return [...this.groups.values()].sort(
      (a, b) => GRAVITY[a.action] - GRAVITY[b.action] || b.count - a.count,
    );
  }
}

const GRAVITY: Readonly<Record<FilmFinding['action'], number>> = {
  refused: 0,
  dropped: 1,
  repaired: 2,
  noted: 3,
};

/** "keywords.3" → "keywords": which entry it was does not make another kind of finding. */
const withoutIndexes = (field: string): string => field.replaceAll(/\.\d+/gu, '');
