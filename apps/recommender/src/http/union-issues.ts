import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/**
 * The issues of a value that may have one of several forms: those of the form that was probably
 * meant, which is the one that fits best by its kind and its fields. If two fit as well, that it
 * fits none is all that can be said.
 *
 * @param root the value that was checked, in which the issue's path leads to the bad one
 */
export function issuesOfForm(issue: Issue, root: unknown): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const forms = issue.errors.map((issues) =>
    issues.map((inner): Issue => ({ ...inner, path: [...issue.path, ...inner.path] })),
  );
  const misfits = forms.map(
    (issues) => issues.filter((inner) => isMisfit(inner, issue.path.length, root)).length,
  );
  const least = Math.min(...misfits);
  const best = forms.filter((_, i) => misfits[i] === least);
  return best.length === 1 ? best[0].flatMap((inner) => issuesOfForm(inner, root)) : [issue];
}

/** Whether the value is of another kind, or has other fields, rather than a bad value in one. */
function isMisfit({ path }: Issue, depth: number, root: unknown): boolean {
  return path.length === depth || valueAt(root, path) === undefined;
}

/** What a path leads to; undefined where there is nothing. */
export function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
