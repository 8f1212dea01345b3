import { closestOf, meanTheSame } from './closest.js';
import { LIST_FACTS, TABLE_COLUMNS } from '../own-table.js';

const HINTS: Readonly<Partial<Record<string, string>>> = {
  id: 'which column has another value for each film?',
  title: 'which column?',
};

/**
 * The beginning of a mapping file for a source with these columns: those that seem to be facts of a
 * film stand in their place, and the others are named for a person to place.
 */
export function skeletonOf(columns: readonly string[]): string {
  const placed = new Map(
    TABLE_COLUMNS.flatMap((fact) => {
      const column = columnOf(fact, columns);
      return column === undefined && HINTS[fact] === undefined ? [] : [[fact, column] as const];
    }),
  );
  const used = new Set(placed.values());
  const left = columns.filter((column) => !used.has(column)).map(scalar);
  const lines = [...placed].map(([fact, column]) => `  ${fact}: ${ruleFor(fact, column)}`);
  if (left.length > 0) lines.push(`  # not placed yet: ${left.join(', ')}`);
  return ['films:', ...lines, ''].join('\n');
}

/** The column that means the fact; one that is merely written like it is taken for what every film needs. */
function columnOf(fact: string, columns: readonly string[]): string | undefined {
  const same = columns.filter((column) => meanTheSame(fact, column));
  return closestOf(fact, same) ?? (fact in HINTS ? closestOf(fact, columns) : undefined);
}

/** What is likely right for the fact, as YAML. */
function ruleFor(fact: string, column: string | undefined): string {
  if (column === undefined) return `# ${HINTS[fact] ?? ''}`;
  const name = scalar(column);
  if (LIST_FACTS.has(fact)) return `{ column: ${name}, split: '|' }`;
  return fact === 'year' && /date|released/iu.test(column)
    ? String.raw`{ column: ${name}, pattern: '(\d{4})' }`
    : name;
}

/** A text as YAML: as it is where that means the text, else in quotes, which YAML reads as JSON does. */
const scalar = (text: string): string =>
  /^[a-z_][\w.-]*$/iu.test(text) && !/^(?:null|true|false)$/iu.test(text)
    ? text
    : JSON.stringify(text);
