import { parser } from '@prometheus-io/lezer-promql';
import { type Duration, secondsOf } from '../promql/duration.ts';
import type { AlertingRule } from '../rules/rule.ts';
import { BURN_RATES } from '../slo/burn-rates.ts';

/** An alert with one thing in it that is wrong. */
export interface Mutant {
  /** What was changed into what. */
  readonly change: string;
  readonly rule: AlertingRule;
}

/** By the names of the grammar's nodes: what an operator is turned into. */
const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  Gtr: ['<'],
  Lss: ['>'],
  Gte: ['<'],
  Lte: ['>'],
  Eql: ['!='],
  Neq: ['=='],
  And: ['or', 'unless'],
  Or: ['and'],
  Unless: ['and', 'or'],
};
const WINDOWS = [...new Set(BURN_RATES.flatMap(({ long, short }) => [short, long]))];
const LONG_WINDOWS = BURN_RATES.map(({ long }) => long);

/** Every comparison, set operator, threshold, window and wait of an alert, changed one at a time. */
export function mutantsOf(rule: AlertingRule): readonly Mutant[] {
  const mutants: Mutant[] = [];
  const { expr } = rule;
  parser.parse(expr).iterate({
    enter: ({ name, from, to, node }) => {
      const text = expr.slice(from, to);
      for (const other of alternatives(name, text, node.parent?.name ?? ''))
        mutants.push({
          change: `${text} → ${other} at ${from}`,
          rule: { ...rule, expr: expr.slice(0, from) + other + expr.slice(to) },
        });
    },
  });
  const waits = scaled(rule.for as Duration).map((wait) => ({
    change: `for: ${rule.for} → ${wait}`,
    rule: { ...rule, for: wait },
  }));
  return [...mutants, ...waits];
}

function alternatives(node: string, text: string, parent: string): readonly string[] {
  // Inside a matcher = is no comparison, and 'a' != 'b' would be another alert altogether.
  if (Object.hasOwn(OPERATORS, node)) return parent === 'MatchOp' ? [] : OPERATORS[node];
  if (node === 'NumberDurationLiteral') return thresholds(Number(text));
  if (node === 'NumberDurationLiteralInDurationContext') return scaled(text as Duration);
  return node === 'Identifier' ? otherRecords(text) : [];
}

const thresholds = (value: number): readonly string[] =>
  value === 0 ? ['1'] : [String(value * 2), String(value / 2)];

const scaled = (duration: Duration): readonly Duration[] => {
  const seconds = secondsOf(duration);
  return [`${seconds * 3}s`, `${Math.ceil(seconds / 3)}s`];
};

/** The same record over the next shorter and the next longer window. */
function otherRecords(record: string): readonly string[] {
  const groups = /^(?<name>job:slo_.*?)(?<window>\d+[mhd])$/u.exec(record)?.groups;
  if (groups === undefined) return [];
  const all = groups.name.endsWith('increase') ? LONG_WINDOWS : WINDOWS;
  const sorted = [...all].sort((a, b) => secondsOf(a) - secondsOf(b));
  const at = sorted.indexOf(groups.window as Duration);
  return [sorted[at - 1], sorted[at + 1]]
    .filter((window) => (window as string | undefined) !== undefined)
    .map((window) => groups.name + window);
}
