import { isBlank, number } from '../mappings/cells.js';
import { type FilmFinding, shownValue } from '../report.js';
import type { RatingColumns } from './rating-columns.js';

/** What one row of ratings says; user and film as their cells have them. */
export interface Rating {
  readonly user: unknown;
  readonly film: unknown;
  /** From 0 to the highest mark. */
  readonly value: number;
}

/**
 * The rating that a row states, or why it states none.
 *
 * @param highest the highest mark that can be given
 */
export function ratingOf(
  fields: Readonly<Record<string, unknown>>,
  { user, film, rating }: RatingColumns,
  highest: number,
): Rating | FilmFinding {
  for (const column of [user, film])
    if (isBlank(fields[column]))
      return refusal('missing-id', column, fields[column], 'a rating needs who and what');
  const value = number(fields[rating]);
  if (value === undefined)
    return refusal('wrong-type', rating, fields[rating], 'a rating without a mark');
  if (typeof value !== 'number' || Number.isNaN(value))
    return refusal('wrong-type', rating, fields[rating], 'not a number');
  if (value < 0 || value > highest)
    return refusal('impossible-value', rating, fields[rating], `not from 0 to ${highest}`);
  return { user: fields[user], film: fields[film], value };
}

const refusal = (
  kind: FilmFinding['kind'],
  field: string,
  value: unknown,
  reason: string,
): FilmFinding => ({ kind, field, value: shownValue(value), reason, action: 'refused' });
