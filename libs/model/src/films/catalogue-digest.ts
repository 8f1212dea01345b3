import { createHash } from 'node:crypto';
import type { Film } from '#engine';
import { FACT_NAMES, factOf } from './film-facts.js';

/** Half a character, as JSON has to write it. */
const HALF_CHARACTER = /\\ud[89a-f]/u;

/**
 * The sha256 of films in their order as JSON Lines: each with the facts that it has, in the order of
 * `FACT_NAMES`, a line feed behind each. It tells whether two models know the same films, whatever
 * files these came from and however the model's file keeps them.
 */
export function catalogueDigestOf(films: readonly Film[]): string {
  const hash = createHash('sha256');
  for (const film of films) hash.update(`${lineOf(film)}\n`);
  return hash.digest('hex');
}

function lineOf(film: Film): string {
  const facts = Object.fromEntries(FACT_NAMES.map((name) => [name, factOf(film, name)]));
  const line = JSON.stringify(facts);
  return HALF_CHARACTER.test(line) ? JSON.stringify(facts, wellFormed) : line;
}

/** As UTF-8 will have it. */
const wellFormed = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed() : value;
