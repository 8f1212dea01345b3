import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

export interface Matcher {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
}

/** One selector of a query. */
export interface Selector {
  readonly metric: string;
  readonly matchers: readonly Matcher[];
  /** What stands between its square brackets, if anything does. */
  readonly range?: string;
  /** The function that takes it directly. */
  readonly callee?: string;
}

/** What a query consists of, as Prometheus' own grammar reads it. */
export interface ReadQuery {
  /** Parts of the text that are no PromQL. */
  readonly faults: readonly string[];
  readonly selectors: readonly Selector[];
  /** Labels after `by`, `on`, `without`, `ignoring`, `group_left`. */
  readonly grouping: readonly string[];
}

/** Durations of Grafana's variables, for the grammar: nobody writes these by hand. */
const STAND_INS: readonly (readonly [variable: string, duration: string])[] = [
  ['$__rate_interval', '1234567s'],
  ['$__interval', '1234568s'],
  ['$__range', '1234569s'],
];

/** Reads a query; variables of Grafana may stand in strings and as durations. */
export function readQuery(query: string): ReadQuery {
  const text = STAND_INS.reduce((all, [name, value]) => all.replaceAll(name, value), query);
  const textOf = ({ from, to }: SyntaxNode): string => text.slice(from, to);
  const faults: string[] = [];
  const selectors: Selector[] = [];
  const grouping: string[] = [];
  parser.parse(text).iterate({
    enter: ({ type, node }) => {
      if (type.isError) faults.push(text.slice(Math.max(0, node.from - 20), node.to + 20));
      if (type.name === 'VectorSelector') selectors.push(readSelector(node, textOf));
      if (type.name === 'GroupingLabels')
        grouping.push(...node.getChildren('LabelName').map(textOf));
    },
  });
  return { faults, selectors, grouping };
}

type TextOf = (node: SyntaxNode) => string;

function readSelector(node: SyntaxNode, textOf: TextOf): Selector {
  const name = node.getChild('Identifier');
  const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
  const matrix = node.parent?.name === 'MatrixSelector' ? node.parent : undefined;
  return {
    metric: name === null ? '' : textOf(name),
    matchers: matchers.map((matcher) => readMatcher(matcher, textOf)),
    range: matrix && original(/\[(?<range>[^\]]+)\]$/u.exec(textOf(matrix))?.groups?.range),
    callee: calleeOf(matrix ?? node, textOf),
  };
}

function readMatcher(node: SyntaxNode, textOf: TextOf): Matcher {
  const part = (name: string): string => {
    const child = node.getChild(name);
    return child === null ? '' : textOf(child);
  };
  return {
    label: part('LabelName'),
    operator: part('MatchOp'),
    value: part('StringLiteral').slice(1, -1),
  };
}

/** The function around a selector; `offset` may stand between. */
function calleeOf(node: SyntaxNode, textOf: TextOf): string | undefined {
  const outer = node.parent?.name === 'OffsetExpr' ? node.parent : node;
  const call = outer.parent?.name === 'FunctionCallBody' ? outer.parent.parent : undefined;
  const name = call?.getChild('FunctionIdentifier');
  return name ? textOf(name) : undefined;
}

const original = (range: string | undefined): string | undefined =>
  STAND_INS.find(([, duration]) => duration === range)?.[0] ?? range;
