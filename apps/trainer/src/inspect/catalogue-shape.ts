import { filmSchema } from '#contracts';
import type { Film } from '#engine';
import { ascending, quantile } from '../terminal/quantiles.js';

/** How many films have a label, most first. */
export interface LabelCount {
  readonly label: string;
  readonly films: number;
}

export interface DecadeCount {
  /** First year; null for films without a year. */
  readonly decade: number | null;
  readonly films: number;
}

/** How values lie: the five that a person asks for, each one of the values themselves. */
export interface Spread {
  readonly least: number;
  readonly p5: number;
  readonly median: number;
  readonly p95: number;
  readonly most: number;
}

/** What the films of a model are like, by what is known of them. */
export interface CatalogueShape {
  readonly decades: readonly DecadeCount[];
  readonly genres: readonly LabelCount[];
  /** Original languages, by code. */
  readonly languages: readonly LabelCount[];
  /** Films that have each fact. */
  readonly coverage: Readonly<Record<string, number>>;
  /** Characters of each description that there is, ascending. */
  readonly descriptionLengths: Float64Array;
}

const FACTS = Object.keys(filmSchema.shape).filter((name) => name !== 'id');

export function shapeOf(films: readonly Film[]): CatalogueShape {
  return {
    decades: countDecades(films),
    genres: countLabels(films, ({ genres = [] }) => new Set(genres)),
    languages: countLabels(films, ({ language }) => (language === undefined ? [] : [language])),
    coverage: countFacts(films),
    descriptionLengths: ascending(
      films.flatMap(({ description = '' }) => (description === '' ? [] : description.length)),
    ),
  };
}

/** @returns undefined when there are no values */
export function spreadOf(sorted: Float64Array): Spread | undefined {
  if (sorted.length === 0) return undefined;
  return {
    least: sorted[0],
    p5: quantile(sorted, 0.05),
    median: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    most: sorted[sorted.length - 1],
  };
}

/** From the first decade to the last without a gap; films without a year come last. */
function countDecades(films: readonly Film[]): DecadeCount[] {
  const counts = countBy(films, ({ year }) => [year === undefined ? null : year - (year % 10)]);
  const known = [...counts.keys()].filter((decade) => decade !== null);
  const decades: (number | null)[] = [];
  for (let decade = Math.min(...known); decade <= Math.max(...known); decade += 10)
    decades.push(decade);
  if (counts.has(null)) decades.push(null);
  return decades.map((decade) => ({ decade, films: counts.get(decade) ?? 0 }));
}

const countLabels = (
  films: readonly Film[],
  labelsOf: (film: Film) => Iterable<string>,
): LabelCount[] =>
  [...countBy(films, labelsOf)]
    .map(([label, count]) => ({ label, films: count }))
    .sort((a, b) => b.films - a.films || (a.label < b.label ? -1 : 1));

function countFacts(films: readonly Film[]): Record<string, number> {
  const counts = countBy(films, (film) =>
    FACTS.filter((fact) => isKnown((film as unknown as Record<string, unknown>)[fact])),
  );
  return Object.fromEntries(FACTS.map((fact) => [fact, counts.get(fact) ?? 0]));
}

const isKnown = (value: unknown): boolean =>
  value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);

function countBy<K>(films: readonly Film[], keysOf: (film: Film) => Iterable<K>): Map<K, number> {
  const counts = new Map<K, number>();
  for (const film of films)
    for (const key of keysOf(film)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
