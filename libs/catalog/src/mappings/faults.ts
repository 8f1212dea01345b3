import { type FilmFinding, shownValue } from '../report.js';

/** A value that is not what it should be and would pass for something else if it stayed. */
export const dropped = (field: string, value: unknown, reason: string): FilmFinding => ({
  kind: 'wrong-type',
  field,
  value: shownValue(value),
  reason,
  action: 'dropped',
});

/** A row that is not what the source's other rows are. */
export const refused = (field: string, value: unknown, reason: string): FilmFinding => ({
  ...dropped(field, value, reason),
  action: 'refused',
});
