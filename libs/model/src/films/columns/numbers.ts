import type { TensorReader } from '../../artifact/tensor-reader.js';
import type { ColumnKind, ColumnScope } from './column.js';

/** Numbers as float64, so that each comes back as it was; 0 where there is none. */
export const numbers: ColumnKind<number> = {
  encode: (facts) => ({ values: Float64Array.from(facts, (fact = 0) => fact) }),

  decode(reader, scope) {
    const values = reader.read('values', Float64Array, scope.films);
    if (reader.isDoubtful) assertNumbers(reader, values, scope);
    return { at: (film) => values[film] };
  },
};

/**
 * What a schema says of a number is a range and whether it must be whole. So three numbers stand for
 * all of them, which checked one by one would take longer than everything else.
 */
function assertNumbers(
  reader: TensorReader,
  values: Float64Array,
  { has, schema }: ColumnScope,
): void {
  let least = Infinity;
  let most = -Infinity;
  let odd: number | undefined;
  for (let film = 0; film < values.length; film++) {
    const value = values[film];
    // Most films have a number that is no news.
    if (value >= least && value <= most && (odd !== undefined || Number.isInteger(value))) continue;
    if (!has(film)) continue;
    if (!Number.isInteger(value) && Number.isFinite(odd ?? 0)) odd = value;
    if (!(value >= least)) least = value;
    if (!(value <= most)) most = value;
  }
  if (least > most) return;
  for (const value of [odd ?? least, least, most]) {
    const { error } = schema.safeParse(value);
    if (error !== undefined) reader.refuse('values', `${value}: ${error.issues[0].message}`);
  }
}
