import {
  type CatalogueReport,
  exceeds,
  type Finding,
  formatRefusalLimit,
  type RefusalLimit,
} from '#catalog';

/** Findings that are shown of each group as examples. */
const EXAMPLES = 3;

/** A report as JSON: of each group the first findings, beside them those that were asked for. */
export interface JsonReport extends CatalogueReport {
  /** The gravest of all, as many as were asked for. */
  readonly findings: readonly Finding[];
  /** Absent when any number of rows may be refused. */
  readonly limit?: { readonly maxRefused: string; readonly isExceeded: boolean };
}

export function jsonReport(
  report: CatalogueReport,
  findings: readonly Finding[],
  limit: RefusalLimit | undefined,
): JsonReport {
  return {
    ...report,
    groups: report.groups.map((group) => ({
      ...group,
      findings: group.findings.slice(0, EXAMPLES),
    })),
    findings,
    ...(limit !== undefined && {
      limit: { maxRefused: formatRefusalLimit(limit), isExceeded: exceeds(report, limit) },
    }),
  };
}
