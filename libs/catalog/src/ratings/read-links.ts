import { Findings } from '../findings.js';
import { linksTable } from '../mappings/data-sets/movielens-links.js';
import { SideFacts } from '../mappings/side-facts.js';
import type { Row } from '../readers/row.js';
import type { FindingGroup } from '../report.js';

/** What TMDB and IMDb call the films that ratings are about, each as a text. */
export interface Links {
  /** @param key the film as the ratings name it, as `joinKey` has it */
  of(key: string): { readonly tmdb?: string | undefined; readonly imdb?: string | undefined };
  /** Films that are linked. */
  readonly rows: number;
  readonly groups: readonly FindingGroup[];
}

/**
 * Reads the table that ties the films of a table of ratings to those of a catalogue, as MovieLens
 * has it: movieId, imdbId, tmdbId.
 *
 * @param source its name, for the findings
 */
export async function readLinks(rows: AsyncIterable<Row>, source: string): Promise<Links> {
  const table = new SideFacts(linksTable);
  const findings = new Findings();
  for await (const row of rows)
    for (const finding of table.take(row)) findings.add({ source, line: row.line, ...finding });
  return {
    of(key) {
      const facts = table.of(key);
      return {
        tmdb: textOf(facts['externalIds.tmdb']),
        imdb: textOf(facts['externalIds.imdb']),
      };
    },
    rows: table.rows,
    groups: findings.toGroups(),
  };
}

const textOf = (id: unknown): string | undefined =>
  typeof id === 'number' || typeof id === 'string' ? String(id) : undefined;
