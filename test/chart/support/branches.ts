/**
 * Which branches of a chart's templates are rendered: in a copy of the chart, every arm of every `if`,
 * `with` and `range` (also the one that is not written) notes that it was there, and an object of its
 * own tells what has been noted.
 */
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Chart, manifests } from './charts.js';

const TAG =
  /\{\{(?<left>-?)\s*(?<word>if|with|range|else|end|define)\b(?<rest>(?:[^}]|\}(?!\}))*?)(?<right>-?)\}\}/gu;
const NOTED = 'noted-';

/** Notes an arm, from wherever: the root is what a template is called with, or the first of a list. */
const HELPER = `{{- define "note" -}}
{{- $root := index . 1 -}}
{{- if kindIs "slice" $root }}{{ $root = index $root 0 }}{{ end -}}
{{- $_ := set $root.Values.noted (index . 0) "yes" -}}
{{- end -}}
`;
const note = (arm: string): string => `include "note" (list ${JSON.stringify(arm)} $)`;

/** An arm of a branch: `deployment.yaml:12 if .Values.x`, or the same and `else`. */
export interface Arm {
  readonly name: string;
  /** Whether all that it does is to refuse the values. */
  readonly refuses: boolean;
}

/** Makes the copy. @returns all arms of its templates */
export function instrument(chart: Chart, folder: string): readonly Arm[] {
  rmSync(folder, { recursive: true, force: true });
  cpSync(chart.path, folder, { recursive: true });
  rmSync(join(folder, 'values.schema.json'));
  const values = join(folder, 'values.yaml');
  writeFileSync(values, `${readFileSync(values, 'utf8')}\nnoted: {}\n`);
  mkdirSync(join(folder, 'templates'), { recursive: true });
  const arms = globSync(join(folder, 'templates/**/*.{yaml,tpl,txt}')).flatMap((path) => {
    const { text, arms: found } = noting(readFileSync(path, 'utf8'), basename(path));
    writeFileSync(path, path.endsWith('.yaml') ? text + telling(basename(path)) : text);
    if (path.endsWith('NOTES.txt'))
      writeFileSync(join(folder, 'templates/notes.yaml'), asObject(text));
    return found;
  });
  rmSync(join(folder, 'templates/NOTES.txt'), { force: true });
  writeFileSync(join(folder, 'templates/_note.tpl'), HELPER);
  return arms;
}

/** The arms that were rendered. */
export const noted = (rendered: string): readonly string[] =>
  manifests(rendered)
    .filter(({ metadata }) => metadata.name.startsWith(NOTED))
    .flatMap(({ data = {} }) => (data.arms === '' ? [] : data.arms.split('\n')));

/** An object that tells what has been noted so far; templates are rendered in any order. */
const telling = (file: string): string => `
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: ${NOTED}${file.toLowerCase().replaceAll(/[^a-z0-9]/gu, '-')}
data:
  arms: {{ keys .Values.noted | join "\\n" | quote }}
`;

/** The notes for people, which are rendered but not shown, as part of an object. */
const asObject = (text: string): string =>
  `{{- define "notes" }}${text}{{ end }}{{- $_ := include "notes" . }}${telling('notes')}`;

interface Open {
  readonly name: string;
  /** Whether something is written for the case that no condition holds. */
  complete: boolean;
}

/** The text with a note in each arm. */
function noting(source: string, file: string): { text: string; arms: readonly Arm[] } {
  const open: (Open | undefined)[] = [];
  const arms: Arm[] = [];
  const take = (name: string, after: number): string => {
    arms.push({ name, refuses: /^\s*\{\{-? *fail\b/u.test(source.slice(after)) });
    return note(name);
  };
  const text = source.replaceAll(TAG, (tag: string, ...matched: unknown[]) => {
    const offset = matched.at(-3) as number;
    const { left, word, rest, right } = matched.at(-1) as Record<string, string>;
    const line = source.slice(0, offset).split('\n').length;
    const after = offset + tag.length;
    if (word === 'define') return (open.push(undefined), tag);
    if (word === 'end') return closing(open.pop(), tag, left, (name) => take(name, after));
    const name = `${file}:${line} ${word}${rest.trimEnd()}`;
    const branch = open.at(-1);
    if (word !== 'else') open.push({ name, complete: false });
    else if (branch !== undefined && rest.trim() === '') branch.complete = true;
    return `${tag}{{${right} ${take(name, after)} ${right}}}`;
  });
  return { text, arms };
}

/** The end of a branch, with an arm for when no condition holds, if none is written. */
const closing = (
  branch: Open | undefined,
  tag: string,
  left: string,
  take: (name: string) => string,
): string =>
  branch === undefined || branch.complete
    ? tag
    : `{{${left} else }}{{ ${take(`${branch.name}, else`)} }}${tag}`;
